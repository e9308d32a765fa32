/**
 * The grammar of time phrases: words in, shape out, no clock and no zone yet. A phrase fits as a whole or not at all.
 *
 *     phrase   = [from] [as of | on | at] (snapshot | [before | after | since] [[the] incident [at | on]] point)
 *     snapshot = latest | oldest | #N | id or tail
 *     point    = iso | day [[at] clock] | clock [[on] day] | N minutes|hours ago
 *     day      = today | yesterday | weekday | yyyy-mm-dd | d month [yyyy] | month d [yyyy] | N days|weeks ago
 */
import { MONTHS, NUMBERS, RELATIONS, UNITS, WEEKDAYS, type AgoUnit, type RelationWord } from './time-words';

export interface ClockShape {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export type DayShape =
  | { readonly kind: 'back'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'date'; readonly year: number; readonly month: number; readonly day: number }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number };

export type PointShape =
  | { readonly kind: 'day'; readonly day: DayShape }
  | { readonly kind: 'clock'; readonly clock: ClockShape; readonly day: DayShape | undefined }
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

interface Reading<Value> {
  readonly value: Value;
  readonly next: number;
}
type Reader<Value> = (words: readonly string[], from: number) => Reading<Value> | undefined;

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_LOCAL = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2})?)$/;
const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})$/;
const CLOCK = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(am|pm)?$/;
const DAY_OF_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?$/;
const YEAR = /^(?:19|20|21)\d{2}$/;
const COMPACT_AGO = /^(\d{1,5})([a-z]{1,7})$/;
const ID = /^[A-Za-z0-9+/_=-]{6,128}$/;
/** What tells an id from an English word: a digit, padding, a capital inside, or nothing but hexadecimal letters. */
const LOOKS_OPAQUE = /\d|=|[a-z][A-Z]|^[a-f-]+$/;

/** The word at a place, or an empty one behind the end. */
const wordAt = (words: readonly string[], place: number): string => words[place] ?? '';

const skip = (words: readonly string[], from: number, noise: readonly string[]): number =>
  noise.includes(wordAt(words, from)) ? from + 1 : from;

const countOf = (word: string): number | undefined => (/^\d{1,5}$/.test(word) ? Number(word) : NUMBERS.get(word));

/** `3 days ago`, `3d ago`, `an hour ago` */
const readAgo: Reader<{ readonly count: number; readonly unit: AgoUnit }> = (words, from) => {
  const [, digits, letters] = COMPACT_AGO.exec(wordAt(words, from)) ?? [];
  const end = from + (digits === undefined ? 2 : 1);
  const count = countOf(digits ?? wordAt(words, from));
  const unit = UNITS.get(letters ?? wordAt(words, from + 1));
  if (count === undefined || unit === undefined || words[end] !== 'ago') return undefined;
  return { value: { count, unit }, next: end + 1 };
};

const readDaysAgo: Reader<DayShape> = (words, from) => {
  const ago = readAgo(words, from);
  if (ago?.value.unit !== 'days' && ago?.value.unit !== 'weeks') return undefined;
  return { value: { kind: 'back', days: ago.value.count * (ago.value.unit === 'weeks' ? 7 : 1) }, next: ago.next };
};

