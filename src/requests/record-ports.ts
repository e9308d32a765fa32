/** The record as rules and tools read it. Only the store of record writes it, in the transaction that changes a request. */
import type { KeptEntry, RecordHead } from '../approvals/record-entry';
import type { RequestHead } from '../approvals/record-fault';
import type { KeptStory } from '../approvals/verify-story';
import type { ConversationId, Digest, PersonId, RequestId } from '../shared/ids';

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
  readonly jobIds?: readonly string[] | undefined;
  readonly counts?: Readonly<Record<string, number>> | undefined;
  /** Of the first entry: who asked. */
  readonly requesterId?: string | undefined;
  /** The answer that `by` gave with it. */
  readonly vote?: string | undefined;
  /** Whose votes are kept after it. Entries from before Rewind wrote this lack it, and the two hashes. */
  readonly voterIds?: readonly string[] | undefined;
  /** SHA-256 of the request as it was kept before, and is from now on. */
  readonly found?: string | undefined;
  readonly written?: string | undefined;
  readonly previousHash: string;
  readonly hash: string;
}

export interface RecordStore {
  /** One request's entries, oldest first. */
  entriesOf(requestId: RequestId): Promise<readonly RecordEntry[]>;
  /** The same, as they were written. */
  keptOf(requestId: RequestId): Promise<readonly KeptEntry[]>;
  /** The same with their neighbours in the chain, and what the request says of itself; `undefined` where there is no such request. */
  storyOf(requestId: RequestId): Promise<KeptStory | undefined>;
  /** The whole chain of the tenant as it was written, checkpoints included, oldest first, streamed. */
  kept(): AsyncIterable<KeptEntry>;
  /** Where the chain ends; `undefined` for a tenant that the database does not know. */
  head(): Promise<RecordHead | undefined>;
  /** What every request that is kept says of its last entry, and of itself. */
  requestHeads(): Promise<readonly RequestHead[]>;
}
