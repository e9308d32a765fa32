/** What was said in the pretend Teams, and what each person sees of it. State only; HTTP is in connector-api.ts. */
import type { Clock } from '../../shared/clock';
import type { PersonId } from '../../shared/ids';
import type { JsonObject } from '../../shared/json';
import { MEMBERS, type CastMember } from '../cast';
import type { MessageFile } from './message-file';
import type { PretendPlace } from './places';

export interface MessageContent {
  readonly text?: string | undefined;
  readonly summary?: string | undefined;
  readonly card?: JsonObject | undefined;
  /** Offered or shown by the bot. */
  readonly botFile?: MessageFile | undefined;
  readonly mentions: readonly JsonObject[];
  readonly file?: { readonly name: string; readonly downloadUrl: string } | undefined;
}

export interface TeamsMessage {
  readonly id: string;
  /** The first message of the thread; channels only. */
  readonly threadId: string | undefined;
  readonly place: PretendPlace;
  readonly from: CastMember | 'bot';
  readonly at: Date;
  /** What everybody sees, unless they have a view of their own. */
  readonly content: MessageContent;
  /** Earlier contents, oldest first. */
  readonly edits: readonly MessageContent[];
}

type Draft = Pick<TeamsMessage, 'place' | 'from' | 'content'> & { readonly threadId?: string | undefined };

export class Chat {
  private readonly clock: Clock;
  private readonly messages: TeamsMessage[] = [];
  private readonly views = new Map<string, Map<PersonId, JsonObject>>();
  private readonly installedFor = new Set<PersonId>(MEMBERS.filter(({ isGuest }) => !isGuest).map(({ id }) => id));
  private readonly answeredAt = new Map<string, Date>();
  private readonly removedFrom = new Set<PretendPlace>();
  private lastId = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  add({ place, threadId, from, content }: Draft): TeamsMessage {
    const at = this.clock.now();
    this.lastId = Math.max(at.getTime(), this.lastId + 1);
    const id = String(this.lastId);
    const thread = place.type === 'channel' ? (threadId ?? id) : undefined;
    const message = { id, threadId: thread, place, from, at, content, edits: [] };
    this.messages.push(message);
    return message;
  }

  /** @returns false where there is no such message of the bot */
  edit(place: PretendPlace, id: string, content: MessageContent): boolean {
    const index = this.messages.findIndex((message) => message.id === id && message.place === place && message.from === 'bot'); // prettier-ignore
    const message = this.messages[index];
    if (!message) return false;
    this.messages[index] = { ...message, content, edits: [...message.edits, message.content] };
    this.views.delete(id); // an edit reaches everybody; views of their own are asked for again by refresh
    return true;
  }

  find(id: string): TeamsMessage | undefined {
    return this.messages.find((message) => message.id === id);
  }

  in(place: PretendPlace): readonly TeamsMessage[] {
    return this.messages.filter((message) => message.place === place);
  }

  get all(): readonly TeamsMessage[] {
    return this.messages;
  }

  setView(message: TeamsMessage, person: CastMember, card: JsonObject): void {
    const views = this.views.get(message.id) ?? new Map<PersonId, JsonObject>();
    this.views.set(message.id, views.set(person.id, card));
  }

  /** The card as this person sees it. */
  cardOf(message: TeamsMessage, person: CastMember): JsonObject | undefined {
    return this.views.get(message.id)?.get(person.id) ?? message.content.card;
  }

  /** When the bot last answered this person about this card; Teams refreshes by itself only after a while. */
  lastAnswerAt(message: TeamsMessage, person: CastMember): Date | undefined {
    return this.answeredAt.get(`${message.id} ${person.id}`);
  }

  answered(message: TeamsMessage, person: CastMember): void {
    this.answeredAt.set(`${message.id} ${person.id}`, this.clock.now());
  }

  /** Whether the bot may speak in the place. */
  hasBot(place: PretendPlace): boolean {
    if (place.type === 'personal') return place.people.every((person) => this.hasApp(person));
    return !this.removedFrom.has(place);
  }

  setBot(place: PretendPlace, isThere: boolean): void {
    if (isThere) this.removedFrom.delete(place);
    else this.removedFrom.add(place);
  }

  hasApp(person: CastMember): boolean {
    return this.installedFor.has(person.id);
  }

  setApp(person: CastMember, isInstalled: boolean): void {
    if (isInstalled) this.installedFor.add(person.id);
    else this.installedFor.delete(person.id);
  }
}
