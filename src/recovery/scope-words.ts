/**
 * What somebody typed for the scope: everything, kinds of objects, or objects by name. The whole text is understood, or it is refused
 * with words that are. Names stay open here: which object a name means is asked from the directory later.
 */
import type { ObjectPhrase, ScopePhrase } from './scope';
import { segmentOf, type ScopeFault, type Segment } from './scope-segment';
import { scopeRewrites } from './scope-rewrites';
import { scopeTokens, segmentsOf, type MentionedPerson, type ScopeToken } from './scope-tokens';
import { EVERYTHING, EXCEPT, withCompanions } from './scope-vocabulary';
import { MAX_OBJECT_IDS } from './terms';

/** A refusal is a value. Every rewrite is a scope that parses; there may be none. */
export interface ScopeRefusal {
  readonly kind: 'refusedScope';
  readonly because: ScopeFault;
  /** What was typed, cut short; data, not yet neutralised. */
  readonly typed: string;
  readonly rewrites: readonly string[];
}

type Outcome = { readonly scope: ScopePhrase } | { readonly because: ScopeFault };
/** What stands around the text. */
export interface Spoken {
  readonly mentions: readonly MentionedPerson[];
  /** Words that are no scope words may be people's names. */
  readonly takesNames?: boolean | undefined;
}

/** A hundred ids and what stands between them. */
const LONGEST = 8000;
const SHOWN = 80;

const isWordOf = (token: ScopeToken, words: readonly string[]): boolean =>
  token.kind === 'word' && words.includes(token.text.toLowerCase());

const keyOf = (phrase: ObjectPhrase): string =>
  phrase.by === 'name' ? `${phrase.type ?? ''} ${phrase.name.toLowerCase()}` : phrase.id;

function readObjects(segments: readonly Segment[]): readonly ObjectPhrase[] | { readonly because: ScopeFault } {
  const objects = segments.flatMap((segment) => (segment.kind === 'object' ? [segment.phrase] : []));
  const unique = [...new Map(objects.map((phrase) => [keyOf(phrase), phrase])).values()];
  return unique.length > MAX_OBJECT_IDS ? { because: 'tooManyObjects' } : unique;
}

/** `users and`: something is missing before or behind it. */
const isDangling = (tokens: readonly ScopeToken[]): boolean =>
  tokens.length > 1 && (tokens[0]?.kind === 'separator' || tokens.at(-1)?.kind === 'separator');

/** The kind before the first name holds for the quoted names after it: `group "Finance" and "Sales"`. */
function readSegments(tokens: readonly ScopeToken[], spoken: Spoken): readonly Segment[] {
  const segments: Segment[] = [];
  for (const words of segmentsOf(tokens)) {
    const previous = segments.at(-1);
    const typeBefore =
      previous?.kind === 'object' && previous.phrase.by !== 'mention' ? previous.phrase.type : undefined;
    segments.push(segmentOf(words, { ...spoken, typeBefore }));
  }
  return segments;
}

const faultOf = (segments: readonly Segment[], tokens: readonly ScopeToken[]): ScopeFault | undefined =>
  segments.find((segment) => segment.kind === 'fault')?.because ?? (isDangling(tokens) ? 'unknownWord' : undefined);

function readExcept(tokens: readonly ScopeToken[], spoken: Spoken): Outcome | readonly ObjectPhrase[] {
  const segments = readSegments(tokens, spoken);
  if (segments.length === 0) return { because: 'exceptEmpty' };
  if (segments.some((segment) => segment.kind === 'type')) return { because: 'exceptTypes' };
  const fault = faultOf(segments, tokens);
  return fault === undefined ? readObjects(segments) : { because: fault };
}

function readMain(tokens: readonly ScopeToken[], spoken: Spoken): Outcome {
  const text = tokens.map((token) => (token.kind === 'word' ? token.text.toLowerCase() : '"')).join(' ');
  if (EVERYTHING.includes(text)) return { scope: { kind: 'everything', except: [] } };
  const segments = readSegments(tokens, spoken);
  const fault = segments.length === 0 ? 'empty' : faultOf(segments, tokens);
  if (fault !== undefined) return { because: fault };
  const types = segments.flatMap((segment) => (segment.kind === 'type' ? [segment.type] : []));
  if (types.length === segments.length) return { scope: { kind: 'types', types: withCompanions(types), except: [] } };
  if (types.length > 0) return { because: 'mixed' };
  const objects = readObjects(segments);
  return 'because' in objects ? objects : { scope: { kind: 'objects', objects } };
}

function readWithExcept(main: Outcome, except: Outcome | readonly ObjectPhrase[]): Outcome {
  if ('because' in main) return main;
  if ('because' in except || 'scope' in except) return except;
  return main.scope.kind === 'objects' ? { because: 'exceptObjects' } : { scope: { ...main.scope, except } };
}

function read(text: string, spoken: Spoken): Outcome {
  if (text.length > LONGEST) return { because: 'tooLong' };
  if (text.split('"').length % 2 === 0) return { because: 'unclosedQuote' };
  const tokens = scopeTokens(text);
  const border = tokens.findIndex((token) => isWordOf(token, EXCEPT));
  if (border < 0) return readMain(tokens, spoken);
  const main = readMain(tokens.slice(0, border), spoken);
  return readWithExcept(main, readExcept(tokens.slice(border + 1), spoken));
}

/** The scope where it is understood; for callers that try many texts and offer nothing. */
export function scopePhraseIn(text: string, spoken: Spoken): ScopePhrase | undefined {
  const outcome = read(text, spoken);
  return 'scope' in outcome ? outcome.scope : undefined;
}

/** @param text - cleaned: straight quotes, mentions as marks (see mentionMark) */
export function parseScope(text: string, mentions: readonly MentionedPerson[]): ScopePhrase | ScopeRefusal {
  const outcome = read(text, { mentions });
  if ('scope' in outcome) return outcome.scope;
  const { because } = outcome;
  const parses = (rewrite: string): boolean => scopePhraseIn(rewrite, { mentions }) !== undefined;
  const rewrites = because === 'tooLong' ? [] : scopeRewrites(text, { because, mentions, parses });
  return { kind: 'refusedScope', because, typed: text.trim().slice(0, SHOWN), rewrites };
}
