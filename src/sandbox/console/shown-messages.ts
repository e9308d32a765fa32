/** What one person sees of the pretend Teams, message by message. */
import { type CastMember } from '../cast';
import { withNumberedButtons } from '../teams/card-reading';
import type { MessageContent, TeamsMessage } from '../teams/chat';
import { personByAnyId, type PlaceName } from '../teams/places';
import type { TeamsEmulator } from '../teams/teams-emulator';
import type { Json, JsonObject } from '../../shared/json';
import { PLACE_NAMES } from './people';
import { FILES_PATH } from './stored-files';
import type { ShownFile, ShownMessage } from './wire';

interface Looked {
  readonly message: TeamsMessage;
  readonly card: JsonObject | undefined;
  readonly isFetched: boolean;
}

/** Remembers what it has shown, and shows only what is new or different. */
export class MessageFeed {
  private readonly teams: TeamsEmulator;
  private readonly person: CastMember;
  private readonly known = new Map<string, Looked>();

  constructor(teams: TeamsEmulator, person: CastMember) {
    this.teams = teams;
    this.person = person;
  }

  news(): readonly ShownMessage[] {
    return PLACE_NAMES.filter((place) => this.teams.isOpen(this.person, place)).flatMap((place) =>
      this.teams.messagesIn(this.person, place).flatMap((message) => this.newsOf(message, place)),
    );
  }

  private newsOf(message: TeamsMessage, place: PlaceName): readonly ShownMessage[] {
    const card = this.teams.cardOf(this.person, message);
    const { file } = message.content;
    const isFetched = file !== undefined && this.teams.files.isFetched(file.downloadUrl);
    const key = `${place} ${message.id}`;
    const before = this.known.get(key);
    if (before?.message === message && before.card === card && before.isFetched === isFetched) return [];
    this.known.set(key, { message, card, isFetched });
    return [this.shown({ message, card, isFetched }, place)];
  }

  private shown({ message, card, isFetched }: Looked, place: PlaceName): ShownMessage {
    const { id, threadId, from, at, content, edits } = message;
    const mentions = mentionsIn(content);
    return {
      id,
      place,
      threadId,
      from: from === 'bot' ? 'bot' : from.alias,
      at: at.toISOString(),
      text: content.text,
      summary: content.summary,
      card: card && withNumberedButtons(card),
      edits: edits.length,
      isOwnView: card !== content.card,
      mentions: mentions.map(nameIn),
      mentionsMe: mentions.some((mention) => personMentionedBy(mention) === this.person),
      file: fileOf(content, isFetched),
    };
  }
}

function fileOf({ file, botFile }: MessageContent, isFetched: boolean): ShownFile | undefined {
  if (file) return { kind: 'handed', name: file.name, isFetched };
  if (!botFile) return undefined;
  const { kind, name, content } = botFile;
  if (kind === 'sent') return { kind, name, address: `${FILES_PATH}/${textOf(content['uniqueId'])}` };
  return { kind, name, description: textOf(content['description']), bytes: Number(content['sizeInBytes']) };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Mentions stand beside the text, or inside the card. */
function mentionsIn({ mentions, card }: MessageContent): readonly JsonObject[] {
  const teamsPart = card?.['msteams'] as { readonly entities?: readonly JsonObject[] } | undefined;
  return [...mentions, ...(teamsPart?.entities ?? [])];
}

const personMentionedBy = ({ mentioned }: JsonObject): CastMember | undefined => personByAnyId(idOf(mentioned as JsonObject | undefined)); // prettier-ignore

/** As the message writes it: that need not be the name that the person has elsewhere. */
const nameIn = ({ text }: JsonObject): string => (typeof text === 'string' ? text.replace(/^<at>(.*)<\/at>$/, '$1') : ''); // prettier-ignore

const idOf = (mentioned: JsonObject | undefined): string => (typeof mentioned?.['id'] === 'string' ? mentioned['id'] : ''); // prettier-ignore
