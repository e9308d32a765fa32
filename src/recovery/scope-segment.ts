/** One part of a scope, between `and` and commas: a kind of objects, one object, or what is wrong with it. */
import { isGuid, type ObjectId } from '../shared/ids';
import { nearestWord } from '../shared/nearest-word';
import type { ObjectPhrase } from './scope';
import type { MentionedPerson, ScopeToken } from './scope-tokens';
import { EVERYTHING, GRANTS, SCOPE_WORDS, WORDS_FOR_ALL, WORDS_FOR_ONE, type AskedType } from './scope-vocabulary';
import type { EntityType } from './terms';
import { looksLikeTime } from '../times/time-words';

export type ScopeFault =
  | 'empty'
  | 'tooLong'
  | 'unclosedQuote'
  /** A word that is no kind of object and stands behind none. */
  | 'unknownWord'
  /** `user`, and nobody's name. */
  | 'nameMissing'
  /** Kinds and single objects in one scope. */
  | 'mixed'
  | 'exceptEmpty'
  /** Only objects can be left out, not kinds. */
  | 'exceptTypes'
  /** Single objects from which others are left out. */
  | 'exceptObjects'
  | 'tooManyObjects'
  /** A name without quotes that ends like a time: `group finance friday`. */
  | 'timeInName'
  /** Grants and assignments cannot be asked for without their service principal. */
  | 'grantsAlone';

export type Segment =
  | { readonly kind: 'type'; readonly type: AskedType }
  | { readonly kind: 'object'; readonly phrase: ObjectPhrase }
  | { readonly kind: 'fault'; readonly because: ScopeFault };

interface Around {
  readonly mentions: readonly MentionedPerson[];
  readonly typeBefore: EntityType | undefined;
  /** Words that are nothing else may be somebody's name. */
  readonly takesNames?: boolean | undefined;
}

const fault = (because: ScopeFault): Segment => ({ kind: 'fault', because });
const object = (phrase: ObjectPhrase): Segment => ({ kind: 'object', phrase });
const typed = (type: EntityType | undefined): { readonly type?: EntityType } => (type === undefined ? {} : { type });

const SIGN_IN_NAME = /^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/;
/** In brackets it is an address, whatever its domain. */
const BRACKETED = /^<[^\s@"<>]+@[^\s@"<>]+>$/;
const ARTICLES: readonly string[] = ['all', 'the'];

/** How many words stand for a kind, at most. */
const LONGEST_TYPE = 4;

function mentioned(person: MentionedPerson | undefined): Segment {
  if (!person) return fault('unknownWord');
  if (person.objectId !== undefined) return object({ by: 'mention', id: person.objectId, name: person.name });
  return object({ by: 'name', name: person.name, type: 'user' });
}

/** A name of one token that nothing can be mistaken for: quoted, a GUID, a sign-in name, a mention. */
function exactName(token: ScopeToken, type: EntityType | undefined, { mentions }: Around): Segment | undefined {
  if (token.kind === 'mention') return mentioned(mentions[token.index]);
  if (token.kind === 'separator') return undefined;
  const text = token.kind === 'quoted' ? token.text : bareAddress(token.text);
  if (isGuid(text)) return object({ by: 'id', id: text.toLowerCase() as ObjectId, ...typed(type) });
  const isExact = token.kind === 'quoted' ? text !== '' : SIGN_IN_NAME.test(text) || BRACKETED.test(token.text);
  return isExact ? object({ by: 'name', name: text, ...typed(type) }) : undefined;
}

const OPENING = /^[<([{]*(?:(?:mailto|smtp|sip):)?/i;

/** `<ana@contoso.com>`, `mailto:ana@contoso.com`, `{GUID}`: without what a pasted contact has around it. */
function bareAddress(text: string): string {
  const inner = text.replace(OPENING, '');
  return inner === text ? text : inner.replace(/\?[^?]*$/, '').replace(/[>)\]}]+$/, '');
}

/** `Ana Ruiz <ana@contoso.com>`: the name before an address in brackets is told by the address. */
function contact(tokens: readonly ScopeToken[], type: EntityType | undefined, around: Around): Segment | undefined {
  const last = tokens.at(-1);
  if (tokens.length < 2 || last?.kind !== 'word' || bareAddress(last.text) === last.text) return undefined;
  return exactName(last, type, around);
}

