/**
 * The grammar of time phrases: words in, shape out, no clock and no calendar yet. A phrase fits as a whole or not at all.
 *
 *     phrase   = [from] [as of | on | at] (snapshot | [before | after | since] [[the] incident [at | on]] point)
 *     snapshot = latest | oldest | #N | id or tail
 *     point    = iso | day [[at] clock] [zone] | clock [zone] [[on] day [zone]] | N minutes|hours ago
 *     day      = today | yesterday | weekday | [weekday] date | N days|weeks ago
 *     date     = yyyy-mm-dd | [the] d [of] month [yyyy] | month [the] d [yyyy]
 *     zone     = UTC | +hh:mm | UTC+h | IANA name, each once
 */
import { readAgo, readDay, skip, wordAt, type DayShape, type Reader, type Reading } from './time-day-shape';
import { RELATIONS, type RelationWord } from './time-words';
import { zoneShapeOf, type ZoneShape } from './time-zone-words';

export interface ClockShape {
  readonly hour: number;
  readonly minute: number;
  /** Where none was said, the whole minute is meant. */
  readonly second: number | undefined;
}

/** Several have to agree: `UTC+01:00 Europe/Oslo`. */
export type ZoneShapes = readonly ZoneShape[];

export type PointShape =
  | { readonly kind: 'day'; readonly day: DayShape; readonly zones: ZoneShapes }
  | {
      readonly kind: 'clock';
      readonly clock: ClockShape;
      readonly day: DayShape | undefined;
      readonly zones: ZoneShapes;
    }
  | { readonly kind: 'ago'; readonly minutes: number }
  | { readonly kind: 'iso'; readonly text: string };

export type TimeShape =
  | { readonly kind: 'latest' }
  | { readonly kind: 'oldest' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'snapshotId'; readonly id: string }
  | {
      readonly kind: 'point';
      readonly relation: RelationWord | 'at';
      readonly namesIncident: boolean;
      readonly point: PointShape;
    };

const ISO_LOCAL = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)$/;
const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})$/;
const CLOCK = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(am|pm)?$/;
const ID = /^[A-Za-z0-9+/_=-]{6,128}$/;
/** What tells an id from an English word: a digit, padding, a capital inside, or nothing but hexadecimal letters. */
const LOOKS_OPAQUE = /\d|=|[a-z][A-Z]|^[a-f-]+$/;

/** Noon and midnight of the twelve-hour clock; 24 stands for an hour that does not exist. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

const readClock: Reader<ClockShape> = (words, from) => {
  const [whole, hour, minute, second, half] = CLOCK.exec(wordAt(words, from)) ?? [];
  if (whole === undefined || (minute === undefined && half === undefined)) return undefined;
  const clock = {
    hour: hourOf(Number(hour), half),
    minute: Number(minute ?? 0),
    second: second === undefined ? undefined : Number(second),
  };
  return { value: clock, next: from + 1 };
};

/** An offset and a name, or one of them, or none. */
function readZones(words: readonly string[], from: number): Reading<ZoneShapes> {
  const first = zoneShapeOf(wordAt(words, from));
  if (!first) return { value: [], next: from };
  const second = first.kind === 'offset' ? zoneShapeOf(wordAt(words, from + 1)) : undefined;
  return second?.kind === 'name' ? { value: [first, second], next: from + 2 } : { value: [first], next: from + 1 };
}

const readDayAndClock: Reader<PointShape> = (words, from) => {
  const day = readDay(words, from);
  if (!day) return undefined;
  const clock = readClock(words, skip(words, day.next, ['at']));
  const zones = readZones(words, clock?.next ?? day.next);
  const where = { day: day.value, zones: zones.value };
  if (!clock) return { value: { kind: 'day', ...where }, next: zones.next };
  return { value: { kind: 'clock', clock: clock.value, ...where }, next: zones.next };
};

