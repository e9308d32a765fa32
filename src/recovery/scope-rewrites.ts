/** Scopes to offer in place of one that was refused; every one of them parses. */
import { nearestWord } from './nearest-word';
import type { ScopeFault } from './scope-segment';
import { scopeTokens, segmentsOf, typedToken, type MentionedPerson, type ScopeToken } from './scope-tokens';
import { allBut, EVERYTHING, EXCEPT, WORDS_FOR_ALL, WORDS_FOR_ONE, wordFor } from './scope-vocabulary';

interface Judge {
  readonly because: ScopeFault;
  readonly mentions: readonly MentionedPerson[];
  readonly parses: (text: string) => boolean;
}

const MOST = 3;
/** Nobody is offered a repair of more parts than anybody types. */
const MOST_PARTS = 12;
const KNOWN = [...WORDS_FOR_ALL.keys(), ...WORDS_FOR_ONE.keys(), 'everything'];

const isKind = (part: string): boolean => WORDS_FOR_ALL.has(part.toLowerCase());

const plain = (tokens: readonly ScopeToken[], mentions: readonly MentionedPerson[]): string =>
  tokens.map((token) => typedToken(token, mentions)).join(' ');

/** `user` → `users`; `finance team` behind `group` → in quotes. */
function partReadings(part: string): readonly string[] {
  const words = part.toLowerCase().split(' ');
  const type = WORDS_FOR_ONE.get(part.toLowerCase());
  const nearest = nearestWord(words.join(' '), KNOWN);
  const nearestKind = nearest === undefined ? undefined : (WORDS_FOR_ONE.get(nearest) ?? WORDS_FOR_ALL.get(nearest));
  return [
    ...(type ? [wordFor(type)] : []),
    ...(nearest === 'everything' ? [nearest] : []),
    ...(nearestKind ? [wordFor(nearestKind)] : []),
  ];
}

/** One part read differently, the others as typed; or all of them as best they can be. */
function partRepairs(parts: readonly string[]): readonly string[] {
  const best = parts.map((part) => (isKind(part) ? part : (partReadings(part)[0] ?? part)));
  const single = parts.flatMap((part, index) =>
    partReadings(part).map((reading) => [...parts.slice(0, index), reading, ...parts.slice(index + 1)].join(' and ')),
  );
  return [best.join(' and '), ...single];
}

/** `group sales and marketing` → `group "sales and marketing"` */
function quotedName(text: string): readonly string[] {
  const words = text.replaceAll('"', '').split(' ');
  const lengths = [3, 2, 1].filter((length) => WORDS_FOR_ONE.has(words.slice(0, length).join(' ').toLowerCase()));
  return lengths.map((length) => `${words.slice(0, length).join(' ')} "${words.slice(length).join(' ')}"`);
}

/** One word that is no kind may be a name. */
function asNames(parts: readonly string[]): readonly string[] {
  const [name = '', ...others] = parts;
  const isName = others.length === 0 && /^\p{L}[^"]{0,60}$/u.test(name);
  return isName && partReadings(name).length === 0 ? [`group "${name}"`, `user "${name}"`] : [];
}

/** `everything except users` as the kinds that are left. */
function leftKinds(parts: readonly string[]): readonly string[] {
  const left = parts.flatMap((part) => WORDS_FOR_ALL.get(part.toLowerCase()) ?? []);
  return left.length === 0 ? [] : [allBut(left)];
}

interface Typed {
  /** All of it, closed and with names as they are typed. */
  readonly whole: string;
  /** Before `except`. */
  readonly main: string;
  readonly parts: readonly string[];
  readonly left: readonly string[];
}

/** Never a wider scope than was typed, and a narrower one only where two cannot stand together. */
function candidatesFor(because: ScopeFault, { whole, main, parts, left }: Typed): readonly string[] {
  switch (because) {
    case 'unknownWord':
      return [...quotedName(whole), ...partRepairs(parts), ...asNames(parts)];
    case 'timeInName':
      return quotedName(whole);
    case 'nameMissing':
      return partRepairs(parts);
    case 'unclosedQuote':
      return [whole];
    case 'mixed':
      return [
        ...parts.filter((part) => EVERYTHING.includes(part.toLowerCase())),
        parts.filter(isKind).join(' and '),
        parts.filter((part) => !isKind(part)).join(' and '),
      ];
    case 'exceptTypes':
      return EVERYTHING.includes(main.toLowerCase()) ? leftKinds(left) : [];
    case 'exceptEmpty':
      return []; // without the exception it would be wider than was meant
    case 'exceptObjects':
      return [main];
    case 'grantsAlone':
      return ['service principals'];
    case 'empty':
      return leftKinds(left);
    case 'tooLong':
    case 'tooManyObjects':
      return [];
  }
}

export function scopeRewrites(text: string, { because, mentions, parses }: Judge): readonly string[] {
  const tokens = scopeTokens(because === 'unclosedQuote' ? `${text.trim()}"` : text);
  const border = tokens.findIndex((token) => token.kind === 'word' && EXCEPT.includes(token.text.toLowerCase()));
  const main = border < 0 ? tokens : tokens.slice(0, border);
  const partsOf = (list: readonly ScopeToken[]): readonly string[] =>
    segmentsOf(list).map((part) => plain(part, mentions)); // prettier-ignore
  if (segmentsOf(tokens).length > MOST_PARTS) return [];
  const typed: Typed = {
    whole: plain(tokens, mentions),
    main: plain(main, mentions),
    parts: partsOf(main),
    left: border < 0 ? [] : partsOf(tokens.slice(border + 1)),
  };
  const candidates = new Set(candidatesFor(because, typed));
  return [...candidates].filter((candidate) => parses(candidate)).slice(0, MOST);
}