const dayOfMonth = (word: string): number | undefined => {
  const digits = DAY_OF_MONTH.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** `27 mar`, `mar 27` */
function monthAndDay(first: string, second: string): { readonly month: number; readonly day: number } | undefined {
  const month = MONTHS.get(first) ?? MONTHS.get(second);
  const day = dayOfMonth(MONTHS.has(first) ? second : first);
  return month === undefined || day === undefined ? undefined : { month, day };
}

const readNamedMonth: Reader<DayShape> = (words, from) => {
  const date = monthAndDay(wordAt(words, from), wordAt(words, from + 1));
  if (!date) return undefined;
  const year = wordAt(words, from + 2);
  if (!YEAR.test(year)) return { value: { kind: 'yearless', ...date }, next: from + 2 };
  return { value: { kind: 'date', year: Number(year), ...date }, next: from + 3 };
};

const readDayWord: Reader<DayShape> = (words, from) => {
  const word = wordAt(words, from);
  if (word === 'today') return { value: { kind: 'back', days: 0 }, next: from + 1 };
  if (word === 'yesterday') return { value: { kind: 'back', days: 1 }, next: from + 1 };
  const weekday = WEEKDAYS.get(word);
  if (weekday !== undefined) return { value: { kind: 'weekday', weekday }, next: from + 1 };
  const [whole, year, month, day] = ISO_DAY.exec(word) ?? [];
  if (whole === undefined) return undefined;
  return { value: { kind: 'date', year: Number(year), month: Number(month), day: Number(day) }, next: from + 1 };
};

const readDay: Reader<DayShape> = (words, from) =>
  readDayWord(words, from) ?? readDaysAgo(words, from) ?? readNamedMonth(words, from);

/** Noon and midnight of the twelve-hour clock; 24 stands for an hour that does not exist. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

const readClock: Reader<ClockShape> = (words, from) => {
  const [whole, hour, minute, second, half] = CLOCK.exec(wordAt(words, from)) ?? [];
  if (whole === undefined || (minute === undefined && half === undefined)) return undefined;
  const clock = { hour: hourOf(Number(hour), half), minute: Number(minute ?? 0), second: Number(second ?? 0) };
  return { value: clock, next: from + 1 };
};

const readDayAndClock: Reader<PointShape> = (words, from) => {
  const day = readDay(words, from);
  if (!day) return undefined;
  const clock = readClock(words, skip(words, day.next, ['at']));
  if (!clock) return { value: { kind: 'day', day: day.value }, next: day.next };
  return { value: { kind: 'clock', clock: clock.value, day: day.value }, next: clock.next };
};

const readClockAndDay: Reader<PointShape> = (words, from) => {
  const clock = readClock(words, from);
  if (!clock) return undefined;
  const day = readDay(words, skip(words, clock.next, ['on']));
  return { value: { kind: 'clock', clock: clock.value, day: day?.value }, next: day?.next ?? clock.next };
};

/** `2026-03-27T14:30Z` is an instant; `2026-03-27T14:30` is a day and a clock in the speaker's zone. */
const readIso: Reader<PointShape> = (words, from) => {
  const word = wordAt(words, from);
  if (ISO_WITH_OFFSET.test(word)) return { value: { kind: 'iso', text: word.toUpperCase() }, next: from + 1 };
  const [, day, clock] = ISO_LOCAL.exec(word) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const local = readDayAndClock([day, clock], 0);
  return local && { value: local.value, next: from + 1 };
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

function pointShape(words: readonly string[], start: number): TimeShape | undefined {
  const relation = relationOf(words[start]);
  const subject = relation ? start + 1 : start;
  const afterIncident = skipIncident(words, subject);
  const point = readPoint(words, afterIncident);
  if (point?.next !== words.length) return undefined;
  return { kind: 'point', relation: relation ?? 'at', namesIncident: afterIncident > subject, point: point.value };
}

/** @param tokens - as typed, at most a few; ids keep their case */
export function shapeOf(tokens: readonly string[]): TimeShape | undefined {
  const words = tokens.map((token) => token.toLowerCase());
  const start = skipPrepositions(words);
  const alone = tokens.length === start + 1 ? wordAt(tokens, start) : '';
  return snapshotShape(alone) ?? pointShape(words, start) ?? idShape(alone);
}

const OFFSET_CLOCK = /^\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?$/i;

/** One token of two that belong together: `9 am`, and ISO days with their clock where an offset or UTC follows. */
function joinedPair(last: string, token: string): string | undefined {
  if (/^[ap]m$/i.test(token) && /^\d{1,2}(?::\d{2})?$/.test(last)) return last + token;
  if (ISO_DAY.test(last) && OFFSET_CLOCK.test(token)) return `${last}T${token}`;
  if (/^(?:utc|z)$/i.test(token) && ISO_LOCAL.test(last.toLowerCase())) return `${last}Z`;
  return undefined;
}

function joined(tokens: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const token of tokens) {
    const pair = joinedPair(result.at(-1) ?? '', token);
    if (pair === undefined) result.push(token);
    else result[result.length - 1] = pair;
  }
  return result;
}

/** @param text - at most a few hundred characters: the caller limits it */
export function tokensOf(text: string): readonly string[] {
  const words = text.replace(/[\s,]+/g, ' ').trim().replace(/([ap])\.m\./gi, '$1m').replace(/[.!?;:]+$/, ''); // prettier-ignore
  return words === '' ? [] : joined(words.split(' '));
}
