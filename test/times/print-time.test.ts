import { ageOf, formatDuration, formatInstant, formatInstantWithUtc } from '../../src/times/print-time';
import { zoneOf } from '../../src/times/zone';

const SNAPSHOT = new Date('2026-03-28T22:00:00Z');

describe('times people read', () => {
  it.each([
    ['Europe/Oslo', 'Sat 28 Mar 2026 23:00 Europe/Oslo', 'Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC)'],
    ['Australia/Sydney', 'Sun 29 Mar 2026 09:00 Australia/Sydney', 'Sun 29 Mar 2026 09:00 Australia/Sydney (Sat 28 Mar 22:00 UTC)'],
    ['UTC', 'Sat 28 Mar 2026 22:00 UTC', 'Sat 28 Mar 2026 22:00 UTC'],
  ])('in %s', (zone, local, withUtc) => {
    expect(formatInstant(SNAPSHOT, zone)).toBe(local);
    expect(formatInstantWithUtc(SNAPSHOT, zone)).toBe(withUtc);
  }); // prettier-ignore

  it.each([
    [-5, 'less than a minute'],
    [59_999, 'less than a minute'],
    [60_000, '1 min'],
    [119.9 * 60_000, '119 min'],
    [120 * 60_000, '2 h'],
    [12.9 * 3_600_000, '12 h'],
    [47.9 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('%d ms is %s', (span, words) => {
    expect(formatDuration(span)).toBe(words);
  });

  it('counts elapsed hours across a clock change', () => {
    expect(ageOf(SNAPSHOT, new Date('2026-03-29T09:00:00Z'))).toBe('11 h old');
  });
});

describe('the zone', () => {
  it.each([
    [['Europe/Oslo', 'UTC'], 'Europe/Oslo'],
    [[undefined, 'Australia/Sydney'], 'Australia/Sydney'],
    [['W. Europe Standard Time', 'Europe/Oslo'], 'Europe/Oslo'],
    [['', '<b>', undefined], 'UTC'],
    [['Asia/Katmandu'], 'Asia/Kathmandu'],
    [['Asia/Kathmandu'], 'Asia/Kathmandu'],
    [['Europe/Kiev'], 'Europe/Kyiv'],
    // Known to Intl, and nothing that Temporal calculates with.
    [['ACT', 'Europe/Oslo'], 'Europe/Oslo'],
  ])('of %j is %s', (preferences, zone) => {
    expect(zoneOf(...preferences)).toBe(zone);
  });
});
