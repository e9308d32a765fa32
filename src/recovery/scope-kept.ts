/**
 * Whether an offered scope is what was typed, word for word: the same kinds, names, exceptions and as many objects. One word that is not
 * known may be replaced by the nearest one that is, and a name may be put in quotes.
 */
import { nearestWord } from '../shared/nearest-word';
import { scopeTokens, segmentsOf, type ScopeToken } from './scope-tokens';
import {
  allBut,
  EVERYTHING,
  EXCEPT,
  SCOPE_PHRASES,
  SCOPE_WORDS,
  WORDS_FOR_ALL,
  WORDS_FOR_ONE,
} from './scope-vocabulary';
import { RELATIONS } from '../times/time-words';

/** `isName`: inside quotes, where no word is one of the grammar. */
interface Word {
  readonly text: string;
  readonly isName: boolean;
}

const AND: Word = { text: ' and ', isName: false };
const ARTICLES: readonly string[] = ['the', 'all'];

/** A quotation mark without its second half is left out: nobody knows where the other one was. */
const balanced = (text: string): string => (text.split('"').length % 2 === 0 ? text.replaceAll('"', '') : text);

function wordsOf(token: ScopeToken): readonly Word[] {
  switch (token.kind) {
    case 'word':
      return [{ text: token.text.toLowerCase(), isName: false }];
    case 'quoted':
      return token.text.toLowerCase().split(' ').map((text) => ({ text, isName: true })); // prettier-ignore
    case 'separator':
      return [AND];
    case 'mention':
      return [];
  }
}

const isArticle = ({ text, isName }: Word): boolean => !isName && ARTICLES.includes(text);

/** Without articles, and without separators that stand beside nothing. */
function wordsIn(text: string): readonly Word[] {
  const all = scopeTokens(balanced(text)).flatMap(wordsOf);
  const words = all.length === 1 ? all : all.filter((word) => !isArticle(word));
  const last = words.findLastIndex((word) => word !== AND);
  const stands = (index: number): boolean => index > 0 && index < last && words[index - 1] !== AND;
  return words.filter((word, index) => word !== AND || stands(index));
}

const STARTERS: readonly string[] = ['from', ...RELATIONS];

/** What would begin a time is no part of a name that somebody else puts in quotes. */
function isSame(left: Word, right: Word | undefined): boolean {
  if (!right || left.text !== right.text) return false;
  return left.isName === right.isName || !STARTERS.includes(left.text);
}

/** How many words at the start are the same. */
function sameAtStart(left: readonly Word[], right: readonly Word[]): number {
  const different = left.findIndex((word, index) => !isSame(word, right[index]));
  return different < 0 ? left.length : different;
}

/** `usrs` as `users`: a word that nobody knows, and what is nearest to it. */
function isNearest(typed: readonly Word[], offered: readonly Word[]): boolean {
  const [word, ...others] = typed;
  if (!word || others.length > 0 || word.isName || SCOPE_WORDS.has(word.text)) return false;
  if (offered.some(({ isName }) => isName)) return false;
  return (nearestWord(word.text, SCOPE_WORDS) ?? nearestWord(word.text, SCOPE_PHRASES)) === offered.map(({ text }) => text).join(' '); // prettier-ignore
}

/** `Finance` as `group "Finance"`: its kind before a name, where no word of it is known. */
function isNamed(typed: readonly Word[], offered: readonly Word[]): boolean {
  const added = offered.length - typed.length;
  const kind = offered.slice(0, Math.max(0, added)).map(({ text }) => text).join(' '); // prettier-ignore
  const isStrange = typed.length === 1 && typed.every((word) => !SCOPE_WORDS.has(word.text));
  return isStrange && WORDS_FOR_ONE.has(kind) && typed.every((word, index) => isSame(word, offered[added + index]));
}

/** `everything except users` as all the other kinds. */
function areOtherKinds(typed: string, offered: string): boolean {
  const tokens = scopeTokens(balanced(typed));
  const border = tokens.findIndex((token) => token.kind === 'word' && EXCEPT.includes(token.text.toLowerCase()));
  const said = (part: readonly ScopeToken[]): string => part.flatMap(wordsOf).map(({ text }) => text).join(' '); // prettier-ignore
  if (border < 0 || !EVERYTHING.includes(said(tokens.slice(0, border)))) return false;
  const parts = segmentsOf(tokens.slice(border + 1)).map((part) => WORDS_FOR_ALL.get(said(part)));
  const kinds = parts.filter((kind) => kind !== undefined);
  return kinds.length === parts.length && kinds.length > 0 && offered === allBut(kinds);
}

/** @param typed - cleaned, mentions as they are typed */
export function keepsScope(typed: string, offered: string): boolean {
  const [before, after] = [wordsIn(typed), wordsIn(offered)];
  if (before.length === 0) return false;
  const start = sameAtStart(before, after);
  if (start === before.length && start === after.length) return true;
  const end = Math.min(
    sameAtStart(before.toReversed(), after.toReversed()),
    Math.min(before.length, after.length) - start,
  );
  const changed = [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const;
  return isNearest(...changed) || isNamed(before, after) || areOtherKinds(typed, offered);
}
