/** Words outside quotes, and the reason behind `because`. */
import { nearestWord } from '../shared/nearest-word';
import { WORDS_FOR_ONE } from '../recovery/scope-vocabulary';

export interface PlacedWord {
  readonly word: string;
  readonly start: number;
}

const PIECES = /"[^"]*"?|[^\s"]+/g;

/** A quotation is one piece and no word. */
export function wordsOutsideQuotes(text: string): readonly PlacedWord[] {
  return Array.from(text.matchAll(PIECES), (match) => ({ word: match[0], start: match.index })).filter(
    ({ word }) => !word.startsWith('"'),
  );
}

const TRAILING = ' .!?,;:`\u2026';

/** Without the punctuation that ends a sentence. */
export function withoutTrailing(text: string): string {
  let end = text.length;
  while (end > 0 && TRAILING.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const BECAUSE = /^because:?$/i;
/** How people shorten it. Behind a kind of object it is a name: `group BC`. */
const SHORTENED = /^(?:'?cause|b\/?c|cos|cuz):?$/i;

function becauseIn(text: string): PlacedWord | undefined {
  const words = wordsOutsideQuotes(text);
  const isName = (index: number) => WORDS_FOR_ONE.has(words[index - 1]?.word.toLowerCase() ?? '');
  return words.find(({ word }) => BECAUSE.test(word)) ?? words.find(({ word }, index) => SHORTENED.test(word) && !isName(index)); // prettier-ignore
}

/** @returns what stands before `because`, and the reason where one is given (`…` alone is none) */
export function splitReason(text: string): { readonly head: string; readonly reason?: string | undefined } {
  const because = becauseIn(text);
  if (!because) return { head: withoutTrailing(text) };
  const reason = text.slice(because.start + because.word.length).trim();
  const head = withoutTrailing(text.slice(0, because.start));
  return withoutTrailing(reason) === '' ? { head } : { head, reason };
}

/** `as` and what is near to because, such as `becuase`. */
const mayMeanBecause = (word: string): boolean =>
  /^as$/i.test(word) || nearestWord(word.toLowerCase(), ['because']) !== undefined;

/** @returns every place where a word may stand for because; `as of` belongs to a time */
export function splitsAtAs(text: string): readonly { readonly head: string; readonly reason: string }[] {
  return wordsOutsideQuotes(text)
    .filter(({ word }, index, words) => mayMeanBecause(word) && !/^of$/i.test(words[index + 1]?.word ?? ''))
    .map(({ word, start }) => ({ head: text.slice(0, start).trim(), reason: text.slice(start + word.length).trim() }));
}

const SHOWN = 60;

/** Cut to what a card shows. */
export function shownPart(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
}
