/**
 * A message as somebody meant it: without what keyboards, phones and Teams put around the words. Mentions of people become one mark
 * each (see scope-tokens.ts), so that no display name is read as a command.
 */
import { straightened, withDots } from '../tenant/name-spellings';
import { MARKS, MOST_MENTIONS, mentionMark, type MentionedPerson } from '../recovery/scope-tokens';
import type { Mention } from './conversation';

export interface CleanMessage {
  /** Single spaces, straight quotes, plain dashes. */
  readonly text: string;
  /** By the number of their mark. */
  readonly people: readonly MentionedPerson[];
}

/** Only tags that editors write: `<finance>` in a name is a name. */
const TAGS = /<\/?(?:at|p|div|span|br|b|i|u|s|em|strong|a|code|pre|ul|ol|li|blockquote|font|h[1-6])(?:\s[^<>]*)?\/?>/gi;
/** What is left of a mention that the channel did not tell apart. */
const LEADING_TAG = /^\s*<at(?:\s[^<>]*)?>[^<>]*<\/at>/i;
const LEADING_NAME = /^@?rewind(?:\s*[:,]|(?=\s)|$)/i;
const LEADING_NOISE = /^[\s/!>*•`-]+/;

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#160': ' ' }; // prettier-ignore

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/[\u201C-\u201F\u00AB\u00BB\u2033\u275D\u275E\uFF02]/g, '"'],
  [/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\uFE0F]/g, ''],
  [/[\s\p{Cc}]+/gu, ' '],
];

interface Place {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

/** Two people may have the same tag: tags come in the order of the text. */
function placesOf(text: string, mentions: readonly Mention[]): readonly Place[] {
  const searched = new Map<string, number>();
  return mentions.slice(0, MOST_MENTIONS).flatMap(({ text: tag }, index) => {
    const start = tag === '' ? -1 : text.indexOf(tag, searched.get(tag) ?? 0);
    if (start < 0) return [];
    searched.set(tag, start + tag.length);
    return [{ start, end: start + tag.length, index }];
  });
}

interface Marked {
  readonly text: string;
  readonly people: readonly MentionedPerson[];
}

const NOTHING = /^(?:\s|&nbsp;|\u00A0)*$/;

/** Teams takes a name apart into several mentions of one person, with nothing between them: one mark, the name whole. */
function withMarks(text: string, mentions: readonly Mention[]): Marked {
  const people = mentions.map(({ name, objectId }) => ({ name, objectId }));
  let result = '';
  let done = 0;
  let last: (MentionedPerson & { name: string }) | undefined;
  for (const { start, end, index } of placesOf(text, mentions).toSorted((left, right) => left.start - right.start)) {
    const person = people[index];
    if (start < done || !person) continue;
    const between = text.slice(done, start);
    if (last?.objectId !== undefined && last.objectId === person.objectId && NOTHING.test(between)) {
      last.name = `${last.name} ${person.name}`;
    } else {
      result += `${between} ${mentionMark(index)} `;
      last = person;
    }
    done = end;
  }
  return { text: result + text.slice(done), people };
}

const decoded = (text: string): string =>
  text.replace(/&(nbsp|amp|lt|gt|quot|apos|#39|#160);/g, (_, name: string) => ENTITIES[name] ?? '');

/** A name in quotes stays as it was typed: the directory may spell it so. */
function straightenedOutsideQuotes(text: string): string {
  const parts = text.split('"');
  const isQuoted = (index: number) => index % 2 === 1 && index < parts.length - 1;
  return parts.map((part, index) => (isQuoted(index) ? part : straightened(part))).join('"');
}

/** @param message - at most a few thousand characters: the caller limits it */
export function cleanText({
  text,
  mentions,
}: {
  readonly text: string;
  readonly mentions: readonly Mention[];
}): CleanMessage {
  const marked = withMarks(text.replace(MARKS, ' '), mentions);
  const bare = decoded(marked.text.replace(LEADING_TAG, ' ').replace(TAGS, ' ')).replace(TAGS, ' ');
  const plain = REPLACEMENTS.reduce((rest, [pattern, by]) => rest.replace(pattern, by), bare.normalize('NFC'));
  const straight = straightenedOutsideQuotes(withDots(plain));
  const said = straight.trim().replace(LEADING_NOISE, '').replace(LEADING_NAME, '').replace(LEADING_NOISE, '');
  return { text: said.trim(), people: marked.people };
}

const MARKED = /(?:\b(user|account) )?([\uE000-\uF8FF])/gi;

/** Marks as they would be typed: the person's id, or as a user of that name. */
export function typeable(text: string, people: readonly MentionedPerson[]): string {
  return text.replace(MARKED, (_, kind: string | undefined, mark: string) => {
    const person = people.find((__, index) => mentionMark(index) === mark);
    const before = kind === undefined ? '' : `${kind} `;
    if (person?.objectId !== undefined) return before + person.objectId;
    return `${before || 'user '}"${(person?.name ?? '').replaceAll('"', '')}"`;
  });
}
