/**
 * Which snapshot a time phrase means. Exactly one fits, or the person is asked: nothing is substituted.
 * Source: SPEC section 3, "Time".
 */
import type { Snapshot } from './ports';
import { ageOf, formatInstantWithUtc } from '../times/print-time';
import { questionSentence, type SnapshotQuestion } from './snapshot-question';
import type { TimePhrase } from '../times/time-phrase';
import type { TimeNote } from '../times/time-notes';
import { dayOf, startOfDay, weekBefore, type Here } from '../times/time-resolution';

export interface SnapshotShelf extends Here {
  /** Newest first, as Graph lists and as the person saw them numbered. */
  readonly snapshots: readonly Snapshot[];
}

interface ChosenSnapshot {
  readonly kind: 'chosen';
  readonly snapshot: Snapshot;
  /** When the damage began, where the person named it. */
  readonly incidentAt?: Date | undefined;
  readonly notes: readonly TimeNote[];
}

export type SnapshotChoice =
  | ChosenSnapshot
  | {
      readonly kind: 'ask';
      readonly because: SnapshotQuestion;
      readonly question: string;
      /** Newest first; what the person may pick from, by id. */
      readonly offers: readonly Snapshot[];
    }
  /** The tenant has no snapshot at all. */
  | { readonly kind: 'noSnapshots' };

type Found =
  | { readonly kind: 'one'; readonly snapshot: Snapshot }
  | { readonly kind: 'unsure'; readonly because: SnapshotQuestion; readonly offers: readonly Snapshot[] };
type DayPhrase = Extract<TimePhrase, { kind: 'day' }>;
type InstantPhrase = Extract<TimePhrase, { kind: 'instant' }>;

/** The first of the list, unless another one was taken at the same instant. */
function theFirst(candidates: readonly Snapshot[], ifNone: Found): Found {
  const [first] = candidates;
  if (!first) return ifNone;
  const twins = candidates.filter((snapshot) => snapshot.createdAt.getTime() === first.createdAt.getTime());
  return twins.length > 1 ? { kind: 'unsure', because: 'sameTime', offers: twins } : { kind: 'one', snapshot: first };
}

const unsure = (because: SnapshotQuestion, offers: readonly (Snapshot | undefined)[]): Found => ({
  kind: 'unsure',
  because,
  offers: offers.filter((snapshot) => snapshot !== undefined),
});

const newestBefore = (limit: Date, snapshots: readonly Snapshot[]): Found =>
  theFirst(snapshots.filter(({ createdAt }) => createdAt < limit), unsure('olderThanOldest', [snapshots.at(-1)])); // prettier-ignore

const newestUntil = (limit: Date, snapshots: readonly Snapshot[]): Found =>
  theFirst(snapshots.filter(({ createdAt }) => createdAt <= limit), unsure('olderThanOldest', [snapshots.at(-1)])); // prettier-ignore

const oldestFrom = (limit: Date, snapshots: readonly Snapshot[]): Found =>
  theFirst(snapshots.filter(({ createdAt }) => createdAt >= limit).reverse(), unsure('newerThanNewest', [snapshots[0]])); // prettier-ignore

const oldestAfter = (limit: Date, snapshots: readonly Snapshot[]): Found =>
  theFirst(snapshots.filter(({ createdAt }) => createdAt > limit).reverse(), unsure('newerThanNewest', [snapshots[0]])); // prettier-ignore

function onDay(start: Date, end: Date, snapshots: readonly Snapshot[]): Found {
  const [only, ...others] = snapshots.filter(({ createdAt }) => createdAt >= start && createdAt < end);
  if (only && others.length === 0) return { kind: 'one', snapshot: only };
  if (only) return unsure('severalThatDay', [only, ...others]);
  const later = snapshots.findLast(({ createdAt }) => createdAt >= end);
  const earlier = snapshots.find(({ createdAt }) => createdAt < start);
  return unsure('noneThatDay', [later, earlier]);
}

function findDay({ day, relation, ...where }: DayPhrase, { snapshots, zone: speakers }: SnapshotShelf): Found {
  const zone = where.zone ?? speakers;
  const date = dayOf(day);
  const start = startOfDay(date, zone);
  const end = startOfDay(date.add({ days: 1 }), zone);
  switch (relation) {
    case 'on':
      return onDay(start, end, snapshots);
    case 'before':
      return newestBefore(start, snapshots);
    case 'since':
      return oldestFrom(start, snapshots);
    case 'after':
      return oldestFrom(end, snapshots);
  }
}

const MINUTE_MS = 60_000;

