/** The closed vocabulary of time phrases, lower case. What is not in here is refused, never guessed. */

const spellings = (words: Readonly<Record<number, readonly string[]>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(words).flatMap(([value, list]) => list.map((word) => [word, Number(value)] as const)));

/** 1 is Monday, as in Temporal. */
export const WEEKDAYS = spellings({
  1: ['monday', 'mon'],
  2: ['tuesday', 'tue', 'tues'],
  3: ['wednesday', 'wed'],
  4: ['thursday', 'thu', 'thur', 'thurs'],
  5: ['friday', 'fri'],
  6: ['saturday', 'sat'],
  7: ['sunday', 'sun'],
});

export const MONTHS = spellings({
  1: ['january', 'jan'],
  2: ['february', 'feb'],
  3: ['march', 'mar'],
  4: ['april', 'apr'],
  5: ['may'],
  6: ['june', 'jun'],
  7: ['july', 'jul'],
  8: ['august', 'aug'],
  9: ['september', 'sep', 'sept'],
  10: ['october', 'oct'],
  11: ['november', 'nov'],
  12: ['december', 'dec'],
});

export const NUMBERS = spellings({
  1: ['a', 'an', 'one'],
  2: ['two'],
  3: ['three'],
  4: ['four'],
  5: ['five'],
  6: ['six'],
  7: ['seven'],
  8: ['eight'],
  9: ['nine'],
  10: ['ten'],
});

export type AgoUnit = 'minutes' | 'hours' | 'days' | 'weeks';

export const UNITS: ReadonlyMap<string, AgoUnit> = new Map([
  ...['minute', 'minutes', 'min', 'mins'].map((word) => [word, 'minutes'] as const),
  ...['hour', 'hours', 'h', 'hr', 'hrs'].map((word) => [word, 'hours'] as const),
  ...['day', 'days', 'd'].map((word) => [word, 'days'] as const),
  ...['week', 'weeks', 'w'].map((word) => [word, 'weeks'] as const),
]);

export const RELATIONS = ['before', 'after', 'since'] as const;
export type RelationWord = (typeof RELATIONS)[number];

/** Times of day that everybody means differently, with the clocks they are asked to choose from. */
const TIMES_OF_DAY: readonly (readonly [string, readonly string[]])[] = [
  ['morning', ['06:00', '09:00']],
  ['afternoon', ['12:00', '15:00']],
  ['evening', ['18:00', '21:00']],
  ['tonight', ['18:00', '21:00']],
  ['night', ['22:00', '23:59']],
  ['noon', ['12:00']],
  ['midday', ['12:00']],
  ['lunch', ['12:00']],
  ['midnight', ['00:00', '23:59']],
];
const TOO_LOOSE = [
  'now', 'recently', 'recent', 'lately', 'earlier', 'soon', 'weekend', 'week', 'month', 'year', 'last', 'past', 'this',
  'early', 'late', 'around', 'about', 'roughly', 'current', 'previous', 'prior', 'once', 'few', 'some', 'other',
  'couple', 'incident',
] as const; // prettier-ignore

/** Words that say nothing exact; what they could be replaced by. */
export const VAGUE: ReadonlyMap<string, readonly string[]> = new Map([
  ...TIMES_OF_DAY,
  ...TOO_LOOSE.map((word): readonly [string, readonly string[]] => [word, []]),
]);

/** What people say for the words of the grammar. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['newest', 'last', 'now', 'current', 'recent'].map((word) => [word, 'latest'] as const),
  ...['first', 'earliest'].map((word) => [word, 'oldest'] as const),
  ...['tomorrow', 'tonight', 'this'].map((word) => [word, 'today'] as const),
]);

/** Words that may be left out of a time: it is the same without them. */
export const IDLE_WORDS: readonly string[] = [
  'please',
  'pls',
  'plz',
  'thanks',
  'just',
  'exactly',
  'snapshot',
  "o'clock",
];

export const FUTURE: readonly string[] = ['tomorrow', 'next', 'in', 'later', 'future', 'upcoming'];

const PLAIN = ['latest', 'oldest', 'today', 'yesterday', 'ago', 'from', 'as', 'of', 'on', 'at', ...RELATIONS];

/** Every word that a phrase may hold, for "did you mean". */
export const TIME_WORDS: ReadonlySet<string> = new Set([
  ...PLAIN,
  ...WEEKDAYS.keys(),
  ...MONTHS.keys(),
  ...UNITS.keys(),
  ...NUMBERS.keys(),
]);

const TIME_LIKE: ReadonlySet<string> = new Set([
  ...['latest', 'oldest', 'today', 'yesterday', 'tomorrow', 'ago', 'from', 'now', ...RELATIONS],
  ...Array.from(WEEKDAYS.keys()).filter((word) => word.endsWith('day')),
]);

/** True for words that end or begin a time and hardly ever a name: `yesterday`, `14:30`, `9am`, `2026-03-27`, `#3`. */
export function looksLikeTime(word: string): boolean {
  const lower = word.toLowerCase();
  return TIME_LIKE.has(lower) || /^(?:\d{1,2}:\d{2}.{0,6}|\d{1,2}[ap]m|\d{4}-\d{2}-\d{2}.{0,30}|#\d+)$/.test(lower);
}
