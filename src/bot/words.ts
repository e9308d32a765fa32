/** Words outside quotes, and the reason behind `because`. */

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

/** @returns what stands before `because`, and the reason where one is given (`…` alone is none) */
export function splitReason(text: string): { readonly head: string; readonly reason?: string | undefined } {
  const because = wordsOutsideQuotes(text).find(({ word }) => /^because:?$/i.test(word));
  if (!because) return { head: withoutTrailing(text) };
  const reason = text.slice(because.start + because.word.length).trim();
  const head = withoutTrailing(text.slice(0, because.start));
  return withoutTrailing(reason) === '' ? { head } : { head, reason };
}

const SHOWN = 60;

/** Cut to what a card shows. */
export function shownPart(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
}
