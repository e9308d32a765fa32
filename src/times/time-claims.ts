/**
 * What each word of a time claims about the time that is offered for it. A word that says nothing exact claims nothing; a word that nobody
 * knows has no answer.
 */
import { Temporal } from 'temporal-polyfill';
import { dayAloneIn, isNumbersApart } from './time-fault';
import type { TimePhrase } from './time-phrase';
import { todayOf, type Here } from './time-resolution';
import {
  FUTURE,
  IDLE_WORDS,
  MONTHS,
  NUMBERS,
  RELATIONS,
  SYNONYMS,
  UNITS,
  VAGUE,
  WEEKDAYS,
  type AgoUnit,
} from './time-words';
import { ABBREVIATIONS, zoneIdOf, zoneShapeOf } from './time-zone-words';

export interface Offered {
  readonly phrase: TimePhrase;
  readonly here: Here;
  /** Where the words name a day; a clock where it is an instant. */
  readonly local: Temporal.PlainDateTime | undefined;
  readonly zone: string;
}

/** One word among the others, lower case. */
export interface Word {
  readonly words: readonly string[];
  readonly index: number;
}

type Claim = (word: string, place: Word, offered: Offered) => boolean | undefined;

const NOISE: readonly string[] = ['from', 'as', 'of', 'on', 'at', 'the', 'ago', 'id', ...IDLE_WORDS];
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})(?:t(.+))?$/;
const CLOCK = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(am|pm)?$/;
const NUMBER = /^-?\d{1,5}$/;
const DAY_NUMBER = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/;

const beside = ({ words, index }: Word, offset: number): string => words[index + offset] ?? '';
/** The date that the words name beside a weekday, if there is one: the two may disagree, and then one of them holds. */
const hasDate = ({ words }: Word): boolean => words.some((word) => MONTHS.has(word) || ISO_DAY.test(word));

const daysInMonth = (year: number, month: number): number =>
  Temporal.PlainYearMonth.from({ year, month: Math.min(12, Math.max(1, month)) }).daysInMonth;

function isDayOfMonth(local: Temporal.PlainDateTime, day: number): boolean {
  const length = daysInMonth(local.year, local.month);
  return local.day === day || (day > length && local.day === length);
}

const weekday: Claim = (word, place, { local }) => {
  const day = WEEKDAYS.get(word);
  return day === undefined ? undefined : local?.dayOfWeek === day || hasDate(place);
};

/** Of a weekday and a date that disagree, the weekday may be kept instead. */
function keepsWeekday({ words }: Word, local: Temporal.PlainDateTime): boolean {
  return words.some((word) => WEEKDAYS.get(word) === local.dayOfWeek);
}

const month: Claim = (word, place, { local }) => {
  const named = MONTHS.get(word);
  if (named === undefined) return undefined;
  return local !== undefined && (local.month === named || keepsWeekday(place, local));
};

const keepsDay = (local: Temporal.PlainDateTime | undefined, day: number, place: Word): boolean =>
  local !== undefined && (isDayOfMonth(local, day) || keepsWeekday(place, local));

/** Beside a month: its day, or its year. */
const dayAndYear: Claim = (word, place, { local }) => {
  const isBeside = [-2, -1, 1, 2].some((offset) => MONTHS.has(beside(place, offset)));
  const day = isBeside ? DAY_NUMBER.exec(word)?.[1] : undefined;
  if (day !== undefined) return keepsDay(local, Number(day), place);
  return isBeside && /^\d{4}$/.test(word) ? local?.year === Number(word) : undefined;
};

/** Of any month. */
const dayAlone: Claim = (word, { words }, { local }) => {
  const day = dayAloneIn(word, words);
  return day === undefined ? undefined : local?.day === day;
};

function keepsDate(iso: string, place: Word, local: Temporal.PlainDateTime | undefined): boolean {
  const [year = 0, named = 0, day = 0] = iso.split('-').map(Number);
  if (!local) return false;
  const isDate = local.year === year && local.month === named && isDayOfMonth(local, day);
  return isDate || keepsWeekday(place, local);
}

const isoDay: Claim = (word, place, offered) => {
  if (!ISO_DAY.test(word)) return undefined;
  const [date = '', time] = word.split('t');
  if (time !== undefined && /z|[+-]/.test(time)) return isAt(word, offered);
  return keepsDate(date, place, offered.local) && (time === undefined || clock(time, place, offered) === true);
};

function isAt(iso: string, { phrase }: Offered): boolean {
  try {
    return (
      phrase.kind === 'instant' && Temporal.Instant.from(iso.toUpperCase()).epochMilliseconds === phrase.at.getTime()
    );
  } catch {
    return false;
  }
}

const HALVES: Readonly<Record<string, number>> = { am: 0, pm: 12 };

