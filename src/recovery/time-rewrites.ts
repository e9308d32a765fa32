/** Phrases to offer in place of one that was refused: at most three, at least two, and every one of them parses. */
import { isNumbersApart } from './time-fault';
import { todayOf, type Here } from './time-resolution';
import { nearestWord } from './nearest-word';
import { FUTURE, MONTHS, TIME_WORDS, VAGUE, WEEKDAYS } from './time-words';

interface Judge {
  readonly here: Here;
  readonly parses: (text: string) => boolean;
}

const MOST = 3;
const LEAST = 2;
/** Nobody is offered a repair of more words than anybody types. */
const MOST_WORDS = 12;

const two = (value: number | string): string => String(value).padStart(2, '0');

const replaced = (words: readonly string[], index: number, by: readonly string[]): string =>
  [...words.slice(0, index), ...by, ...words.slice(index + 1)].join(' ');

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

function readingsOfWord(word: string, here: Here): readonly string[] {
  if (isNumbersApart(word)) return readingsOf(word, here);
  const clocks = VAGUE.get(word);
  if (clocks) return ['', ...clocks];
  if (/^-\d/.test(word)) return [word.slice(1)];
  if (/^\d+/.test(word)) return readingsOfNumber(word);
  if (TIME_WORDS.has(word)) return [];
  const known = nearestWord(word, TIME_WORDS);
  return known === undefined ? [] : [known];
}

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['newest', 'last', 'now', 'current', 'recent'].map((word) => [word, 'latest'] as const),
  ...['first', 'earliest'].map((word) => [word, 'oldest'] as const),
  ...['tomorrow', 'tonight', 'this'].map((word) => [word, 'today'] as const),
]);

const isKept = (word: string): boolean => TIME_WORDS.has(word) || /^[#\d]/.test(word);

/** One word read differently, everything else as typed. */
const repairs = (words: readonly string[], here: Here): readonly string[] =>
  words.flatMap((word, index) => readingsOfWord(word, here).map((reading) => replaced(words, index, reading === '' ? [] : [reading]))); // prettier-ignore

/** The words of the grammar alone, and with every vague word read as a clock. */
function knownWordsOf(words: readonly string[]): readonly string[] {
  const vague = words.flatMap((word) => VAGUE.get(word) ?? []);
  const kept = words.filter((word) => isKept(word) && word !== 'a').join(' ');
  return [kept, ...vague.flatMap((clock) => [`${kept} ${clock}`, clock])];
}

/** `last friday` is last week's or the one before: both as dates. */
function weekdaysOf(words: readonly string[], here: Here): readonly string[] {
  const weekday = words.map((word) => WEEKDAYS.get(word)).find((value) => value !== undefined);
  if (weekday === undefined || !words.includes('last')) return [];
  const today = todayOf(here);
  const back = (today.dayOfWeek - weekday + 7) % 7 || 7;
  return [back, back + 7].map((days) => today.subtract({ days }).toString());
}

/** `30 feb` has a last day before it; `today 14:30` was yesterday, too. */
function neighboursOf(words: readonly string[]): readonly string[] {
  const month = words.find((word) => MONTHS.has(word));
  const isPastEnd = month !== undefined && words.some((word) => /^(?:29|30|31)$/.test(word));
  const lastDays = isPastEnd ? ['30', '29', '28'].map((day) => `${day} ${month}`) : [];
  const earlier = words.includes('today') ? [words.join(' ').replace('today', 'yesterday')] : [];
  const isAhead = words.some((word) => FUTURE.includes(word));
  const turned = isAhead ? [`${words.filter((word) => !FUTURE.includes(word)).join(' ')} ago`] : [];
  return [...lastDays.slice(0, MOST), ...earlier, ...turned];
}

/** `14:30 UTC`: the zone belongs to a whole date. */
function utcOf(words: readonly string[], { now }: Here): readonly string[] {
  const clock = words.find((word) => /^\d{2}:\d{2}$/.test(word));
  if (clock === undefined || !words.some((word) => ['utc', 'gmt', 'z', 'zulu'].includes(word))) return [];
  const days = [0, 1].map((back) => new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10));
  return days.map((day) => `${day}T${clock}Z`);
}

/** What people say most, and what they may have meant. */
const SAYINGS: readonly (readonly [string, readonly string[]])[] = [
  ['day before yesterday', ['2 days ago', 'before yesterday']],
  ['last night', ['yesterday 22:00', 'yesterday 23:59', 'today 02:00']],
  ['this morning', ['today 06:00', 'today 09:00', 'today']],
  ['weekend', ['friday', 'saturday', 'sunday']],
  ['few days', ['2 days ago', '3 days ago']],
  ['few hours', ['2 hours ago', '3 hours ago']],
  ['couple of', ['2 days ago', '2 hours ago']],
  ['before the incident', ['before 09:00', 'before yesterday']],
];

/** Always parse, whatever the hour and the zone. */
const ALWAYS = ['yesterday', 'latest', '2 days ago'];

export function rewritesOf(tokens: readonly string[], { here, parses }: Judge): readonly string[] {
  const words = tokens.map((token) => token.toLowerCase()).slice(0, MOST_WORDS);
  const synonyms = words.flatMap((word) => SYNONYMS.get(word) ?? []);
  const said = words.join(' ');
  const candidates = [
    ...SAYINGS.flatMap(([saying, meanings]) => (said.includes(saying) ? meanings : [])),
    ...utcOf(words, here),
    ...weekdaysOf(words, here),
    ...repairs(words, here),
    ...(words.includes('ago') ? [] : [`${said} ago`]),
    ...neighboursOf(words),
    ...knownWordsOf(words),
    ...synonyms,
  ];
  const isSafe = (text: string): boolean => text !== '' && !/\ban? \w+s ago$/.test(text) && parses(text);
  const found = firstOf(new Set(candidates.map((text) => text.trim())), isSafe);
  if (found.length >= LEAST) return found;
  return [...new Set([...found, ...ALWAYS])].slice(0, MOST);
}

/** Stops at the last one that is needed: most candidates are never tried. */
function firstOf(candidates: ReadonlySet<string>, isSafe: (text: string) => boolean): readonly string[] {
  const found: string[] = [];
  for (const candidate of candidates) {
    if (found.length < MOST && isSafe(candidate)) found.push(candidate);
  }
  return found;
}
