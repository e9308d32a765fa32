/**
 * Whether an offered time keeps every word that was understood: the weekday, the day, the clock, the offset, `before`. One word that was
 * not understood may be replaced by the nearest one that is; a word that says nothing exact claims nothing.
 */
import { Temporal } from 'temporal-polyfill';
import { nearestWord } from '../shared/nearest-word';
import { CLAIMS, type Offered, type Word } from './time-claims';
import type { TimePhrase } from './time-phrase';
import { localAt, type Here } from './time-resolution';
import { NUMBERS, RELATIONS, TIME_WORDS } from './time-words';

/** Whoever says one of these takes something away, and it is not known what. */
const NARROWING: readonly string[] = ['not', 'never', 'no', 'but', 'only', 'unless', "don't", 'dont'];
/** What a misspelt word may stand for; a word for a number is too near to too much. */
const MISSPELT: readonly string[] = [...TIME_WORDS].filter((word) => !NUMBERS.has(word));

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
