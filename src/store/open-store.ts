import type { RecordStore } from '../requests/record-ports';
import type { ChangeStore, ConversationStore, DraftStore, NoticeStore, RequestStore } from '../recovery/store-ports';
import type { OutsideJobStore, TurnStore } from '../recovery/outside-job';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/ids';
import { isPostgres, openDatabase, type DatabaseOptions } from './database';
import { databaseNow } from './database-now';
import { pruneRequests, type Pruned } from './prune-requests';
import { ensureChain } from './record-chain';
import { SqlChangeStore } from './sql-change-store';
import { SqlConversationStore } from './sql-conversation-store';
import { SqlDraftStore } from './sql-draft-store';
import { SqlNoticeStore } from './sql-notice-store';
import { SqlOutsideJobStore } from './sql-outside-job-store';
import { SqlRecordStore } from './sql-record-store';
import { SqlRequestStore } from './sql-request-store';
import { SqlTurnStore } from './sql-turn-store';

export interface StoreOptions extends DatabaseOptions {
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

/** The store of record: what Rewind promises to keep. */
export interface Store {
  readonly requests: RequestStore;
  readonly changes: ChangeStore;
  readonly notices: NoticeStore;
  readonly drafts: DraftStore;
  readonly conversations: ConversationStore;
  readonly record: RecordStore;
  readonly outsideJobs: OutsideJobStore;
  readonly turns: TurnStore;
  /** Removes change pages and item hashes that were saved before. Gives the number of revisions that lost theirs. */
  pruneChanges(olderThan: Date): Promise<number>;
  /** Removes requests that have rested since before, with all that belongs to them, and cuts the record where the first kept one begins. */
  pruneRequests(olderThan: Date): Promise<Pruned>;
  /** Removes outside recoveries that were seen first before then, and what was said of them. */
  pruneOutsideJobs(olderThan: Date): Promise<number>;
  /** One row is written again. @throws UnavailableError while the database does not answer, or takes nothing */
  checkWrite(): Promise<void>;
  /** The database's own clock; missing where it has none of its own. */
  readonly databaseNow?: (() => Promise<Date>) | undefined;
  close(): Promise<void>;
}

/** @throws UnavailableError when the database does not answer */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { tenantId, clock, log } = options;
  const db = await openDatabase(options);
  await ensureChain(db, tenantId);
  const changes = new SqlChangeStore({ db, tenantId, clock });
  const outsideJobs = new SqlOutsideJobStore({ db, tenantId, clock });
  const turns = new SqlTurnStore({ db, tenantId, clock });
  return {
    requests: new SqlRequestStore({ db, tenantId, clock, log }),
    changes,
    notices: new SqlNoticeStore({ db, tenantId, clock }),
    drafts: new SqlDraftStore(db),
    conversations: new SqlConversationStore({ db, tenantId, clock }),
    record: new SqlRecordStore(db, tenantId),
    outsideJobs,
    turns,
    pruneChanges: (olderThan) => changes.prune(olderThan),
    pruneRequests: (olderThan) => pruneRequests(olderThan, { db, tenantId, clock, log }),
    pruneOutsideJobs: (olderThan) => outsideJobs.prune(olderThan),
    checkWrite: () => turns.writeAgain('readiness'),
    databaseNow: isPostgres(options.url) ? () => databaseNow(db) : undefined,
    close: () => db.destroy(),
  };
}
