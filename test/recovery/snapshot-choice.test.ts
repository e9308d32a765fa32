import { chooseSnapshot, echoOf, type SnapshotChoice } from '../../src/recovery/snapshot-choice';
import { parseTime } from '../../src/times/parse-time';
import type { Snapshot } from '../../src/recovery/ports';
import type { SnapshotId } from '../../src/shared/ids';

const taken = (id: string, at: string): Snapshot => ({ id: id as SnapshotId, createdAt: new Date(at) });

/** 24 Mar 23:00, 25 23:01, 26 22:59, 27 23:00, 28 23:00 in Oslo; named after the day in Oslo. */
const SNAPSHOTS = [
  taken('MTc3NDczNTIwMA==28', '2026-03-28T22:00:00Z'),
  taken('MTc3NDY0ODgwMA==27', '2026-03-27T22:00:00Z'),
  taken('MTc3NDU2MjM0MA==26', '2026-03-26T21:59:00Z'),
  taken('MTc3NDQ3NjA2MA==25', '2026-03-25T22:01:00Z'),
  taken('MTc3NDM4OTYwMA==24', '2026-03-24T22:00:00Z'),
];

const OSLO = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
const SYDNEY = { ...OSLO, zone: 'Australia/Sydney' };

const day = ({ id }: Snapshot): string => id.slice(-2);

function choose(phrase: string, here = OSLO, snapshots: readonly Snapshot[] = SNAPSHOTS): SnapshotChoice {
  const parsed = parseTime(phrase, here);
  if (parsed.kind === 'refusedTime') throw new Error(`refused: ${phrase}`);
  return chooseSnapshot(parsed, { ...here, snapshots });
}

/** `28`, or `ask 28 24` */
function chosen(phrase: string, here = OSLO, snapshots: readonly Snapshot[] = SNAPSHOTS): string {
  const choice = choose(phrase, here, snapshots);
  if (choice.kind === 'chosen') return day(choice.snapshot);
  return choice.kind === 'ask' ? `ask ${choice.because} ${choice.offers.map(day).join(' ')}` : choice.kind;
}

describe('a speaker in Oslo, Sun 29 Mar 2026 11:00', () => {
  it.each([
    ['yesterday', '28'],
    ['today', 'ask noneThatDay 28'],
    ['before yesterday', '27'],
    ['before 14:30', '27'],
    ['before the incident at 14:30', '27'],
    ['friday', '27'],
    ['on friday', '27'],
    ['as of friday 09:00', '26'],
    ['yesterday 22:30', '27'],
    ['yesterday at 22:30', '27'],
    ['yesterday 23:00', '28'],
    ['22:30 yesterday', '27'],
    ['26 hours ago', '27'],
    ['sunday', 'ask todayOrLastWeek 28 24'],
    ['sunday 09:00', 'ask todayOrLastWeek 28 24'],
    ['sunday 14:30', 'ask todayOrLastWeek 24'],
    ['monday 9am', 'ask olderThanOldest 24'],
    ['10 days ago', 'ask noneThatDay 24'],
    ['2 days ago', '27'],
    ['27 mar', '27'],
    ['mar 27 2026', '27'],
    ['2026-03-27', '27'],
    ['2026-03-27T22:00Z', '27'],
    ['2026-03-27T21:59:59Z', '26'],
    ['2026-03-27 23:00+01:00', '27'],
    ['before 2026-03-27T22:00Z', '26'],
    ['after 2026-03-27T22:00Z', '28'],
    ['since friday', '27'],
    ['after friday', '28'],
    ['before friday', '26'],
    ['since today', 'ask newerThanNewest 28'],
    ['after yesterday', 'ask newerThanNewest 28'],
    ['before 24 mar', 'ask olderThanOldest 24'],
    ['latest', '28'],
    ['from latest', '28'],
    ['oldest', '24'],
    ['#1', '28'],
    ['#5', '24'],
    ['#6', 'ask noSuchNumber 28 27 26 25 24'],
    ['MTc3NDY0ODgwMA==27', '27'],
    ['DgwMA==27', '27'],
    ['dgwma==27', '27'],
    ['zzzzz9', 'ask idFitsNone 28 27 26 25 24'],
  ])('%s → %s', (phrase, expected) => {
    expect(chosen(phrase)).toBe(expected);
  });
});

