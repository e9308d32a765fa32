import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { lasting, remaining } from '../../src/cards/wording';
import { chooseSnapshot, echoOf } from '../../src/recovery/snapshot-choice';
import { ageOf, formatCalendarDay, formatClock, formatInstant, formatInstantWithUtc } from '../../src/times/print-time'; // prettier-ignore
import { parseTime, type TimeRefusal } from '../../src/times/parse-time';
import type { TimePhrase } from '../../src/times/time-phrase';
import type { SnapshotId } from '../../src/shared/ids';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** All zones of this machine, old names that people still have, and those where the clock does odd things. */
const ZONES = [
  ...Intl.supportedValuesOf('timeZone'),
  'UTC',
  'Asia/Katmandu',
  'Japan',
  'CET',
  'EST',
  'US/Pacific',
  'GB',
];
const CHANGING = [
  'Europe/Oslo',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Santiago',
];
const ODD = ['Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia', 'Africa/Casablanca', 'Europe/Dublin', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Antarctica/Troll']; // prettier-ignore

const toTheMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-01'), noInvalidDate: true });

const anywhere = fc.record({ at: moments, zone: fc.constantFrom(...ZONES) });

/** The next time that a zone's clock is set, or the same moment where it never is. */
function nextChange(from: Date, zone: string): Date {
  const then = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  return new Date(then.getTimeZoneTransition('next')?.epochMilliseconds ?? from.getTime());
}

/** Around the moment at which a clock is set back or forward. */
const edges = fc
  .record({ from: moments, zone: fc.constantFrom(...CHANGING), minutes: fc.integer({ min: -90, max: 90 }) })
  .map(({ from, zone, minutes }) => ({ at: new Date(nextChange(from, zone).getTime() + minutes * MINUTE_MS), zone }));

const printed = fc.tuple(fc.oneof(anywhere, edges), fc.integer({ min: 1, max: 400 * 24 * 60 })).map(([where, minutes]) => ({ ...where, agoMs: minutes * MINUTE_MS })); // prettier-ignore

/** Everything that Rewind prints for a moment that is over. */
const PRINTERS: Readonly<Record<string, (at: Date, zone: string, now: Date) => string>> = {
  'an instant': (at, zone) => formatInstant(at, zone),
  'an instant with UTC': (at, zone) => formatInstantWithUtc(at, zone),
  'an instant and how long ago': (at, zone, now) => `${formatInstant(at, zone)} (${lasting(now.getTime() - at.getTime())} ago)`,
  'an instant, how long ago': (at, zone, now) => `${formatInstant(at, zone)}, ${lasting(now.getTime() - at.getTime())} ago`,
  'an instant and its age': (at, zone, now) => `${formatInstant(at, zone)}, ${ageOf(at, now)}`,
  'an instant that was a limit': (at, zone) => `${formatInstant(at, zone)} (${remaining(at, new Date(at.getTime() - 48 * MINUTE_MS))} at ${formatClock(at, 'UTC').slice(0, 5)})`,
  'a limit that is over': (at, zone, now) => `${formatInstant(at, zone)} (${remaining(at, now)})`,
  'the echo of a plan': (at, zone, now) => echoOf({ phrase: 'yesterday', snapshot: { createdAt: at }, zone, now }),
  'a moment of a file': (at) => toTheMinute(at).toISOString(),
  'a moment of a command': (at) => `${toTheMinute(at).toISOString().slice(0, 19)}Z`,
}; // prettier-ignore

const SEED = { seed: 20260329 };
const parse = (text: string, zone: string, now: Date): TimePhrase | TimeRefusal => parseTime(text, { zone, now });

describe('every time that Rewind prints', () => {
  it.each(Object.entries(PRINTERS))('is understood again to the minute: %s', (_, print) => {
    fc.assert(
      fc.property(printed, ({ at, zone, agoMs }) => {
        const now = new Date(at.getTime() + agoMs);
        const text = print(at, zone, now);
        const phrase = parse(`from ${text}`, zone, now);
        expect([text, zone, phrase]).toEqual([text, zone, expect.objectContaining({ kind: 'instant', at: toTheMinute(at), relation: 'atOrBefore', isTodaysWeekday: false })]);
      }),
      { numRuns: 600, ...SEED },
    ); // prettier-ignore
  });

  it('is understood by people of other zones, too', () => {
    fc.assert(
      fc.property(printed, fc.constantFrom(...ODD), ({ at, zone, agoMs }, readersZone) => {
        if (!zone.includes('/') && zone !== 'UTC') return;
        const phrase = parse(formatInstantWithUtc(at, zone), readersZone, new Date(at.getTime() + agoMs));
        expect(phrase).toMatchObject({ kind: 'instant', at: toTheMinute(at) });
      }),
      { numRuns: 600, ...SEED },
    );
  });

  it('leads to the snapshot whose time it is, whatever its seconds and whatever was taken before', () => {
    fc.assert(
      fc.property(printed, fc.integer({ min: 1, max: 3 * 24 * 60 }), ({ at, zone, agoMs }, minutesApart) => {
        const taken = [at, new Date(at.getTime() - minutesApart * MINUTE_MS)];
        const now = new Date(at.getTime() + agoMs);
        const snapshots = taken.map((createdAt, index) => ({ id: `id-${String(index)}` as SnapshotId, createdAt }));
        for (const [index, createdAt] of taken.entries()) {
          const phrase = parse(formatInstant(createdAt, zone), zone, now);
          if (phrase.kind === 'refusedTime') throw new Error(`refused: ${formatInstant(createdAt, zone)}`);
          expect(chooseSnapshot(phrase, { zone, now, snapshots })).toMatchObject({ kind: 'chosen', snapshot: { id: `id-${String(index)}` } });
        }
      }),
      { numRuns: 600, ...SEED },
    ); // prettier-ignore
  });

  it('is the same day where only a day is printed', () => {
    fc.assert(
      fc.property(printed, ({ at, zone, agoMs }) => {
        const day = at.toISOString().slice(0, 10);
        const now = new Date(at.getTime() + agoMs + 2 * DAY_MS);
        for (const text of [formatCalendarDay(day), `on ${formatCalendarDay(day)} (${zone})`])
          expect(parse(text, zone, now)).toMatchObject({ kind: 'day', day, relation: 'on', isTodaysWeekday: false });
      }),
      { numRuns: 600, ...SEED },
    );
  });

  it('without its year is the last such day, up to half a year back', () => {
    fc.assert(
      fc.property(printed, fc.integer({ min: 1, max: 180 }), ({ at, zone }, days) => {
        const now = new Date(at.getTime() + days * DAY_MS);
        const withoutYear = formatInstant(at, zone).replace(/ \d{4} /, ' ');
        expect(parse(withoutYear, zone, now)).toMatchObject({ kind: 'instant', at: toTheMinute(at) });
      }),
      { numRuns: 600, ...SEED },
    );
  });

  it('and is still to come is said to be', () => {
    fc.assert(
      fc.property(printed, ({ at, zone, agoMs }) => {
        const phrase = parse(formatInstant(at, zone), zone, new Date(at.getTime() - agoMs - DAY_MS));
        expect(phrase).toMatchObject({ kind: 'refusedTime', because: 'future' });
      }),
      { numRuns: 300, ...SEED },
    );
  });
});
