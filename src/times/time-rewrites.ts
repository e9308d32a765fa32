/**
 * Times to offer in place of one that was refused, with date and zone, at most three. Each keeps every word that was understood; where
 * none can, nothing is offered and the sentence asks.
 */
import { Temporal } from 'temporal-polyfill';
import { nearestWord } from '../shared/nearest-word';
import { dayAloneIn, isNumbersApart } from './time-fault';
import { keepsTime } from './time-kept';
import { timePhraseIn } from './time-phrase';
import { localAt, todayOf, type Here } from './time-resolution';
import { tokensOf } from './time-tokens';
import { FUTURE, IDLE_WORDS, MONTHS, RELATIONS, SYNONYMS, TIME_WORDS, VAGUE, WEEKDAYS } from './time-words';
import { ABBREVIATIONS } from './time-zone-words';
import { typedTimes } from './typed-time';

const MOST = 3;
/** Nobody is offered a repair of more words than anybody types. */
const MOST_WORDS = 16;

const two = (value: number | string): string => String(value).padStart(2, '0');

const replaced = (words: readonly string[], index: number, by: string): string =>
  [...words.slice(0, index), ...(by === '' ? [] : [by]), ...words.slice(index + 1)].join(' ');

function yearOf(typed: string, here: Here): string {
  if (typed === '') return String(todayOf(here).year);
  return typed.length === 2 ? `20${typed}` : typed;
}

/** `03/04` may be two days, and `14.30` a clock. */
function readingsOf(word: string, here: Here): readonly string[] {
  const [first = '', second = '', third = ''] = word.split(/[./-]/);
  if (first.length > 2) return [`${first}-${two(second)}-${two(third)}`];
  const year = yearOf(third, here);
  const clocks = word.includes('.') ? [`${two(first)}:${two(second)}`] : [];
  return [`${year}-${two(second)}-${two(first)}`, `${year}-${two(first)}-${two(second)}`, ...clocks];
}

/** `1430`, `9` and `14.5` as clocks; a bare number as a place in the list or as days. */
function readingsOfNumber(word: string): readonly string[] {
  const military = /^(\d{2})(\d{2})h?$/.exec(word);
  if (military) return [`${military[1] ?? ''}:${military[2] ?? ''}`];
  return /^\d{1,2}$/.test(word) ? [`${two(word)}:00`, `#${Number(word)}`, `${Number(word)} days ago`] : [];
}

/** `2026-02-30`, `14.30`, `-3`, `1430` */
function readingsOfDigits(word: string, here: Here): readonly string[] {
  if (isNumbersApart(word)) return readingsOf(word, here);
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return ['30', '29', '28'].map((day) => `${word.slice(0, 8)}${day}`);
  return word.startsWith('-') ? [word.slice(1)] : readingsOfNumber(word);
}

/** What one word may stand for; empty for a word that may be left out. */
function readingsOfWord(word: string, here: Here): readonly string[] {
  const clocks = VAGUE.get(word);
  if (clocks) return ['', ...clocks];
  if (/^-?\d/.test(word)) return readingsOfDigits(word, here);
  if (IDLE_WORDS.includes(word) || word === 'the') return [''];
  const known = TIME_WORDS.has(word) ? undefined : nearestWord(word, TIME_WORDS);
  return ABBREVIATIONS.get(word) ?? (known === undefined ? [] : [known]);
}

const isLoose = (word: string): boolean => VAGUE.has(word) || FUTURE.includes(word) || IDLE_WORDS.includes(word);

/** One word read differently, everything else as typed. */
const repairs = (words: readonly string[], here: Here): readonly string[] =>
  words.flatMap((word, index) => readingsOfWord(word, here).map((reading) => replaced(words, index, reading)));

/** Without the words that say nothing exact, and with each of them read as a clock. */
function exactWords(words: readonly string[]): readonly string[] {
  const clocks = words.flatMap((word) => VAGUE.get(word) ?? []);
  const kept = words.filter((word) => !isLoose(word)).join(' ');
  return [kept, ...clocks.flatMap((clock) => [`${kept} ${clock}`, clock])];
}

/** `last friday` is last week's or the one before: both as dates. */
function weekdaysOf(words: readonly string[], here: Here): readonly string[] {
  const weekday = words.map((word) => WEEKDAYS.get(word)).find((value) => value !== undefined);
  if (weekday === undefined || !words.includes('last')) return [];
  const today = todayOf(here);
  const back = (today.dayOfWeek - weekday + 7) % 7 || 7;
  const rest = words.filter((word) => word !== 'last');
  const place = rest.findIndex((word) => WEEKDAYS.has(word));
  return [back, back + 7].map((days) => replaced(rest, place, today.subtract({ days }).toString()));
}

/** `26th` is this month's or the one before, of those that have such a day. */
function daysAlone(words: readonly string[], here: Here): readonly string[] {
  const place = words.findIndex((word) => dayAloneIn(word, words) !== undefined);
  const day = dayAloneIn(words[place] ?? '', words);
  if (day === undefined) return [];
  const today = todayOf(here);
  const months = [0, 1, 2, 3].map((back) => today.with({ day: 1 }).subtract({ months: back }));
  const days = months.filter(({ daysInMonth }) => day <= daysInMonth).map((month) => month.with({ day }));
  const rest = words.filter((word, index) => !(word === 'the' && index === place - 1));
  const past = days.filter((date) => Temporal.PlainDate.compare(date, today) <= 0).slice(0, 2);
  return past.map((date) => replaced(rest, rest.indexOf(words[place] ?? ''), date.toString()));
}

