import fc from 'fast-check';
import { parseTime } from '../../src/times/parse-time';
import { TIME_WORDS } from '../../src/times/time-words';

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
    ['the day before yesterday', '2026-03-27', 'on'],
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
    expect(parse('Sat 28 Mar 2026 Asia/Tokyo')).toMatchObject({ kind: 'day', day: '2026-03-28', zone: 'Asia/Tokyo' });
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
    ['', 'empty', ['Sat 28 Mar 2026 Europe/Oslo', 'latest', 'Fri 27 Mar 2026 Europe/Oslo']],
    ['03/04', 'dayMonthOrder', ['Wed 4 Mar 2026 Europe/Oslo']],
    ['03/26', 'dayMonthOrder', ['Thu 26 Mar 2026 Europe/Oslo']],
    ['03/26 14:30', 'dayMonthOrder', ['Thu 26 Mar 2026 14:30 Europe/Oslo']],
    ['26th', 'dayAlone', ['Thu 26 Mar 2026 Europe/Oslo', 'Thu 26 Feb 2026 Europe/Oslo']],
    ['the 31st 14:30', 'dayAlone', ['Sat 31 Jan 2026 14:30 Europe/Oslo', 'Wed 31 Dec 2025 14:30 Europe/Oslo']],
    ['before the 26th', 'dayAlone', ['before Thu 26 Mar 2026 Europe/Oslo', 'before Thu 26 Feb 2026 Europe/Oslo']],
    ['99th', 'leftOver', []],
    ['27/03/2026', 'dayMonthOrder', ['Fri 27 Mar 2026 Europe/Oslo']],
    ['02.03.', 'dayMonthOrder', ['Mon 2 Mar 2026 Europe/Oslo', 'Tue 3 Feb 2026 Europe/Oslo']],
    ['2026/03/27', 'dayMonthOrder', ['Fri 27 Mar 2026 Europe/Oslo']],
    ['27-03-2026 14:30', 'dayMonthOrder', ['Fri 27 Mar 2026 14:30 Europe/Oslo']],
    ['14.30', 'dayMonthOrder', ['Sat 28 Mar 2026 14:30 Europe/Oslo']],
    ['may', 'vague', ['Sat 31 May 2025 Europe/Oslo', 'Fri 30 May 2025 Europe/Oslo', 'Thu 29 May 2025 Europe/Oslo']],
    ['now', 'vague', ['latest', 'Sat 28 Mar 2026 Europe/Oslo', 'Fri 27 Mar 2026 Europe/Oslo']],
    [
      'saturday morning',
      'vague',
      ['Sat 28 Mar 2026 Europe/Oslo', 'Sat 28 Mar 2026 06:00 Europe/Oslo', 'Sat 28 Mar 2026 09:00 Europe/Oslo'],
    ],
    [
      'last night',
      'vague',
      ['Sat 28 Mar 2026 22:00 Europe/Oslo', 'Sat 28 Mar 2026 23:59 Europe/Oslo', 'Sun 29 Mar 2026 01:00 Europe/Oslo'],
    ],
    ['recently', 'vague', ['Sat 28 Mar 2026 Europe/Oslo', 'latest', 'Fri 27 Mar 2026 Europe/Oslo']],
    [
      'the weekend',
      'vague',
      ['Sat 28 Mar 2026 Europe/Oslo', 'Sun 29 Mar 2026 Europe/Oslo', 'Sun 22 Mar 2026 Europe/Oslo'],
    ],
    ['last friday', 'vague', ['Fri 27 Mar 2026 Europe/Oslo', 'Fri 20 Mar 2026 Europe/Oslo']],
    ['before last friday', 'vague', ['before Fri 27 Mar 2026 Europe/Oslo', 'before Fri 20 Mar 2026 Europe/Oslo']],
    ['before the incident', 'vague', ['before Sat 28 Mar 2026 Europe/Oslo', 'before Fri 27 Mar 2026 Europe/Oslo']],
    ['tomorrow', 'future', ['Sun 29 Mar 2026 Europe/Oslo', 'Sat 28 Mar 2026 Europe/Oslo', 'latest']],
    ['today 14:30', 'future', ['Sat 28 Mar 2026 14:30 Europe/Oslo']],
    ['30 mar', 'future', []],
    ['next friday', 'future', ['Fri 27 Mar 2026 Europe/Oslo']],
    ['in 2 hours', 'future', ['Sun 29 Mar 2026 09:00:00 Europe/Oslo']],
    ['2027-01-01', 'future', []],
    ['after today', 'future', []],
    ['30 feb', 'impossible', ['Sat 28 Feb 2026 Europe/Oslo']],
    ['29 feb', 'impossible', ['Sat 28 Feb 2026 Europe/Oslo']],
    ['2026-02-30', 'impossible', ['Sat 28 Feb 2026 Europe/Oslo']],
    ['25:61', 'impossible', []],
    ['13pm', 'impossible', []],
    ['2026-13-01T10:00Z', 'impossible', []],
    ['#0', 'impossible', []],
    ['yesteday', 'leftOver', ['Sat 28 Mar 2026 Europe/Oslo']],
    ['before fridya', 'leftOver', ['before Fri 27 Mar 2026 Europe/Oslo']],
    ['the incident at fridya 10:00', 'vague', ['the incident at Fri 27 Mar 2026 10:00 Europe/Oslo']],
    ['fridya 14:30 Asia/Tokyo', 'leftOver', ['Fri 27 Mar 2026 14:30 Asia/Tokyo']],
    ['sundya', 'leftOver', ['Sun 29 Mar 2026 Europe/Oslo', 'Sun 22 Mar 2026 Europe/Oslo']],
    ['just before 14:30', 'leftOver', ['before Sat 28 Mar 2026 14:30 Europe/Oslo']],
    ['27 hours', 'leftOver', ['Sat 28 Mar 2026 07:00:00 Europe/Oslo']],
    ['9', 'leftOver', ['Sun 29 Mar 2026 09:00 Europe/Oslo', '#9', 'Fri 20 Mar 2026 Europe/Oslo']],
    ['yesterday please', 'leftOver', ['Sat 28 Mar 2026 Europe/Oslo']],
    ['yesterday tara', 'leftOver', []],
    ['before latest', 'leftOver', []],
    ['yesterday friday', 'leftOver', []],
    ['gestern', 'leftOver', []],
    ['fri 28 mar', 'disagrees', ['Sat 28 Mar 2026 Europe/Oslo', 'Fri 27 Mar 2026 Europe/Oslo']],
    [
      'friday 2026-03-28 14:30',
      'disagrees',
      ['Sat 28 Mar 2026 14:30 Europe/Oslo', 'Fri 27 Mar 2026 14:30 Europe/Oslo'],
    ],
    ['sat 28 mar 23:00 +03:00 Europe/Oslo', 'disagrees', []],
    ['Sat 28 Mar 2026 23:00 Europe/Oslo (23:00 UTC)', 'disagrees', []],
    ['14:30 JST', 'zone', ['Sun 29 Mar 2026 14:30 Asia/Tokyo']],
    [
      '14:30 ist',
      'zone',
      [
        'Sun 29 Mar 2026 14:30 Asia/Kolkata',
        'Sat 28 Mar 2026 14:30 Europe/Dublin',
        'Sat 28 Mar 2026 14:30 Asia/Jerusalem',
      ],
    ],
    ['yesterday 14:30 CET', 'zone', ['Sat 28 Mar 2026 14:30 Europe/Berlin']],
    ['14:30 + 09:00', 'leftOver', []],
    ['14:30 09:00', 'leftOver', []],
    ['09:00-10:00', 'leftOver', []],
  ])('%s: %s, rather %j', (text, because, rewrites) => {
    expect(parse(text)).toMatchObject({ kind: 'refusedTime', because, rewrites });
  });

  it('of an abbreviation is none for whoever lives by it', () => {
    expect(parse('14:30 CET', { ...OSLO, zone: 'CET' })).toMatchObject({ at: new Date('2026-03-28T13:30:00Z') });
    expect(parse('14:30 CET', OSLO)).toMatchObject({ because: 'zone' });
  });

  it('a phrase of any length is answered, and never echoed whole', () => {
    for (const text of ['9'.repeat(100_000), 'before '.repeat(15_000), ' '.repeat(100_000), '1:'.repeat(50_000)]) {
      const refusal = parse(text);
      expect(refusal).toMatchObject({ kind: 'refusedTime', because: 'tooLong' });
      expect(JSON.stringify(refusal).length).toBeLessThan(400);
    }
  });
});

const words = fc.array(fc.constantFrom(...TIME_WORDS, '14:30', '25:61', '03/04', '30', '2026', '#3', 'the', 'incident', 'morning', 'last', 'next', 'utc', 'jst', '+09:00', 'asia/tokyo', 'thu', '26th', 'of', 'zzz', '2026-03-28'), { maxLength: 6 }); // prettier-ignore
const zones = fc.constantFrom('Europe/Oslo', 'Australia/Sydney', 'UTC', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'); // prettier-ignore
const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });

describe('always', () => {
  it('offers at most three rewrites, and all of them parse', () => {
    fc.assert(
      fc.property(fc.oneof(words.map((list) => list.join(' ')), fc.string({ maxLength: 40 })), zones, moments, (text, zone, now) => {
        const here = { zone, now };
        const phrase = parse(text, here);
        if (phrase.kind !== 'refusedTime') return;
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