describe('the same snapshots for a speaker in Sydney, 20:00', () => {
  it.each([
    ['yesterday', '27'], // 28 Mar 09:00 in Sydney
    ['today', '28'], // 29 Mar 09:00 in Sydney
    ['before 14:30', '28'],
    ['friday', '26'],
    ['before yesterday', '26'],
    ['after yesterday', '28'],
    ['yesterday 08:59', '26'],
    ['26 hours ago', '27'],
    ['sunday', 'ask todayOrLastWeek 28 24'],
  ])('%s → %s', (phrase, expected) => {
    expect(chosen(phrase, SYDNEY)).toBe(expected);
  });
});

describe('a choice that only a person can make', () => {
  const several = [
    taken('second28', '2026-03-28T22:00:00Z'),
    taken('first-27', '2026-03-28T03:00:00Z'),
    ...SNAPSHOTS.slice(2),
  ];
  const twins = [taken('twin-a27', '2026-03-28T22:00:00Z'), taken('twin-b28', '2026-03-28T22:00:00Z')];

  it('asks between several snapshots of one day, newest first', () => {
    expect(chosen('yesterday', OSLO, several)).toBe('ask severalThatDay 28 27');
  });

  it.each(['latest', 'oldest', '09:00', 'before 10:00', 'since yesterday'])('asks between twins for %s', (phrase) => {
    expect(chosen(phrase, OSLO, twins)).toBe('ask sameTime 27 28');
  });

  it('asks where a tail fits several ids', () => {
    const alike = [taken('aa-tail-28', '2026-03-28T22:00:00Z'), taken('bb-tail-28', '2026-03-27T22:00:00Z')];
    expect(chosen('tail-28', OSLO, alike)).toBe('ask idFitsSeveral 28 28');
    expect(chosen('bb-tail-28', OSLO, alike)).toBe('28');
  });

  it('offers the nearest earlier and later day where a day has none', () => {
    expect(chosen('27 mar', OSLO, [...SNAPSHOTS.slice(0, 1), ...SNAPSHOTS.slice(2)])).toBe('ask noneThatDay 28 26');
  });

  it('says that there is no snapshot at all', () => {
    expect(chosen('latest', OSLO, [])).toBe('noSnapshots');
  });

  it.each([
    ['today', 'No snapshot was taken on Sun 29 Mar 2026 (Europe/Oslo). Do you mean one of these?'],
    [
      'monday 9am',
      'There is no snapshot at or before Mon 23 Mar 2026 09:00 Europe/Oslo (08:00 UTC): the oldest one is younger. Do you mean the oldest?',
    ],
    ['#9', 'There is no snapshot with number 9. Which one?'],
  ])('asks in words for %s', (phrase, question) => {
    expect(choose(phrase)).toMatchObject({ kind: 'ask', question });
  });
});

describe('an incident that was named', () => {
  it('travels with the choice', () => {
    expect(choose('before 14:30')).toMatchObject({ incidentAt: new Date('2026-03-28T13:30:00Z') });
    expect(choose('yesterday')).not.toHaveProperty('incidentAt');
  });
});

describe('clock changes', () => {
  const autumn = { zone: 'Europe/Oslo', now: new Date('2026-10-26T11:00:00Z') };

  it('takes the earlier of two local times and says so', () => {
    const around = [taken('x-late-02', '2026-10-25T01:10:00Z'), taken('x-early01', '2026-10-25T00:10:00Z')];
    expect(choose('yesterday 02:30', autumn, around)).toMatchObject({
      snapshot: { id: 'x-early01' },
      notes: ['doubledLocalTime'],
    });
  });

  it('moves a missing local time to an earlier one and says so', () => {
    const around = [taken('x-late-02', '2026-03-29T00:40:00Z'), taken('x-early01', '2026-03-29T00:20:00Z')];
    expect(choose('02:30', OSLO, around)).toMatchObject({ snapshot: { id: 'x-early01' }, notes: ['missingLocalTime'] });
  });

  it('counts a day of 25 hours as one day', () => {
    const late = [taken('x-of-day25', '2026-10-25T22:59:00Z')];
    expect(chosen('yesterday', autumn, late)).toBe('25');
  });
});

describe('the echo', () => {
  it('is complete', () => {
    const [snapshot] = SNAPSHOTS;
    if (!snapshot) throw new Error('no snapshot');
    const noon = new Date('2026-03-29T10:00:00Z');
    expect(echoOf({ phrase: 'yesterday', snapshot, zone: 'Europe/Oslo', now: noon })).toBe(
      'yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old',
    );
    expect(echoOf({ phrase: 'today', snapshot, ...SYDNEY })).toBe(
      'today → Sun 29 Mar 2026 09:00 Australia/Sydney (Sat 28 Mar 22:00 UTC), 11 h old',
    );
  });
});