const isDateWord = (word: string): boolean =>
  MONTHS.has(word) || /^(?:\d{1,2}(?:st|nd|rd|th|\.)?|\d{4}(?:-\d{2}-\d{2})?|of)$/.test(word);

/** `fri 28 mar`, which is a Saturday: that date, and that weekday next to it. */
function agreeing(words: readonly string[], here: Here): readonly string[] {
  const place = words.findIndex((word) => WEEKDAYS.has(word));
  const weekday = WEEKDAYS.get(words[place] ?? '');
  if (weekday === undefined) return [];
  const asDate = replaced(words, place, '');
  const date = dateIn(asDate, here);
  if (!date) return [asDate];
  const apart = (date.dayOfWeek - weekday + 7) % 7;
  const near = date.subtract({ days: apart <= 3 ? apart : apart - 7 }).toString();
  return [asDate, words.flatMap((word) => (WEEKDAYS.has(word) ? [near] : isDateWord(word) ? [] : [word])).join(' ')];
}

function dateIn(text: string, here: Here): Temporal.PlainDate | undefined {
  const phrase = timePhraseIn(text, here);
  if (phrase?.kind === 'day') return Temporal.PlainDate.from(phrase.day);
  return phrase?.kind === 'instant' ? localAt(phrase.at, phrase.zone ?? here.zone).toPlainDate() : undefined;
}

/** `30 feb` has a last day before it, and `may` a first and a last one. */
function daysOfMonth(words: readonly string[], { year }: Temporal.PlainDate): readonly string[] {
  const place = words.findIndex((word) => MONTHS.has(word));
  const month = words[place];
  if (month === undefined) return [];
  const pastEnd = words.findIndex((word) => /^(?:29|30|31)(?:st|th)?$/.test(word));
  if (pastEnd >= 0) return ['30', '29', '28'].map((day) => replaced(words, pastEnd, day));
  if (words.some((word) => /^\d{1,2}\D*$/.test(word))) return [];
  const years = words.some((word) => /^\d{4}$/.test(word)) ? [''] : [` ${year}`, ` ${year - 1}`];
  return years.flatMap((of) =>
    ['31', '30', '29', '28', '1'].map((day) => replaced(words, place, `${day} ${month}${of}`)),
  );
}

/** `today 14:30` was yesterday, too; `in 2 hours` was 2 hours ago. */
function turnedBack(words: readonly string[]): readonly string[] {
  const earlier = words.includes('today') ? [words.join(' ').replace('today', 'yesterday')] : [];
  const past = words.filter((word) => !FUTURE.includes(word));
  return past.length < words.length ? [...earlier, `${past.join(' ')} ago`] : earlier;
}

/** What people say most, and what they may have meant. */
const SAYINGS: readonly (readonly [string, readonly string[]])[] = [
  ['last week', ['7 days ago']],
  ['last night', ['yesterday 22:00', 'yesterday 23:59', 'today 02:00']],
  ['this morning', ['today 06:00', 'today 09:00', 'today']],
  ['the weekend', ['saturday', 'sunday', 'friday']],
  ['weekend', ['saturday', 'sunday', 'friday']],
  ['a few days', ['2 days', '3 days']],
  ['few days', ['2 days', '3 days']],
  ['a few hours', ['2 hours', '3 hours']],
  ['few hours', ['2 hours', '3 hours']],
  ['a couple of', ['2']],
  ['couple of', ['2']],
];

const sayings = (said: string): readonly string[] =>
  SAYINGS.flatMap(([saying, meanings]) =>
    said.includes(saying) ? meanings.map((by) => said.replace(saying, by)) : [],
  );

/** `newest`, `the last snapshot` */
function synonymOf(words: readonly string[]): readonly string[] {
  const [only, ...others] = words.filter((word) => !IDLE_WORDS.includes(word) && word !== 'the');
  return others.length === 0 ? [SYNONYMS.get(only ?? '') ?? ''] : [];
}

/** Where nothing exact was said. */
function anything(words: readonly string[]): readonly string[] {
  const relation = RELATIONS.find((known) => words.includes(known));
  return relation === undefined
    ? ['yesterday', 'latest', '2 days ago']
    : [`${relation} yesterday`, `${relation} 2 days ago`];
}

function candidatesFor(words: readonly string[], here: Here): readonly string[] {
  const said = words.join(' ');
  return [
    ...sayings(said),
    ...weekdaysOf(words, here),
    ...agreeing(words, here),
    ...daysAlone(words, here),
    ...repairs(words, here),
    ...(words.includes('ago') ? [] : [`${said} ago`]),
    ...daysOfMonth(words, todayOf(here)),
    ...turnedBack(words),
    ...exactWords(words),
    ...synonymOf(words),
    ...anything(words),
  ];
}

export function timeRewrites(text: string, here: Here): readonly string[] {
  const tokens = tokensOf(text);
  if (tokens.length > MOST_WORDS) return [];
  const words = tokens.map((token) => token.toLowerCase());
  const found = new Set<string>();
  for (const candidate of new Set(candidatesFor(words, here))) {
    if (found.size >= MOST) break;
    const phrase = timePhraseIn(candidate, here);
    if (phrase && keepsTime(tokens, phrase, here)) typedTimes(phrase, here).forEach((offer) => found.add(offer));
  }
  return [...found].slice(0, MOST);
}