const readClockAndDay: Reader<PointShape> = (words, from) => {
  const clock = readClock(words, from);
  if (!clock) return undefined;
  const zones = readZones(words, clock.next);
  const day = readDay(words, skip(words, zones.next, ['on']));
  if (!day)
    return { value: { kind: 'clock', clock: clock.value, day: undefined, zones: zones.value }, next: zones.next };
  const behind = zones.value.length === 0 ? readZones(words, day.next) : { value: zones.value, next: day.next };
  return { value: { kind: 'clock', clock: clock.value, day: day.value, zones: behind.value }, next: behind.next };
};

/** `2026-03-27T14:30Z` is an instant; `2026-03-27T14:30` is a day and a clock in the speaker's zone. */
const readIso: Reader<PointShape> = (words, from) => {
  const word = wordAt(words, from);
  if (ISO_WITH_OFFSET.test(word)) return { value: { kind: 'iso', text: word.toUpperCase() }, next: from + 1 };
  const [, day, clock] = ISO_LOCAL.exec(word) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const behind = words.slice(from + 1);
  const local = readDayAndClock([day, clock, ...behind], 0);
  return local && { value: local.value, next: from + local.next - 1 };
};

const readTimeAgo: Reader<PointShape> = (words, from) => {
  const ago = readAgo(words, from);
  if (ago?.value.unit !== 'minutes' && ago?.value.unit !== 'hours') return undefined;
  const minutes = ago.value.count * (ago.value.unit === 'hours' ? 60 : 1);
  return { value: { kind: 'ago', minutes }, next: ago.next };
};

const readPoint: Reader<PointShape> = (words, from) =>
  readIso(words, from) ?? readTimeAgo(words, from) ?? readDayAndClock(words, from) ?? readClockAndDay(words, from);

const relationOf = (word: string | undefined): RelationWord | undefined => RELATIONS.find((known) => known === word);

/** `[the] incident [at | on]` */
function skipIncident(words: readonly string[], from: number): number {
  const noun = skip(words, from, ['the']);
  return words[noun] === 'incident' ? skip(words, noun + 1, ['at', 'on']) : from;
}

function skipPrepositions(words: readonly string[]): number {
  const start = skip(words, 0, ['from']);
  return words[start] === 'as' && words[start + 1] === 'of' ? start + 2 : skip(words, start, ['on', 'at']);
}

function snapshotShape(word: string): TimeShape | undefined {
  if (word.toLowerCase() === 'latest') return { kind: 'latest' };
  if (word.toLowerCase() === 'oldest') return { kind: 'oldest' };
  const number = /^#(\d{1,5})$/.exec(word)?.[1];
  if (number !== undefined) return { kind: 'number', number: Number(number) };
  return undefined;
}

const idShape = (word: string): TimeShape | undefined =>
  ID.test(word) && LOOKS_OPAQUE.test(word) ? { kind: 'snapshotId', id: word } : undefined;

/** The end of an id as a list shows it: `id …DgwMA==`. */
const tailOf = (words: readonly string[]): string => {
  const [first = '', second = ''] = words;
  const tail = first.toLowerCase() === 'id' ? second : first;
  return words.length === (tail === first ? 1 : 2) ? tail.replace(/^\u2026/, '') : '';
};

function pointShape(words: readonly string[], start: number): TimeShape | undefined {
  const relation = relationOf(words[start]);
  const subject = relation ? start + 1 : start;
  const afterIncident = skipIncident(words, relation ? skip(words, subject, ['at', 'on']) : subject);
  const point = readPoint(words, afterIncident);
  if (point?.next !== words.length) return undefined;
  return { kind: 'point', relation: relation ?? 'at', namesIncident: afterIncident > subject, point: point.value };
}

/** @param tokens - as typed, at most a few; ids keep their case */
export function shapeOf(tokens: readonly string[]): TimeShape | undefined {
  const words = tokens.map((token) => token.toLowerCase());
  const start = skipPrepositions(words);
  const alone = tokens.length === start + 1 ? wordAt(tokens, start) : '';
  return snapshotShape(alone) ?? pointShape(words, start) ?? idShape(tailOf(tokens.slice(start)));
}