/** `9:15pm` as hour, minute and second of the day. */
function clockOf(word: string): readonly number[] | undefined {
  const [, hour, minute, second, half] = CLOCK.exec(word) ?? [];
  if (hour === undefined || !(minute ?? half)) return undefined;
  const hours = half ? (Number(hour) % 12) + (HALVES[half] ?? 0) : Number(hour);
  return [hours, ...[minute, second].map((part) => Number(part ?? 0))];
}

const clock: Claim = (word, _, { phrase, local }) => {
  const asked = clockOf(word);
  if (!asked) return undefined;
  if (phrase.kind !== 'instant' || !local) return false;
  return [local.hour, local.minute, local.second].join(':') === asked.join(':');
};

const daysBack = (offered: Offered, days: number): boolean =>
  offered.local?.toPlainDate().equals(todayAt(offered).subtract({ days })) === true;

const todayAt = ({ here, zone }: Offered): Temporal.PlainDate => todayOf({ now: here.now, zone });

/** A clock that is still to come today was meant of yesterday. */
const dayWord: Claim = (word, _, offered) => {
  if (word === 'yesterday') return daysBack(offered, 1);
  return word === 'today'
    ? daysBack(offered, 0) || (offered.phrase.kind === 'instant' && daysBack(offered, 1))
    : undefined;
};

const UNIT_MINUTES = { minutes: 1, hours: 60, days: 24 * 60, weeks: 7 * 24 * 60 } as const;

const countOf = (word: string): number | undefined => (NUMBER.test(word) ? Math.abs(Number(word)) : NUMBERS.get(word));

/** So long before now. */
function liesBack(minutes: number, unit: AgoUnit, offered: Offered): boolean {
  if (unit === 'days' || unit === 'weeks') return daysBack(offered, minutes / UNIT_MINUTES.days);
  const { phrase, here } = offered;
  return phrase.kind === 'instant' && here.now.getTime() - phrase.at.getTime() === minutes * 60_000;
}

/** `26 hours`, `26h`: from now on back. */
const span: Claim = (word, place, offered) => {
  const [, digits, letters] = /^(\d{1,5})([a-z]+)$/.exec(word) ?? [];
  const unit = UNITS.get(letters ?? word);
  if (unit === undefined) return undefined;
  const count = digits === undefined ? countOf(beside(place, -1)) : Number(digits);
  return count === undefined || liesBack(count * UNIT_MINUTES[unit], unit, offered);
};

/** `9` as an hour, `1430` as a clock. */
function isHour(said: number, { phrase, local }: Offered): boolean {
  if (phrase.kind !== 'instant' || !local) return false;
  return local.minute === 0
    ? local.hour === said || local.hour * 100 === said
    : local.hour * 100 + local.minute === said;
}

/** A number alone may be an hour, a place in the list, or days; before a unit it is counted there. */
const number: Claim = (word, place, offered) => {
  if (countOf(word) === undefined) return undefined;
  if (UNITS.has(beside(place, 1)) || !NUMBER.test(word)) return true;
  const said = Number(word);
  if (offered.phrase.kind === 'number') return offered.phrase.number === said;
  return isHour(said, offered) || daysBack(offered, said);
};

/** `03/04` as either day, `14.30` as a clock. */
const apart: Claim = (word, _, { phrase, local }) => {
  if (!isNumbersApart(word)) return undefined;
  const numbers = word
    .split(/[./-]/)
    .filter((part) => part !== '')
    .map(Number);
  if (!local) return false;
  const years = numbers.length > 2 ? [local.year, local.year % 100] : [];
  const parts = [local.day, local.month, ...years];
  const isDate = numbers.every((part) => parts.includes(part));
  return isDate || (phrase.kind === 'instant' && numbers[0] === local.hour && numbers[1] === local.minute);
};

const list: Claim = (word, _, { phrase }) => {
  if (word === 'latest' || word === 'oldest') return phrase.kind === word;
  return word.startsWith('#') ? phrase.kind === 'number' && `#${phrase.number}` === word : undefined;
};

const zone: Claim = (word, _, { here, ...offered }) => {
  const shape = zoneShapeOf(word);
  const id = shape && zoneIdOf(shape, here.zone);
  if (id !== undefined) return offered.zone === id;
  return ABBREVIATIONS.get(word)?.includes(offered.zone);
};

/** Words that the relation of the whole phrase answers for, and words that claim nothing. */
const free: Claim = (word) =>
  RELATIONS.some((known) => known === word) ||
  NOISE.includes(word) ||
  VAGUE.has(word) ||
  FUTURE.includes(word) ||
  SYNONYMS.has(word) ||
  undefined;

export const CLAIMS: readonly Claim[] = [
  isoDay,
  weekday,
  month,
  dayAndYear,
  dayAlone,
  dayWord,
  clock,
  apart,
  list,
  span,
  number,
  zone,
  free,
];