/** A name of several words, without quotes. */
function looseName(tokens: readonly ScopeToken[], type: EntityType): Segment {
  const words = tokens.map((token) => (token.kind === 'word' ? token.text : ''));
  if (words.includes('')) return fault('unknownWord');
  return looksLikeTime(words.at(-1) ?? '') ? fault('timeInName') : object({ by: 'name', name: words.join(' '), type });
}

function nameOf(tokens: readonly ScopeToken[], type: EntityType, around: Around): Segment {
  const [only, ...others] = tokens;
  if (!only) return fault('nameMissing');
  const exact = others.length === 0 ? exactName(only, type, around) : undefined;
  return exact ?? contact(tokens, type, around) ?? looseName(tokens, type);
}

/** The longest words at the start that name a kind. */
function leadingWords(words: readonly string[], known: ReadonlyMap<string, AskedType>) {
  for (let length = Math.min(words.length, LONGEST_TYPE); length > 0; length -= 1) {
    const type = known.get(words.slice(0, length).join(' '));
    if (type !== undefined) return { type, length };
  }
  return undefined;
}

/** `user ana@contoso.com`, `group Finance Leads`, `conditional access "Require MFA"` */
function typedObject(tokens: readonly ScopeToken[], words: readonly string[], around: Around): Segment | undefined {
  const one = leadingWords(words, WORDS_FOR_ONE);
  const all = leadingWords(words, WORDS_FOR_ALL);
  if (one && one.length >= (all?.length ?? 0)) return nameOf(tokens.slice(one.length), one.type, around);
  if (all?.length !== tokens.length - 1) return undefined;
  const last = tokens.at(-1);
  return last && exactName(last, all.type, around);
}

/** `@Ana Ruiz`, typed and not a mention. */
function typedMention(tokens: readonly ScopeToken[]): Segment | undefined {
  const [first, ...others] = tokens;
  if (first?.kind !== 'word' || !/^@[^@\s]/.test(first.text)) return undefined;
  return looseName([{ kind: 'word', text: first.text.slice(1) }, ...others], 'user');
}

/** `users`, `the groups`; kinds that cannot stand here. */
function kindOf(words: readonly string[]): Segment | undefined {
  const text = words.slice(ARTICLES.includes(words[0] ?? '') ? 1 : 0).join(' ');
  const type = WORDS_FOR_ALL.get(text);
  if (type !== undefined) return { kind: 'type', type };
  if (EVERYTHING.includes(words.join(' '))) return fault('mixed');
  return GRANTS.includes(text) ? fault('grantsAlone') : undefined;
}

function loneName(tokens: readonly ScopeToken[], around: Around): Segment | undefined {
  const [only, ...others] = tokens;
  if (!only || others.length > 0) return undefined;
  return exactName(only, only.kind === 'quoted' ? around.typeBefore : undefined, around);
}

const isScopeWord = (word: string): boolean => SCOPE_WORDS.has(word) || ARTICLES.includes(word);
const NAME_WORD = /^\p{L}[\p{L}\p{M}'.-]*$/u;
const MOST_NAME_WORDS = 6;

/** Words of which none is a scope word; one alone that is nearly one was meant to be it. */
function plainWords(tokens: readonly ScopeToken[]): readonly string[] | undefined {
  const words = tokens.map((token) => (token.kind === 'word' ? token.text : ''));
  const isPlain = words.every((word) => NAME_WORD.test(word) && !isScopeWord(word.toLowerCase()));
  const isMisspelt = words.length === 1 && nearestWord((words[0] ?? '').toLowerCase(), SCOPE_WORDS) !== undefined;
  return isPlain && !isMisspelt && words.length <= MOST_NAME_WORDS ? words : undefined;
}

/** `Alba Almeida`: nobody said that it is a person. */
function bareName(tokens: readonly ScopeToken[], { takesNames = false }: Around): Segment | undefined {
  const words = takesNames ? plainWords(tokens) : undefined;
  if (!words || looksLikeTime(words.at(-1) ?? '')) return undefined;
  return object({ by: 'name', name: words.join(' '), isLoose: true });
}

export function segmentOf(tokens: readonly ScopeToken[], around: Around): Segment {
  const words = tokens.map((token) => (token.kind === 'word' ? token.text.toLowerCase() : '"'));
  const known = kindOf(words) ?? loneName(tokens, around) ?? typedObject(tokens, words, around);
  const named =
    known ?? typedMention(tokens) ?? (plainWords(tokens.slice(0, -1)) && contact(tokens, undefined, around));
  return named ?? bareName(tokens, around) ?? fault('unknownWord');
}
