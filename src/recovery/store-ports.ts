/**
 * The ports of what Rewind keeps. The store of record implements them; a state change, its record entry and its notices are one transaction.
 */
import type { CardAddress, Draft, Place, PostedCard } from '../approvals/approval';
import type { ActivityId, ConversationId, PersonId, RequestId } from '../shared/ids';
import type { Change } from './change';
import type { RankCounts } from './change-order';
import type { Difference, Recheck } from './recheck';
import type { Overtaken } from './overtaken';
import type { RecoveryPlan } from './plan';
import type { RememberedObject, RememberedQuestion } from './remembered';
import type { RecoveryOutcome } from './outcome';
import type { PreviewResult } from './preview-result';
import type { RecordWord } from './record-words';
import type { RecoveryRequest, RecoveryState } from './request';

export const NOTICE_KINDS = [
  'approvalNeeded',
  'reminder',
  'escalation',
  'finished',
  'failed',
  'expired',
  'slotFree',
  'votesDismissed',
  'away',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A new message to write, decided in the same transaction as the state change that caused it. */
export interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly place: Place;
  /** People the notice mentions. */
  readonly peopleIds: readonly PersonId[];
}

export interface Notice extends NoticeDraft {
  readonly id: number;
  readonly requestId: RequestId;
  readonly createdAt: Date;
  /** When it was posted, or given up. */
  readonly doneAt?: Date | undefined;
  /** Missing where it was not said. */
  readonly activityId?: ActivityId | undefined;
  /** Code of the reason why it could not be said. */
  readonly givenUpBecause?: string | undefined;
}

/** The same notice in another place. */
export interface NoticeCopy extends Pick<NoticeDraft, 'place' | 'peopleIds'> {
  /** The message there that said it already. */
  readonly activityId?: ActivityId | undefined;
}

/** Who did what, for the record entry that every state change writes in the same transaction. */
export interface Move {
  readonly by: PersonId | 'rewind';
  /** What was done, in the record's words. Defaults to the new state's name. */
  readonly what?: RecordWord | undefined;
  readonly reason?: string | undefined;
  readonly graphRequestIds?: readonly string[] | undefined;
  readonly notices?: readonly NoticeDraft[] | undefined;
  /** Other parts of the request that change with the state. */
  readonly with?: Partial<
    Pick<
      RecoveryRequest,
      'votes' | 'digest' | 'revision' | 'lastRevision' | 'reason' | 'changedByIds' | 'followUps' | 'jobIds'
    >
  > & {
    readonly plan?: RecoveryPlan;
    readonly preview?: PreviewResult;
    readonly recheck?: Recheck | undefined;
    readonly overtaken?: Overtaken | undefined;
    readonly outcome?: RecoveryOutcome;
    /** `undefined` where Microsoft is read again. */
    readonly away?: RecoveryRequest['away'];
  };
}

export type NewRequest = Pick<RecoveryRequest, 'requesterId' | 'reason' | 'place' | 'zone' | 'plan'> & {
  readonly state: RecoveryState;
  /** Nobody by default. */
  readonly changedByIds?: RecoveryRequest['changedByIds'];
};

/** The request, at rest now, and those that it names. */
export type Split = Readonly<{ request: RecoveryRequest; halves: readonly RecoveryRequest[] }>;

export interface RequestStore {
  /** Gives the request an id people can say, and writes its first record entry. */
  create(request: NewRequest): Promise<RecoveryRequest>;
  find(id: RequestId): Promise<RecoveryRequest | undefined>;
  /** @throws RewindError `store/no-such-request` */
  get(id: RequestId): Promise<RecoveryRequest>;
  /** Requests that are not at rest, oldest first. */
  open(): Promise<readonly RecoveryRequest[]>;
  /** Requests created at or after `since`, newest first. */
  since(since: Date): Promise<readonly RecoveryRequest[]>;
  /**
   * The only way to change a state: compare-and-set on the version, slot, record entry and notices in one transaction.
   *
   * @throws StaleRequestError when somebody was faster; SlotTakenError when the new state needs a slot another request holds;
   * RecordDiffersError where a vote would count, or something would start, and the request is not what its record says
   */
  move(request: RecoveryRequest, state: RecoveryState, move: Move): Promise<RecoveryRequest>;
  /**
   * Makes these requests and ends the one whose place they take, all of it in one transaction.
   *
   * @throws StaleRequestError when somebody was faster: then none of them was made
   */
  split(request: RecoveryRequest, halves: readonly NewRequest[], by: PersonId): Promise<Split>;
  /** The open request that holds the tenant's slot. */
  slotHolder(): Promise<RequestId | undefined>;
}

export interface ChangeFilter {
  readonly action?: Change['action'] | undefined;
  readonly type?: Change['type'] | undefined;
  /** Part of the display name or id, any case. */
  readonly text?: string | undefined;
  /** Name of a touched attribute. */
  readonly attribute?: string | undefined;
}

export interface ListQuestion {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly filter?: ChangeFilter | undefined;
  /** How many changes stand before the wanted ones. */
  readonly first: number;
  readonly limit: number;
}

export interface ListedChanges {
  readonly changes: readonly Change[];
  /** Of everything that the filter leaves. */
  readonly counts: RankCounts;
}

export interface Comparison {
  readonly requestId: RequestId;
  readonly approvedRevision: number;
  readonly freshRevision: number;
  /** Objects to name, soft-deletes or not; all of them are counted. */
  readonly limit: number;
}

export interface ComparedChanges {
  readonly counts: Difference;
  /** The first ones by type and id. */
  readonly objects: readonly DifferentObject[];
}

export interface DifferentObject {
  readonly type: Change['type'];
  readonly id: Change['id'];
  readonly how: keyof Difference;
}

