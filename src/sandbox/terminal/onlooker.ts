/** Somebody who reads along in every place of the pretend Teams, and tells what is new or was edited since the last look. */
import type { JsonObject } from '../../shared/json';
import { CAST, MEMBERS, type CastMember } from '../cast';
import type { PlaceName } from '../teams/places';
import type { Sandbox } from '../start-sandbox';
import type { MessageContent, TeamsMessage } from '../teams/chat';
import { cardText, plainText } from './card-text';
import { wrapped } from './wrapped';

export interface Seen {
  readonly from: TeamsMessage['from'];
  readonly placeName: string;
  readonly isEdit: boolean;
  readonly words: string;
  /** Of an edit: the first line, and the lines that are new. */
  readonly news: string;
}

const WIDTH = 100;

/** Every place, seen by somebody who is in it. */
const VIEWS: readonly { readonly person: CastMember; readonly where: PlaceName }[] = [
  { person: CAST.ana, where: 'incidentRoom' },
  { person: CAST.ana, where: 'groupChat' },
  ...MEMBERS.map((person) => ({ person, where: 'personal' as const })),
];

export class Onlooker {
  private readonly sandbox: Pick<Sandbox, 'teams'>;
  private readonly known = new Map<string, string>();

  constructor(sandbox: Pick<Sandbox, 'teams'>) {
    this.sandbox = sandbox;
  }

  /** Place by place, each in the order of its messages; what was edited several times meanwhile is seen once. */
  news(): readonly Seen[] {
    return VIEWS.flatMap(({ person, where }) => this.sandbox.teams.messagesIn(person, where)).flatMap((message) => this.newsOf(message)); // prettier-ignore
  }

  private newsOf({ id, place, from, content }: TeamsMessage): readonly Seen[] {
    const words = wordsOf(content);
    const key = `${place.conversationId} ${id}`;
    const before = this.known.get(key);
    if (before === words) return [];
    this.known.set(key, words);
    return [{ from, placeName: place.name, isEdit: before !== undefined, words, news: whatIsNew(words, before) }];
  }
}

function whatIsNew(words: string, before: string | undefined): string {
  if (before === undefined) return words;
  const known = new Set(before.split('\n'));
  const lines = words.split('\n');
  return lines.filter((line, index) => index === 0 || !known.has(line)).join('\n');
}

function wordsOf({ text, card, botFile }: MessageContent): string {
  const file = botFile && `${botFile.kind === 'offered' ? 'Offers the file' : 'The file'} ${botFile.name}`;
  const said = text ? wrapped(plainText(text), WIDTH).join('\n') : '';
  return [said, file ?? '', ...(card ? [framed(card)] : [])].filter((part) => part !== '').join('\n');
}

/** A card with a line at its left side. */
export function framed(card: JsonObject): string {
  return cardText(card)
    .split('\n')
    .map((line) => `│ ${line}`.trimEnd())
    .join('\n');
}
