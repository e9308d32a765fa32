/**
 * Whether an offered time keeps every word that was understood: the weekday, the day, the clock, the offset, `before`. One word that was
 * not understood may be replaced by the nearest one that is; a word that says nothing exact claims nothing.
 */
import { Temporal } from 'temporal-polyfill';
import { nearestWord } from './nearest-word';
import { isNumbersApart } from './time-fault';
import type { TimePhrase } from './time-phrase';
import { localAt, todayOf, type Here } from './time-resolution';
import {
  FUTURE,
  IDLE_WORDS,
  MONTHS,
  NUMBERS,
  RELATIONS,
  SYNONYMS,
  TIME_WORDS,
  UNITS,
  VAGUE,
  WEEKDAYS,
} from './time-words';
import { ABBREVIATIONS, zoneIdOf, zoneShapeOf } from './time-zone-words';

interface Offered {
  readonly phrase: TimePhrase;
  readonly here: Here;
  /** Where the words name a day; a clock where it is an instant. */
  readonly local: Temporal.PlainDateTime | undefined;
  readonly zone: string;
}

/** One word among the others, lower case. */
interface Word {
  readonly words: readonly string[];
  readonly index: number;
}

type Claim = (word: string, place: Word, offered: Offered) => boolean | undefined;

const NOISE: readonly string[] = ['from', 'as', 'of', 'on', 'at', 'the', 'ago', 'id', ...IDLE_WORDS];
/** Whoever says one of these takes something away, and it is not known what. */
const NARROWING: readonly string[] = ['not', 'never', 'no', 'but', 'only', 'unless', "don't", 'dont'];
/** What a misspelt word may stand for; a word for a number is too near to too much. */
const MISSPELT: readonly string[] = [...TIME_WORDS].filter((word) => !NUMBERS.has(word));
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

/** Beside a month: its day, or its year. */
const dayAndYear: Claim = (word, place, { local }) => {
  const isBeside = [-2, -1, 1, 2].some((offset) => MONTHS.has(beside(place, offset)));
  if (!isBeside || !/^\d/.test(word)) return undefined;
  const day = DAY_NUMBER.exec(word)?.[1];
  if (day !== undefined) return local !== undefined && (isDayOfMonth(local, Number(day)) || keepsWeekday(place, local));
  return /^\d{4}$/.test(word) ? local?.year === Number(word) : undefined;
};

