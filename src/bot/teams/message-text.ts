/** The text of a message as the person meant it: the bot's own mention gone, mentions of people kept, the channel's HTML entities read. */
import type { ObjectId } from '../../shared/ids';
import { isGuid } from '../../shared/ids';
import { mentionSchema, type Incoming } from './incoming';

export interface FoundMention {
  readonly text: string;
  readonly name: string;
  readonly teamsId: string;
  readonly objectId?: ObjectId | undefined;
}

const MAX_MENTIONS = 50;
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export function readText({ text, entities, recipient }: Pick<Incoming, 'text' | 'entities' | 'recipient'>): {
  readonly text: string;
  readonly mentions: readonly FoundMention[];
} {
  const mentions = (entities ?? []).slice(0, MAX_MENTIONS).flatMap((entity) => mentionSchema.safeParse(entity).data ?? []); // prettier-ignore
  const ownMentions = placesOf(
    text ?? '',
    mentions.map((mention) => mention.text),
  ).filter((_, index) => mentions[index]?.mentioned.id === recipient.id);
  const said = ownMentions
    .sort((one, other) => other.start - one.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text ?? '');
  const people = mentions.filter(({ mentioned }) => mentioned.id !== recipient.id);
  return {
    text: unescape(said).trim(),
    mentions: people.map(({ text: tag, mentioned }) => ({
      text: unescape(tag),
      name: mentioned.name ?? '',
      teamsId: mentioned.id,
      objectId: objectIdOf(mentioned.aadObjectId),
    })),
  };
}

/** Where each tag stands. Two people, or a person and the bot, may have the same tag: they come in the order of the text. */
function placesOf(text: string, tags: readonly string[]): { readonly start: number; readonly end: number }[] {
  const searched = new Map<string, number>();
  return tags.map((tag) => {
    const start = text.indexOf(tag, searched.get(tag) ?? 0);
    if (start < 0) return { start: 0, end: 0 };
    searched.set(tag, start + tag.length);
    return { start, end: start + tag.length };
  });
}

function unescape(text: string): string {
  return text.replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const objectIdOf = (id: string | null | undefined): ObjectId | undefined =>
  id && isGuid(id) ? (id.toLowerCase() as ObjectId) : undefined;
