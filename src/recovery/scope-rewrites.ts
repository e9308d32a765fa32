/** Scopes to offer in place of one that was refused: one word read as the nearest one that is known, everything else as typed. */
import { nearestWord } from '../shared/nearest-word';
import type { ScopeFault } from './scope-segment';
import { scopeTokens, segmentsOf, typedTokens, type MentionedPerson, type ScopeToken } from './scope-tokens';
import { allBut, EVERYTHING, EXCEPT, SCOPE_PHRASES, SCOPE_WORDS, WORDS_FOR_ALL, WORDS_FOR_ONE } from './scope-vocabulary'; // prettier-ignore

interface Typing {
  readonly because: ScopeFault;
  readonly mentions: readonly MentionedPerson[];
  readonly parses: (text: string) => boolean;
}

const MOST = 3;
/** Nobody is offered a repair of more words than anybody types. */
const MOST_TOKENS = 40;

const wordOf = (token: ScopeToken): string => (token.kind === 'word' ? token.text.toLowerCase() : '');

/** `usrs` → `users`, `exept` → `except`, `serviceprincipals` → `service principals` */
function oneWordRead(tokens: readonly ScopeToken[], mentions: readonly MentionedPerson[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    const word = wordOf(token);
    if (word === '' || SCOPE_WORDS.has(word)) return [];
    const nearest = nearestWord(word, SCOPE_WORDS) ?? nearestWord(word, SCOPE_PHRASES);
    return nearest === undefined ? [] : [typedTokens(tokens.with(index, { kind: 'word', text: nearest }), mentions)];
  });
}

/** `group finance friday` → `group "finance friday"` */
function quotedName(text: string): readonly string[] {
  const words = text.replaceAll('"', '').split(' ');
  const lengths = [3, 2, 1].filter((length) => WORDS_FOR_ONE.has(words.slice(0, length).join(' ').toLowerCase()));
  return lengths.map((length) => `${words.slice(0, length).join(' ')} "${words.slice(length).join(' ')}"`);
}

/** Each part that ends like a time, in quotes. */
function quotedNames(tokens: readonly ScopeToken[], mentions: readonly MentionedPerson[]): readonly string[] {
  const parts = segmentsOf(tokens).map((part) => typedTokens(part, mentions));
  const isWhole = tokens.every((token) => !EXCEPT.includes(wordOf(token)));
  return isWhole ? [parts.map((part) => quotedName(part)[0] ?? part).join(' and ')] : [];
}

/** One word that is no kind may be a name. */
function asNames(text: string): readonly string[] {
  const isName = /^\p{L}[^" ]{0,60}$/u.test(text) && !SCOPE_WORDS.has(text.toLowerCase());
  return isName ? [`group "${text}"`, `user "${text}"`] : [];
}

/** `everything except users` as the kinds that are left. */
function leftKinds(tokens: readonly ScopeToken[], mentions: readonly MentionedPerson[]): readonly string[] {
  const border = tokens.findIndex((token) => EXCEPT.includes(wordOf(token)));
  const parts = segmentsOf(tokens.slice(border + 1)).map((part) => typedTokens(part, mentions).toLowerCase());
  const kinds = parts.flatMap((part) => WORDS_FOR_ALL.get(part) ?? []);
  const isAll = EVERYTHING.includes(typedTokens(tokens.slice(0, border), mentions).toLowerCase());
  return isAll && kinds.length === parts.length ? [allBut(kinds)] : [];
}

function candidatesFor(tokens: readonly ScopeToken[], { because, mentions }: Typing): readonly string[] {
  const whole = typedTokens(tokens, mentions);
  switch (because) {
    case 'unknownWord': {
      const read = oneWordRead(tokens, mentions);
      return [...read, whole.replace(/^(?:and )+|(?: and)+$/g, ''), ...(read.length === 0 ? asNames(whole) : [])];
    }
    case 'timeInName':
      return quotedNames(tokens, mentions);
    case 'unclosedQuote':
      return [whole];
    case 'exceptTypes':
      return leftKinds(tokens, mentions);
    case 'empty':
    case 'nameMissing': // the plural would be all of them
    case 'mixed': // one of the two would be less than was named
    case 'exceptEmpty': // without the exception it would be more
    case 'exceptObjects':
    case 'grantsAlone':
    case 'tooLong':
    case 'tooManyObjects':
      return [];
  }
}

export function scopeRewrites(text: string, typing: Typing): readonly string[] {
  const isOpen = typing.because === 'unclosedQuote';
  if (isOpen && text.split('"').length > 2) return []; // nobody knows which one is missing
  const tokens = scopeTokens(isOpen ? `${text.trim()}"` : text);
  if (tokens.length > MOST_TOKENS) return [];
  const candidates = new Set(candidatesFor(tokens, typing));
  return [...candidates].filter((candidate) => typing.parses(candidate)).slice(0, MOST);
}