const isoDay: Claim = (word, place, offered) => {
  const [whole, year, named, day, clockText] = ISO_DAY.exec(word) ?? [];
  if (whole === undefined) return undefined;
  if (clockText !== undefined && /z|[+-]/.test(clockText)) return isAt(word, offered);
  const { local } = offered;
  const isDate = local?.year === Number(year) && local.month === Number(named) && isDayOfMonth(local, Number(day));
  if (!local || !(isDate || keepsWeekday(place, local))) return false;
  return clockText === undefined || clock(clockText, place, offered) === true;
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

const clock: Claim = (word, _, { phrase, local }) => {
  const [whole, hour, minute, second, half] = CLOCK.exec(word) ?? [];
  if (whole === undefined || (minute === undefined && half === undefined)) return undefined;
  if (phrase.kind !== 'instant' || !local) return false;
  const asked = half === undefined ? Number(hour) : (Number(hour) % 12) + (HALVES[half] ?? 0);
  return local.hour === asked && local.minute === Number(minute ?? 0) && local.second === Number(second ?? 0);
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

/** `26 hours`, `26h`: from now on back. */
const span: Claim = (word, place, offered) => {
  const [, digits, letters] = /^(\d{1,5})([a-z]+)$/.exec(word) ?? [];
  const unit = UNITS.get(letters ?? word);
  const count = digits === undefined ? countOf(beside(place, -1)) : Number(digits);
  if (unit === undefined) return undefined;
  if (count === undefined) return true;
  const minutes = count * UNIT_MINUTES[unit];
  if (unit === 'days' || unit === 'weeks') return daysBack(offered, minutes / UNIT_MINUTES.days);
  return (
    offered.phrase.kind === 'instant' && offered.here.now.getTime() - offered.phrase.at.getTime() === minutes * 60_000
  );
};

/** A number alone may be an hour, a place in the list, or days; before a unit it is counted there. */
const number: Claim = (word, place, offered) => {
  if (countOf(word) === undefined) return undefined;
  if (UNITS.has(beside(place, 1)) || !NUMBER.test(word)) return true;
  const { phrase, local } = offered;
  const said = Number(word);
  const digits = word.length === 4 && local ? local.hour * 100 + local.minute : local?.hour;
  if (phrase.kind === 'number') return phrase.number === said;
  return (phrase.kind === 'instant' && digits === said) || daysBack(offered, said);
};

/** `03/04` as either day, `14.30` as a clock. */
const apart: Claim = (word, _, { phrase, local }) => {
  if (!isNumbersApart(word)) return undefined;
  const numbers = word
    .split(/[./-]/)
    .filter((part) => part !== '')
    .map(Number);
  if (!local) return false;
  const parts = [local.day, local.month, local.year, local.year % 100];
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

const CLAIMS: readonly Claim[] = [
  isoDay,
  weekday,
  month,
  dayAndYear,
  dayWord,
  clock,
  apart,
  list,
  span,
  number,
  zone,
  free,
];

function firstAnswer(word: string, place: Word, offered: Offered): boolean | undefined {
  for (const claim of CLAIMS) {
    const answer = claim(word, place, offered);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** `before` stays before, and where there was none there is none. */
function keepsRelation(words: readonly string[], phrase: TimePhrase): boolean {
  const said = RELATIONS.filter((relation) => words.includes(relation));
  if (phrase.kind !== 'day' && phrase.kind !== 'instant') return said.length === 0;
  const kept: Readonly<Record<string, readonly string[]>> = {
    before: ['before'],
    after: ['after'],
    since: phrase.kind === 'day' ? ['since'] : ['after'],
  };
  const [only, ...others] = said;
  if (only === undefined) return ['on', 'atOrBefore'].includes(phrase.relation);
  return others.length === 0 && kept[only]?.includes(phrase.relation) === true;
}

function localOf(phrase: TimePhrase, zoneId: string): Temporal.PlainDateTime | undefined {
  if (phrase.kind === 'day') return Temporal.PlainDate.from(phrase.day).toPlainDateTime();
  return phrase.kind === 'instant' ? localAt(phrase.at, zoneId).toPlainDateTime() : undefined;
}

/** The words with what was not understood read as the nearest word; `undefined` where that is more than one, or nothing is near. */
function readable(words: readonly string[], offered: Offered): readonly string[] | undefined {
  const strange = words.flatMap((word, index) =>
    firstAnswer(word, { words, index }, offered) === undefined ? [index] : [],
  );
  const [index, ...others] = strange;
  if (index === undefined) return words;
  const strangeWord = words[index] ?? '';
  const isOne = others.length === 0 && !NARROWING.includes(strangeWord);
  const nearest = isOne ? nearestWord(strangeWord, MISSPELT) : undefined;
  return nearest === undefined ? undefined : words.with(index, nearest);
}

/** @param tokens - as typed */
export function keepsTime(tokens: readonly string[], phrase: TimePhrase, here: Here): boolean {
  if (phrase.kind === 'snapshotId') return tokens.includes(phrase.id);
  const typed = tokens.map((token) => token.toLowerCase());
  const zoneId = ('zone' in phrase ? phrase.zone : undefined) ?? here.zone;
  const offered: Offered = { phrase, here, zone: zoneId, local: localOf(phrase, zoneId) };
  const words = readable(typed, offered);
  if (!words || !keepsRelation(words, phrase)) return false;
  return words.every((word, index) => firstAnswer(word, { words, index }, offered) === true);
}
