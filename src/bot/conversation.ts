/**
 * The conversation as plain data: what comes in from Teams and what goes out. The only place that knows a bot SDK is src/bot/teams,
 * which hands these on and implements `Teams`. Everything in here has passed the guard and the gate: our tenant, a person, no guest.
 */
import type { Place } from '../approvals/approval';
import type { UnavailableError } from '../shared/errors';
import type { ActivityId, ConversationId, ObjectId, PersonId, RequestId } from '../shared/ids';
import type { JsonObject } from '../shared/json';

/** Who speaks. `teamsId` is the channel's own id (`29:…`), which refresh views and mentions need. */
export interface Speaker {
  readonly personId: PersonId;
  readonly teamsId: string;
  readonly name: string;
  /** IANA zone of the person's client, where it tells. */
  readonly zone?: string | undefined;
}

/** A mention of a person (never of the bot), with the text that stands for it in the message. */
export interface Mention {
  readonly text: string;
  readonly name: string;
  readonly objectId?: ObjectId | undefined;
}

export interface FileOffer {
  readonly name: string;
  readonly downloadUrl: string;
}

/** One message. The bot's own leading mention is already gone; mentions of people stand in the text as `mention.text`. */
export interface Message {
  readonly activityId: ActivityId;
  readonly place: Place;
  readonly speaker: Speaker;
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly files: readonly FileOffer[];
}

/** One press of a button, by Action.Execute or by its Submit fallback. `data` is what the card carried: a claim, never a fact. */
export interface Press {
  readonly activityId: ActivityId;
  readonly place: Place;
  readonly speaker: Speaker;
  readonly verb: string;
  readonly data: JsonObject;
  readonly form: 'execute' | 'submit';
  /** The sign-on token that Teams put beside the press, not yet verified. */
  readonly token?: string | undefined;
  /** The `state` Teams repeats a press with after its sign-in window closed. */
  readonly signInState?: string | undefined;
  /** True for Teams' own refresh: it may read, never ask for sign-on. */
  readonly isRefresh: boolean;
}

export type Card = JsonObject;

/** `teamsId` is asked of the channel where it is not known. */
interface Called extends Pick<Speaker, 'personId' | 'name'>, Partial<Pick<Speaker, 'teamsId'>> {}

/** What is posted. `summary` is the toast; a post has a card, or text, or both. */
export interface Post {
  readonly summary: string;
  readonly card?: Card | undefined;
  /** Markdown; everything from the directory in it is already neutralised. Names of people may be marked (src/shared/person-mark.ts). */
  readonly text?: string | undefined;
  /** Who is called: where the name is marked in the text, otherwise in front of it. */
  readonly mentions?: readonly Called[] | undefined;
}

/** The answer to a press, in the turn of the press. A Submit cannot be answered with a card: it is posted instead. */
export type PressAnswer =
  /** The presser's own view; nobody else sees it. */
  | { readonly kind: 'card'; readonly card: Card; readonly requestId: RequestId }
  | { readonly kind: 'sentence'; readonly text: string }
  /** The answer is a message that was posted already. */
  | { readonly kind: 'posted' }
  /** Ask for sign-on: silently where `silently`, otherwise by the button that opens the sign-in page. */
  | { readonly kind: 'signIn'; readonly url: string; readonly silently: boolean; readonly text: string }
  /** The silent exchange failed: Teams shows its sign-in button. */
  | { readonly kind: 'exchangeFailed'; readonly text: string };

/** The bot's mouth. Sends honour the channel's limits and are tried again on 412 and 429. */
export interface Teams {
  /**
   * @throws RewindError `teams/unreachable` where the bot is not (or no longer) installed, `teams/given-up` where Teams has taken nothing
   * for half an hour; UnavailableError while Teams is busy, or does not take it now
   */
  post(conversationId: ConversationId, post: Post): Promise<ActivityId>;
  /** `gone`: the message cannot be edited any more; post a fresh one. */
  update(conversationId: ConversationId, activityId: ActivityId, post: Post): Promise<'updated' | 'gone'>;
  /**
   * The personal chat with somebody who speaks in this conversation, remembered from now on; `undefined` where the person does not have
   * the app.
   *
   * @throws UnavailableError when Teams is busy
   */
  openPersonal(
    conversationId: ConversationId,
    speaker: Pick<Speaker, 'personId' | 'teamsId'>,
  ): Promise<Place | undefined>;
  /** The Entra group of the team whose channel this is, where Teams has told. */
  groupIdOf(conversationId: ConversationId): Promise<string | undefined>;
  /** The channel's own ids (`29:…`) of those of these people who are in the conversation, as far as the channel tells. */
  teamsIdsOf(conversationId: ConversationId, personIds: readonly PersonId[]): Promise<readonly string[]>;
}

/** A file on its way to one person. Teams asks the person before it is sent, and the answer comes back with the offer's id. */
export interface OfferedFile {
  readonly name: string;
  readonly description: string;
  readonly bytes: number;
  readonly offerId: string;
}

/** Where Teams wants the file, in the person's own storage. A claim of the client: the host is judged before a byte goes out. */
export interface UploadPlace {
  readonly uploadUrl: string;
  /** What the person opens afterwards. */
  readonly contentUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

export interface FileAnswer {
  /** The offer's own message. */
  readonly activityId: ActivityId;
  readonly place: Place;
  readonly speaker: Speaker;
  /** A claim; empty where the client sent none that could be one. */
  readonly offerId: string;
  /** Missing where the person declined. */
  readonly upload?: UploadPlace | undefined;
}

export interface SentFile {
  readonly name: string;
  readonly bytes: number;
  readonly text: () => AsyncIterable<string>;
}

/** Files to people: personal chats only, as Teams has it. */
export interface TeamsFiles {
  /** @throws RewindError `teams/unreachable`; UnavailableError when busy */
  offer(conversationId: ConversationId, file: OfferedFile): Promise<ActivityId>;
  /**
   * Uploads the file and shows it in the conversation.
   *
   * @throws RewindError `teams/strange-upload` where the place is not one of ours to send to, `teams/upload-refused`,
   * `teams/file-changed` where it turned out longer or shorter than it said; UnavailableError when Teams' storage is busy
   */
  send(conversationId: ConversationId, file: SentFile, upload: UploadPlace): Promise<void>;
}

/** What src/bot/teams calls for everything that passed the guard and the gate. Replies go through `Teams`. */
export interface Listener {
  message(message: Message): Promise<void>;
  press(press: Press): Promise<PressAnswer>;
  /** Somebody installed the app here: a first word. */
  installed(where: { readonly place: Place; readonly speaker: Speaker }): Promise<void>;
  /** What a person reads where nothing could be done because something is away. */
  wordsFor(away: UnavailableError): string;
  /** What this press was to show of the request came too late for its turn: it is posted. @returns where, as a sentence */
  bring(requestId: RequestId, press: Press): Promise<string>;
  /** Somebody took an offered file, or declined it. */
  fileAnswer(answer: FileAnswer): Promise<void>;
  /** Teams' silent sign-on failed without telling the person (`signin/failure`): offer the other door. */
  signInFailed(where: { readonly place: Place; readonly speaker: Speaker; readonly code: string }): Promise<void>;
}
