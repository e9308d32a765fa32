/** Why a phrase does not fit the grammar, in the order in which a person can do most about it. */
import { FUTURE, MONTHS, VAGUE } from './time-words';
import { ABBREVIATIONS } from './time-zone-words';

export type TimeFault =
  | 'empty'
  | 'tooLong'
  /** `03/04`: day and month could be either. */
  | 'dayMonthOrder'
  /** `26th`: of which month? */
  | 'dayAlone'
  /** `30 feb`, `25:61`, `#0`. */
  | 'impossible'
  | 'future'
  /** `saturday morning`, `recently`, `may`. */
  | 'vague'
  /** `fri 28 mar`, which is a Saturday; an offset that its zone does not have then. */
  | 'disagrees'
  /** `14:30 IST`: an abbreviation of several zones. */
  | 'zone'
  /** A word that the grammar does not know. */
  | 'leftOver';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBERS_APART = /^\d{1,4}([./-])\d{1,2}(?:\1\d{0,4})?$/;
const CLOCK_LIKE = /^\d{1,4}:\d{1,4}/;

/** True for `03/04`, `27.03.2026`, `2026/03/27`, `27-03`: numbers whose order nobody can know. */
export function isNumbersApart(word: string): boolean {
  return NUMBERS_APART.test(word) && !ISO_DAY.test(word);
}

const isNumber = (word: string | undefined): boolean => /^\d{1,2}(?:st|nd|rd|th)?$/.test(word ?? '');

/** `may`, `march 2026`, `in march`: a month without its day. */
const isMonthAlone = (words: readonly string[]): boolean =>
  words.some((word, index) => MONTHS.has(word) && !isNumber(words[index - 1]) && !isNumber(words[index + 1]));

const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)$/;

/** The day of `26th`, where no month stands in the phrase. */
export function dayAloneIn(word: string, words: readonly string[]): number | undefined {
  const day = Number(ORDINAL.exec(word)?.[1] ?? 0);
  return day >= 1 && day <= 31 && !words.some((other) => MONTHS.has(other)) ? day : undefined;
}

function unsureDay(words: readonly string[]): TimeFault | undefined {
  if (words.some(isNumbersApart)) return 'dayMonthOrder';
  return words.some((word) => dayAloneIn(word, words) !== undefined) ? 'dayAlone' : undefined;
}

/** What is wrong with words that have no shape. */
export function diagnose(tokens: readonly string[]): TimeFault {
  const words = tokens.map((token) => token.toLowerCase());
  if (words.length === 0) return 'empty';
  const unsure = unsureDay(words);
  if (unsure) return unsure;
  if (words.some((word) => FUTURE.includes(word))) return 'future';
  if (words.some((word) => VAGUE.has(word)) || isMonthAlone(words)) return 'vague';
  if (words.slice(1).some((word) => ABBREVIATIONS.has(word))) return 'zone';
  if (words.some((word) => CLOCK_LIKE.test(word) && !/^\d{1,2}:\d{2}/.test(word))) return 'impossible';
  return 'leftOver';
}
