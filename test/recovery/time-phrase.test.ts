import fc from 'fast-check';
import { parseTime } from '../../src/recovery/parse-time';
import { TIME_WORDS } from '../../src/recovery/time-words';

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const parse = (text: string, here = OSLO) => parseTime(text, here);
const at = (text: string, here = OSLO) => {
  const phrase = parse(text, here);
  if (phrase.kind !== 'instant') throw new Error(`${text} is ${phrase.kind}`);
  return phrase.at.toISOString();
};

describe('instants', () => {
  it.each([
    ['10:59', '2026-03-29T08:59:00.000Z'],
    ['11:00', '2026-03-29T09:00:00.000Z'],
    ['11:01', '2026-03-28T10:01:00.000Z'],
    ['9am', '2026-03-29T07:00:00.000Z'],
    ['9 AM', '2026-03-29T07:00:00.000Z'],
    ['9:15 p.m.', '2026-03-28T20:15:00.000Z'],
    ['12am', '2026-03-28T23:00:00.000Z'],
    ['12pm', '2026-03-28T11:00:00.000Z'],
    ['friday 14:30:15', '2026-03-27T13:30:15.000Z'],
    ['Friday, 14:30.', '2026-03-27T13:30:00.000Z'],
    ['27 mar 14:30', '2026-03-27T13:30:00.000Z'],
    ['27th march 2026 at 14:30', '2026-03-27T13:30:00.000Z'],
    ['march 27, 2026 14:30', '2026-03-27T13:30:00.000Z'],
    ['3 days ago at 9am', '2026-03-26T08:00:00.000Z'],
    ['90 minutes ago', '2026-03-29T07:30:00.000Z'],
    ['an hour ago', '2026-03-29T08:00:00.000Z'],
    ['26h ago', '2026-03-28T07:00:00.000Z'],
    ['2026-03-27T14:30', '2026-03-27T13:30:00.000Z'],
    ['2026-03-27 14:30', '2026-03-27T13:30:00.000Z'],
    ['2026-03-27 14:30 UTC', '2026-03-27T14:30:00.000Z'],
    ['2026-03-27T14:30:00.5Z', '2026-03-27T14:30:00.500Z'],
    ['2026-03-27T14:30+05:30', '2026-03-27T09:00:00.000Z'],
    ['2026-03-28 14:30:00 +09:00', '2026-03-28T05:30:00.000Z'],
    ['2026-03-28 14:30:00 -0500', '2026-03-28T19:30:00.000Z'],
    ['14:30:00 +09:00', '2026-03-29T05:30:00.000Z'],
    ['14:30:00+09:00', '2026-03-29T05:30:00.000Z'],
    ['14:30 Asia/Tokyo', '2026-03-29T05:30:00.000Z'],
    ['14:30 asia/tokyo', '2026-03-29T05:30:00.000Z'],
    ['14:30 UTC', '2026-03-28T14:30:00.000Z'],
    ['14:30Z', '2026-03-28T14:30:00.000Z'],
    ['14:30 UTC+9', '2026-03-29T05:30:00.000Z'],
    ['14:30 UTC +9', '2026-03-29T05:30:00.000Z'],
    ['14:30 GMT-03:30', '2026-03-28T18:00:00.000Z'],
    ['yesterday 22:30 America/New_York', '2026-03-29T02:30:00.000Z'],
    ['friday 9am Europe/London', '2026-03-27T09:00:00.000Z'],
    ['22:30 UTC yesterday', '2026-03-28T22:30:00.000Z'],
    ['22:30 yesterday UTC', '2026-03-28T22:30:00.000Z'],
    ['2026-03-28T14:30 Asia/Tokyo', '2026-03-28T05:30:00.000Z'],
    ['2026-10-25 02:30 UTC+01:00 Europe/Oslo', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25 02:30 UTC+02:00 Europe/Oslo', '2026-10-25T00:30:00.000Z'],
    ['thu 26 nov 14:30', '2026-11-26T13:30:00.000Z'],
    ['Thursday, 26 November 2026 at 14:30', '2026-11-26T13:30:00.000Z'],
    ['26th of november 2pm', '2026-11-26T13:00:00.000Z'],
    ['14:30 on the 26th of november', '2026-11-26T13:30:00.000Z'],
    ['Sun 29 Nov 23:00', '2026-11-29T22:00:00.000Z'],
    ['Sat 28 Mar 23:00 Europe/Oslo', '2026-03-28T22:00:00.000Z'],
    ['Sat 28 Mar 23:00 Europe/Oslo (12 h ago)', '2026-03-28T22:00:00.000Z'],
    ['Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old', '2026-03-28T22:00:00.000Z'],
    ['Sun 29 Mar 2026 09:00 Australia/Sydney (Sat 28 Mar 22:00 UTC)', '2026-03-28T22:00:00.000Z'],
    ['yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old', '2026-03-28T22:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    const isLater = /nov|2026-10/i.test(text);
    expect(at(text, isLater ? { ...OSLO, now: new Date('2026-11-30T09:00:00Z') } : OSLO)).toBe(expected);
  });

  it('of a minute say so, of a second do not', () => {
    expect(parse('14:30')).toMatchObject({ wholeMinute: true });
    expect(parse('14:30:00')).not.toHaveProperty('wholeMinute');
    expect(parse('before 14:30')).not.toHaveProperty('wholeMinute');
  });

  it('knows a clock time that comes twice, and one that never comes', () => {
    const autumn = { zone: 'Europe/Oslo', now: new Date('2026-10-25T11:00:00Z') };
    expect(parse('02:30', autumn)).toMatchObject({ at: new Date('2026-10-25T00:30:00Z'), notes: ['doubledLocalTime'] });
    expect(parse('02:30')).toMatchObject({ at: new Date('2026-03-29T00:30:00Z'), notes: ['missingLocalTime'] });
    expect(parse('03:30')).toMatchObject({ notes: [] });
  });
});

describe('days', () => {
  it.each([
    ['today', '2026-03-29', 'on'],
    ['yesterday', '2026-03-28', 'on'],
    ['as of yesterday', '2026-03-28', 'on'],
    ['1 day ago', '2026-03-28', 'on'],
    ['two weeks ago', '2026-03-15', 'on'],
    ['from before monday', '2026-03-23', 'before'],
    ['since 27 mar', '2026-03-27', 'since'],
    ['after March 27th', '2026-03-27', 'after'],
    ['31 dec', '2025-12-31', 'on'],
    ['2024-02-29', '2024-02-29', 'on'],
    ['thu 26 mar', '2026-03-26', 'on'],
    ['Thursday 26 March 2026', '2026-03-26', 'on'],
    ['thu 2026-03-26', '2026-03-26', 'on'],
    ['26th of march', '2026-03-26', 'on'],
    ['the 26th of march 2026', '2026-03-26', 'on'],
    ['26 mar 2026', '2026-03-26', 'on'],
    ['mar 26', '2026-03-26', 'on'],
    ['before thursday 26 march', '2026-03-26', 'before'],
    ['sun 29 mar', '2026-03-29', 'on'],
    ['fri 26 dec', '2025-12-26', 'on'],
  ])('%s is %s, %s', (text, day, relation) => {
    expect(parse(text)).toMatchObject({ kind: 'day', day, relation, isTodaysWeekday: false });
  });

  it('in another zone are that zone’s', () => {
    expect(parse('Sat 28 Mar 2026 Asia/Tokyo')).toMatchObject({ kind: 'day', day: '2026-03-28', zone: 'asia/tokyo' });
    expect(parse('Sat 28 Mar 2026 (Europe/Oslo)')).toEqual(parse('2026-03-28'));
    expect(parse('today Asia/Tokyo', { zone: 'Europe/Oslo', now: new Date('2026-03-28T20:00:00Z') })).toMatchObject({
      day: '2026-03-29',
    });
  });

  it('belong to the speaker’s zone', () => {
    const evening = new Date('2026-03-28T23:30:00Z');
    expect(parse('today', { zone: 'Europe/Oslo', now: evening })).toMatchObject({ day: '2026-03-29' });
    expect(parse('today', { zone: 'America/New_York', now: evening })).toMatchObject({ day: '2026-03-28' });
    expect(parse('today', { zone: 'Pacific/Kiritimati', now: evening })).toMatchObject({ day: '2026-03-29' });
  });

  it('say that a weekday is today’s', () => {
    expect(parse('sunday')).toMatchObject({ isTodaysWeekday: true });
    expect(parse('sunday 09:00')).toMatchObject({ kind: 'instant', isTodaysWeekday: true });
    expect(parse('saturday')).toMatchObject({ isTodaysWeekday: false });
  });

  it('name the incident only where somebody did', () => {
    expect(parse('before friday')).toMatchObject({ incidentAt: new Date('2026-03-26T23:00:00Z') });
    expect(parse('the incident at friday 14:30')).toMatchObject({
      relation: 'atOrBefore',
      incidentAt: new Date('2026-03-27T13:30:00Z'),
    });
    expect(parse('after friday')).not.toHaveProperty('incidentAt');
  });
});

describe('refusals', () => {
  it.each([
    ['', 'empty', ['yesterday', 'latest', '2 days ago']],
    ['03/04', 'dayMonthOrder', ['2026-03-04', 'yesterday', 'latest']],
    ['27/03/2026', 'dayMonthOrder', ['2026-03-27', 'yesterday', 'latest']],
    ['02.03.', 'dayMonthOrder', ['2026-03-02', '2026-02-03', '02:03']],
    ['2026/03/27', 'dayMonthOrder', ['2026-03-27', 'yesterday', 'latest']],
    ['27-03-2026 14:30', 'dayMonthOrder', ['2026-03-27 14:30', 'yesterday']],
    ['14.30', 'dayMonthOrder', ['14:30', 'yesterday', 'latest']],
    ['may', 'vague', ['yesterday', 'latest', '2 days ago']],
    ['now', 'vague', ['latest', 'yesterday', '2 days ago']],
    ['saturday morning', 'vague', ['saturday', 'saturday 06:00', 'saturday 09:00']],
    ['last night', 'vague', ['yesterday 22:00', 'yesterday 23:59', '22:00']],
    ['recently', 'vague', ['yesterday', 'latest', '2 days ago']],
    ['the weekend', 'vague', ['friday', 'saturday', 'sunday']],
    ['last friday', 'vague', ['2026-03-27', '2026-03-20', 'friday']],
    ['before the incident', 'vague', ['before 09:00', 'before yesterday']],
    ['tomorrow', 'future', ['today', 'yesterday', 'latest']],
    ['today 14:30', 'future', ['yesterday 14:30', 'yesterday', 'latest']],
    ['30 mar', 'future', ['29 mar', '28 mar']],
    ['next friday', 'future', ['friday', 'yesterday', 'latest']],
    ['in 2 hours', 'future', ['2 hours ago', 'yesterday', 'latest']],
    ['2027-01-01', 'future', ['yesterday', 'latest', '2 days ago']],
    ['after today', 'future', ['after yesterday', 'yesterday', 'latest']],
    ['30 feb', 'impossible', ['28 feb', 'yesterday', 'latest']],
    ['29 feb', 'impossible', ['28 feb', 'yesterday', 'latest']],
    ['2026-02-30', 'impossible', ['yesterday', 'latest', '2 days ago']],
    ['25:61', 'impossible', ['yesterday', 'latest', '2 days ago']],
    ['13pm', 'impossible', ['yesterday', 'latest', '2 days ago']],
    ['2026-13-01T10:00Z', 'impossible', ['yesterday', 'latest', '2 days ago']],
    ['#0', 'impossible', ['yesterday', 'latest', '2 days ago']],
    ['yesteday', 'leftOver', ['yesterday', 'latest', '2 days ago']],
    ['just before 14:30', 'leftOver', ['before 14:30', 'yesterday', 'latest']],
    ['27 hours', 'leftOver', ['27 hours ago', 'yesterday', 'latest']],
    ['9', 'leftOver', ['09:00', '#9', '9 days ago']],
    ['the day before yesterday', 'leftOver', ['2 days ago', 'before yesterday']],
    ['yesterday please', 'leftOver', ['yesterday', 'latest']],
    ['before latest', 'leftOver', ['yesterday', 'latest', '2 days ago']],
    ['yesterday friday', 'leftOver', ['yesterday', 'latest', '2 days ago']],
  ])('%s: %s, rather %j', (text, because, rewrites) => {
    const refusal = parse(text);
    expect(refusal).toMatchObject({ kind: 'refusedTime', because });
    if (refusal.kind === 'refusedTime') expect(refusal.rewrites).toEqual(expect.arrayContaining(rewrites.slice(0, 2)));
  });

  it('a phrase of any length is answered, and never echoed whole', () => {
    for (const text of ['9'.repeat(100_000), 'before '.repeat(15_000), ' '.repeat(100_000), '1:'.repeat(50_000)]) {
      const refusal = parse(text);
      expect(refusal).toMatchObject({ kind: 'refusedTime', because: 'tooLong' });
      expect(JSON.stringify(refusal).length).toBeLessThan(400);
    }
  });
});

const words = fc.array(fc.constantFrom(...TIME_WORDS, '14:30', '25:61', '03/04', '30', '2026', '#3', 'the', 'incident', 'morning', 'last', 'next', 'utc', 'zzz', '2026-03-28'), { maxLength: 6 }); // prettier-ignore
const zones = fc.constantFrom('Europe/Oslo', 'Australia/Sydney', 'UTC', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'); // prettier-ignore
const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });

describe('always', () => {
  it('offers two or three rewrites, and all of them parse', () => {
    fc.assert(
      fc.property(fc.oneof(words.map((list) => list.join(' ')), fc.string({ maxLength: 40 })), zones, moments, (text, zone, now) => {
        const here = { zone, now };
        const phrase = parse(text, here);
        if (phrase.kind !== 'refusedTime') return;
        expect(phrase.rewrites.length).toBeGreaterThanOrEqual(2);
        expect(phrase.rewrites.length).toBeLessThanOrEqual(3);
        for (const rewrite of phrase.rewrites) expect(parse(rewrite, here).kind).not.toBe('refusedTime');
      }),
      { numRuns: 600 },
    ); // prettier-ignore
  });

  it('reads no instant that is still to come, unless it asks which week', () => {
    fc.assert(
      fc.property(words, zones, moments, (list, zone, now) => {
        const phrase = parse(list.join(' '), { zone, now });
        if (phrase.kind === 'instant' && !phrase.isTodaysWeekday) expect(phrase.at.getTime()).toBeLessThanOrEqual(now.getTime());
      }),
      { numRuns: 600 },
    ); // prettier-ignore
  });
});
