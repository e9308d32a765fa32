/** Days in words: `yesterday`, `thu 26 nov`, `the 26th of november 2026`, `3 days ago`. No clock and no calendar yet. */
import { MONTHS, NUMBERS, UNITS, WEEKDAYS, type AgoUnit } from './time-words';

export type DayShape =
  { readonly kind: 'back'; readonly days: number } | { readonly kind: 'weekday'; readonly weekday: number } | DateShape;

/** A weekday beside the date has to agree with it. */
export type DateShape =
  | {
      readonly kind: 'date';
      readonly year: number;
      readonly month: number;
      readonly day: number;
      readonly weekday?: number;
    }
  | { readonly kind: 'yearless'; readonly month: number; readonly day: number; readonly weekday?: number };

export interface Reading<Value> {
  readonly value: Value;
  readonly next: number;
}
export type Reader<Value> = (words: readonly string[], from: number) => Reading<Value> | undefined;

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_OF_MONTH = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/;
const YEAR = /^(?:19|20|21)\d{2}$/;
const COMPACT_AGO = /^(\d{1,5})([a-z]{1,7})$/;

/** The word at a place, or an empty one behind the end. */
export const wordAt = (words: readonly string[], place: number): string => words[place] ?? '';

export const skip = (words: readonly string[], from: number, noise: readonly string[]): number =>
  noise.includes(wordAt(words, from)) ? from + 1 : from;

const countOf = (word: string): number | undefined => (/^\d{1,5}$/.test(word) ? Number(word) : NUMBERS.get(word));

/** `3 days ago`, `3d ago`, `an hour ago` */
export const readAgo: Reader<{ readonly count: number; readonly unit: AgoUnit }> = (words, from) => {
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

/** `27 mar`, `the 27th of march`, `mar 27` */
const readMonthAndDay: Reader<{ readonly month: number; readonly day: number }> = (words, from) => {
  const isMonthFirst = MONTHS.has(wordAt(words, from));
  const first = isMonthFirst ? from : skip(words, from, ['the']);
  const second = skip(words, first + 1, [isMonthFirst ? 'the' : 'of']);
  const [dayAt, monthAt] = isMonthFirst ? [second, first] : [first, second];
  const month = MONTHS.get(wordAt(words, monthAt));
  const day = dayOfMonth(wordAt(words, dayAt));
  return month === undefined || day === undefined ? undefined : { value: { month, day }, next: second + 1 };
};

const readNamedMonth: Reader<DateShape> = (words, from) => {
  const date = readMonthAndDay(words, from);
  if (!date) return undefined;
  const year = wordAt(words, date.next);
  if (!YEAR.test(year)) return { value: { kind: 'yearless', ...date.value }, next: date.next };
  return { value: { kind: 'date', year: Number(year), ...date.value }, next: date.next + 1 };
};

const readIsoDay: Reader<DateShape> = (words, from) => {
  const [whole, year, month, day] = ISO_DAY.exec(wordAt(words, from)) ?? [];
  if (whole === undefined) return undefined;
  return { value: { kind: 'date', year: Number(year), month: Number(month), day: Number(day) }, next: from + 1 };
};

const readDate: Reader<DateShape> = (words, from) => readIsoDay(words, from) ?? readNamedMonth(words, from);

/** `thu`, `thu 26 nov` */
const readWeekday: Reader<DayShape> = (words, from) => {
  const weekday = WEEKDAYS.get(wordAt(words, from));
  if (weekday === undefined) return undefined;
  const date = readDate(words, from + 1);
  if (!date) return { value: { kind: 'weekday', weekday }, next: from + 1 };
  return { value: { ...date.value, weekday }, next: date.next };
};

const DAY_BEFORE_YESTERDAY = 'day before yesterday';

const readDayWord: Reader<DayShape> = (words, from) => {
  const word = wordAt(words, from);
  const noun = skip(words, from, ['the']);
  if (words.slice(noun, noun + 3).join(' ') === DAY_BEFORE_YESTERDAY)
    return { value: { kind: 'back', days: 2 }, next: noun + 3 };
  if (word === 'today') return { value: { kind: 'back', days: 0 }, next: from + 1 };
  return word === 'yesterday' ? { value: { kind: 'back', days: 1 }, next: from + 1 } : undefined;
};

export const readDay: Reader<DayShape> = (words, from) =>
  readDayWord(words, from) ?? readWeekday(words, from) ?? readDaysAgo(words, from) ?? readDate(words, from);