export interface ChangePage {
  readonly page: number;
  readonly changes: readonly Change[];
  /** How many of each rank lists take it to hold; missing where that is counted anew each time. */
  readonly counts?: RankCounts | undefined;
}

export interface KeptWith {
  readonly page: number;
  readonly hashes: readonly string[];
}

/** Change pages, compressed, one row a page; item hashes in a table of their own. */
export interface ChangeStore {
  /** Removes what an interrupted reading of the same revision left. */
  clear(requestId: RequestId, revision: number): Promise<void>;
  /** Saves one page with its item hashes; the same page number twice replaces it. */
  savePage(page: { readonly requestId: RequestId; readonly revision: number; readonly page: number; readonly changes: readonly Change[] }): Promise<void>; // prettier-ignore
  /** Hashes of what a recovery would touch (shown-only changes left out), ascending, streamed. */
  itemHashes(requestId: RequestId, revision: number): AsyncIterable<string>;
  /** Stored changes in page order, one page in memory at a time. */
  changes(requestId: RequestId, revision: number, filter?: ChangeFilter): AsyncIterable<Change>;
  /** The same as they are stored, each page whole. */
  pages(requestId: RequestId, revision: number): AsyncIterable<ChangePage>;
  /** How many item hashes are kept: of the whole revision, or with one page only those that are among these. */
  countHashes(requestId: RequestId, revision: number, among?: KeptWith): Promise<number>;
  /** What kept changes of this tenant tell, newest first, at most 10; only the newest pages are looked through. */
  remembered(question: RememberedQuestion): Promise<readonly RememberedObject[]>;
  /** A part of the changes, soft-deletes first and what is only shown last; the same order at every call. */
  listed(question: ListQuestion): Promise<ListedChanges>;
  /** One revision beside another, by item hash: what is only in one of them, as objects. */
  compare(question: Comparison): Promise<ComparedChanges>;
  /** Removes what an interrupted reading of the failed changes left. */
  clearFailed(requestId: RequestId): Promise<void>;
  /** Saves one page; the same page number twice replaces it. */
  saveFailed(requestId: RequestId, page: number, changes: readonly Change[]): Promise<void>;
  failed(requestId: RequestId): AsyncIterable<Change>;
  /** False once retention has removed the pages. */
  has(requestId: RequestId, revision: number): Promise<boolean>;
}

/** Reasons typed with a command, one a person and request. */
export interface DraftStore {
  keep(requestId: RequestId, draft: Draft): Promise<void>;
  of(requestId: RequestId, personId: PersonId): Promise<Draft | undefined>;
}

/** Messages to people: what is still to be said, and where each card was put. */
export interface NoticeStore {
  /** Every notice of a request, said or not, oldest first. */
  ofRequest(requestId: RequestId): Promise<readonly Notice[]>;
  unsent(requestId?: RequestId): Promise<readonly Notice[]>;
  /** The activity id is stored so that a notice is never posted twice. `undefined`: it is not to be said there any more. */
  sent(noticeId: number, activityId: ActivityId | undefined): Promise<void>;
  /** It cannot be said there, and is not tried again. The request's cards are behind until they say so. */
  givenUp(noticeId: number, because: string): Promise<void>;
  /** A notice that is not done yet is said in these places too, in each of them once, however often this is asked. */
  alsoIn(noticeId: number, copies: readonly NoticeCopy[]): Promise<void>;
  cards(requestId: RequestId): Promise<readonly PostedCard[]>;
  /** Replaces the address of the request's card in that conversation; gives the one it supersedes, which is kept until it is buried. */
  cardPosted(card: PostedCard): Promise<CardAddress | undefined>;
  /** The same message shows something else now. @returns false where it is not the card of its place any more */
  cardRedrawn(card: PostedCard): Promise<boolean>;
  /** It has to be replaced by one line, again. */
  cardSuperseded(address: CardAddress): Promise<void>;
  /** Cards that were superseded, and that nobody has edited to say so yet. */
  superseded(requestId: RequestId): Promise<readonly CardAddress[]>;
  cardBuried(address: CardAddress): Promise<void>;
  /** Teams did not find it: it stays to be buried for half an hour, in case it is only not found now. */
  cardNotFound(address: CardAddress): Promise<void>;
  /** Requests with a card that shows an older version, or that was superseded and still looks alive; open ones whose first card was never posted. */
  behind(): Promise<readonly RequestId[]>;
  cardGone(address: CardAddress): Promise<void>;
}

export interface KnownConversation {
  readonly place: Place;
  /** The channel's own reference, JSON. */
  readonly reference: string;
  /** Whose personal chat it is. */
  readonly personId?: PersonId | undefined;
  /** The last message was not taken there. */
  readonly isDoubted?: boolean | undefined;
}

/** Conversations the bot has been spoken to in, as the channel's own reference (JSON); validated again before each use. */
export interface ConversationStore {
  /** Also that the bot can be reached there again. */
  remember(conversation: KnownConversation): Promise<void>;
  find(conversationId: ConversationId): Promise<KnownConversation | undefined>;
  /** The bot may not speak there (any more), until it is spoken to or installed there again. @param because - the error's code */
  unreachable(conversationId: ConversationId, because: string): Promise<void>;
  /** A message was not taken there, for no lasting reason. @returns for how long that has been so, in ms: 0 at the first time */
  notTaken(conversationId: ConversationId): Promise<{ readonly forMs: number }>;
  /** One was taken there again. */
  taken(conversationId: ConversationId): Promise<void>;
  /** Why the person's chat is lost; `undefined` where Rewind was never there. */
  lostBecause(personId: PersonId): Promise<string | undefined>;
  /** The personal chat of somebody who has the app. */
  personalOf(personId: PersonId): Promise<Place | undefined>;
}