/** A minute that was said is all of it: what was taken at 23:00:37 is printed as 23:00, and that is how it is typed again. */
function newestInMinute(minute: Date, snapshots: readonly Snapshot[]): Found {
  const end = minute.getTime() + MINUTE_MS;
  const within = snapshots.filter(({ createdAt }) => createdAt >= minute && createdAt.getTime() < end);
  const [only, ...others] = within;
  if (!only) return newestUntil(minute, snapshots);
  return others.length > 0 ? unsure('sameTime', within) : { kind: 'one', snapshot: only };
}

function findInstant({ at, relation, wholeMinute }: InstantPhrase, { snapshots }: SnapshotShelf): Found {
  switch (relation) {
    case 'atOrBefore':
      return wholeMinute ? newestInMinute(at, snapshots) : newestUntil(at, snapshots);
    case 'before':
      return newestBefore(at, snapshots);
    case 'after':
      return oldestAfter(at, snapshots);
  }
}

const offersOf = (found: Found): readonly Snapshot[] => (found.kind === 'one' ? [found.snapshot] : found.offers);

/** Today's own weekday: what both readings lead to, to choose from. */
const bothWeeks = (today: Found, lastWeek: Found): Found =>
  unsure('todayOrLastWeek', [...offersOf(today), ...offersOf(lastWeek)]);

function findWithWeekday(phrase: DayPhrase | InstantPhrase, shelf: SnapshotShelf): Found {
  if (phrase.kind === 'day') {
    const found = findDay(phrase, shelf);
    if (!phrase.isTodaysWeekday) return found;
    const lastWeek = dayOf(phrase.day).subtract({ weeks: 1 }).toString();
    return bothWeeks(found, findDay({ ...phrase, day: lastWeek }, shelf));
  }
  const found = findInstant(phrase, shelf);
  if (!phrase.isTodaysWeekday) return found;
  const lastWeek = findInstant({ ...phrase, at: weekBefore(phrase.at, phrase.zone ?? shelf.zone) }, shelf);
  return phrase.at > shelf.now ? bothWeeks(lastWeek, lastWeek) : bothWeeks(found, lastWeek);
}

/** Case counts in ids; where it was lost on the way, an id that fits without it will do. */
function findId(id: string, snapshots: readonly Snapshot[]): Found {
  const whole = snapshots.filter((snapshot) => snapshot.id === id);
  const exact = snapshots.filter((snapshot) => snapshot.id.endsWith(id));
  const loose = snapshots.filter((snapshot) => snapshot.id.toLowerCase().endsWith(id.toLowerCase()));
  const fitting = [whole, exact, loose].find((list) => list.length > 0) ?? [];
  const [only, ...others] = fitting;
  if (only && others.length === 0) return { kind: 'one', snapshot: only };
  return only ? unsure('idFitsSeveral', fitting) : unsure('idFitsNone', snapshots);
}

function find(phrase: TimePhrase, shelf: SnapshotShelf): Found {
  const { snapshots } = shelf;
  switch (phrase.kind) {
    case 'latest':
      return theFirst(snapshots, unsure('noSuchNumber', []));
    case 'oldest':
      return theFirst(snapshots.toReversed(), unsure('noSuchNumber', []));
    case 'number': {
      const snapshot = snapshots[phrase.number - 1];
      return snapshot ? { kind: 'one', snapshot } : unsure('noSuchNumber', snapshots);
    }
    case 'snapshotId':
      return findId(phrase.id, snapshots);
    case 'day':
    case 'instant':
      return findWithWeekday(phrase, shelf);
  }
}

export function chooseSnapshot(phrase: TimePhrase, shelf: SnapshotShelf): SnapshotChoice {
  if (shelf.snapshots.length === 0) return { kind: 'noSnapshots' };
  const found = find(phrase, shelf);
  if (found.kind === 'unsure') {
    const { because } = found;
    const offers = shelf.snapshots.filter((snapshot) => found.offers.includes(snapshot));
    return { kind: 'ask', because, question: questionSentence(because, phrase, shelf), offers };
  }
  const isPoint = phrase.kind === 'day' || phrase.kind === 'instant';
  const incident = isPoint && phrase.incidentAt ? { incidentAt: phrase.incidentAt } : {};
  return {
    kind: 'chosen',
    snapshot: found.snapshot,
    notes: phrase.kind === 'instant' ? phrase.notes : [],
    ...incident,
  };
}

/** `yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old` */
export function echoOf({
  phrase,
  snapshot,
  zone,
  now,
}: { readonly phrase: string; readonly snapshot: Pick<Snapshot, 'createdAt'> } & Here): string {
  // prettier-ignore
  return `${phrase} → ${formatInstantWithUtc(snapshot.createdAt, zone)}, ${ageOf(snapshot.createdAt, now)}`;
}
