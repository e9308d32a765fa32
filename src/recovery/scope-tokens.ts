/**
 * Scope text as words, quoted names, mentions and separators. A mention stands in the text as one private-use mark (`mentionMark`),
 * so that no display name can be mistaken for words of a command.
 */
import type { ObjectId } from '../shared/ids';

export interface MentionedPerson {
  readonly name: string;
  readonly objectId?: ObjectId | undefined;
}

export type ScopeToken =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'mention'; readonly index: number }
  | { readonly kind: 'separator' };

const FIRST_MARK = 0xe000;
/** As many people as anybody mentions in one message. */
export const MOST_MENTIONS = 100;

/** @param index - place in the list of mentions, below MOST_MENTIONS */
export const mentionMark = (index: number): string => String.fromCharCode(FIRST_MARK + index);

/** Private-use characters, which nobody types. */
export const MARKS = /[\uE000-\uF8FF]/g;

const SEPARATORS: readonly string[] = [',', 'and', '&', '+', ';'];
const PIECES = /"([^"]*)"|([\uE000-\uE063])|([,;])|(\bbut\s+not(?=\s|$)|[^\s",;\uE000-\uE063]+)/gi;
const BUT_NOT = /^but\s+not$/i;

function tokenOf([, quoted, mark, comma, word = '']: readonly (string | undefined)[]): ScopeToken {
  if (quoted !== undefined) return { kind: 'quoted', text: quoted.trim() };
  if (mark !== undefined) return { kind: 'mention', index: mark.charCodeAt(0) - FIRST_MARK };
  if (comma !== undefined || SEPARATORS.includes(word.toLowerCase())) return { kind: 'separator' };
  return { kind: 'word', text: word.replace(BUT_NOT, 'except') };
}

/** @param text - with straight quotes, an even number of them */
export function scopeTokens(text: string): readonly ScopeToken[] {
  return Array.from(text.matchAll(PIECES), tokenOf);
}

/** `<ana@contoso.com>` ends a contact, whatever stands between it and the next one. */
const endsContact = (token: ScopeToken): boolean => token.kind === 'word' && /^<[^<>@]+@[^<>@]+>$/.test(token.text);

/** Tokens between separators. */
export function segmentsOf(tokens: readonly ScopeToken[]): readonly (readonly ScopeToken[])[] {
  const segments: ScopeToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'separator') segments.at(-1)?.push(token);
    if (token.kind === 'separator' || endsContact(token)) segments.push([]);
  }
  return segments.filter((segment) => segment.length > 0);
}

const isUserWord = (token: ScopeToken | undefined): boolean =>
  token?.kind === 'word' && ['user', 'account'].includes(token.text.toLowerCase());

function typedToken(token: ScopeToken, before: ScopeToken | undefined, mentions: readonly MentionedPerson[]): string {
  switch (token.kind) {
    case 'word':
      return token.text;
    case 'quoted':
      return `"${token.text}"`;
    case 'separator':
      return 'and';
    case 'mention': {
      const person = mentions[token.index];
      const kind = isUserWord(before) ? '' : 'user ';
      return person?.objectId ?? `${kind}"${(person?.name ?? '').replaceAll('"', '')}"`;
    }
  }
}

/** How tokens are typed: names in quotes, people by their id, or as users of their name. */
export function typedTokens(tokens: readonly ScopeToken[], mentions: readonly MentionedPerson[]): string {
  return tokens.map((token, index) => typedToken(token, tokens[index - 1], mentions)).join(' ');
}
