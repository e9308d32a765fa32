/**
 * The ports of what Rewind keeps. The store of record implements them; a state change, its record entry and its notices are one transaction.
 */
import type { CardAddress, Place } from '../approvals/approval';
import type { ActivityId, ConversationId, Digest, PersonId, RequestId } from '../shared/ids';
import type { Change } from './change';
import type { PreviewResult, RecoveryOutcome, RecoveryPlan, RecoveryRequest, RecoveryState } from './request';

export type NoticeKind =
  'approvalNeeded' | 'reminder' | 'finished' | 'failed' | 'expired' | 'slotFree' | 'votesDismissed';

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
  readonly activityId?: ActivityId | undefined;
}

/** Who did what, for the record entry that every state change writes in the same transaction. */
export interface Move {
  readonly by: PersonId | 'rewind';
  /** What was done, in the record's words: `startedPreview`, `approved`, `expired`. Defaults to the new state's name. */
  readonly what?: string | undefined;
  readonly reason?: string | undefined;
  readonly graphRequestIds?: readonly string[] | undefined;
  readonly notices?: readonly NoticeDraft[] | undefined;
  /** Other parts of the request that change with the state. */
  readonly with?: Partial<Pick<RecoveryRequest, 'votes' | 'digest' | 'revision' | 'reason' | 'changedByIds'>> & {
    readonly plan?: RecoveryPlan;
    readonly preview?: PreviewResult;
    readonly outcome?: RecoveryOutcome;
  };
}

export type NewRequest = Pick<RecoveryRequest, 'requesterId' | 'reason' | 'place' | 'zone' | 'plan'> & {
  readonly state: RecoveryState;
};

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
   * @throws StaleRequestError when somebody was faster; SlotTakenError when the new state needs a slot another request holds
   */
  move(request: RecoveryRequest, state: RecoveryState, move: Move): Promise<RecoveryRequest>;
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
  saveFailed(requestId: RequestId, page: number, changes: readonly Change[]): Promise<void>;
  failed(requestId: RequestId): AsyncIterable<Change>;
  /** False once retention has removed the pages. */
  has(requestId: RequestId, revision: number): Promise<boolean>;
}

/** Messages to people: what is still to be said, and where each card was put. */
export interface NoticeStore {
  unsent(requestId?: RequestId): Promise<readonly Notice[]>;
  /** The activity id is stored so that a notice is never posted twice. `undefined`: the place cannot be reached, and is not tried again. */
  sent(noticeId: number, activityId: ActivityId | undefined): Promise<void>;
  cards(requestId: RequestId): Promise<readonly CardAddress[]>;
  /** Replaces the address of the request's card in that conversation; gives the one it supersedes. */
  cardPosted(address: CardAddress): Promise<CardAddress | undefined>;
  cardGone(address: CardAddress): Promise<void>;
}

export interface KnownConversation {
  readonly place: Place;
  /** The channel's own reference, JSON. */
  readonly reference: string;
  /** Whose personal chat it is. */
  readonly personId?: PersonId | undefined;
}

/** Conversations the bot has been spoken to in, as the channel's own reference (JSON); validated again before each use. */
export interface ConversationStore {
  remember(conversation: KnownConversation): Promise<void>;
  find(conversationId: ConversationId): Promise<KnownConversation | undefined>;
  /** The personal chat of somebody who has the app. */
  personalOf(personId: PersonId): Promise<Place | undefined>;
}

export interface RecordEntry {
  readonly number: number;
  readonly requestId: RequestId;
  readonly revision: number;
  readonly digest?: Digest | undefined;
  readonly by: PersonId | 'rewind';
  readonly at: Date;
  readonly where: ConversationId;
  readonly what: string;
  readonly from?: string | undefined;
  readonly to: string;
  readonly reason?: string | undefined;
  readonly graphRequestIds: readonly string[];
  readonly counts?: Readonly<Record<string, number>> | undefined;
  readonly previousHash: string;
  readonly hash: string;
}

export interface RecordStore {
  /** One request's entries, oldest first. */
  entriesOf(requestId: RequestId): Promise<readonly RecordEntry[]>;
  /** The whole chain of the tenant, oldest first, streamed. */
  entries(): AsyncIterable<RecordEntry>;
}
