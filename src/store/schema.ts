/**
 * The tables of the store of record, as kysely sees them. Times are ISO text in UTC: they sort as they read, on every database.
 * `content` is what the columns beside it do not hold; columns exist for what SQL must find, order, compare or guard.
 */
import type { Generated } from 'kysely';

interface RequestsTable {
  readonly id: string;
  readonly tenant_id: string;
  readonly kind: string;
  readonly version: number;
  readonly state: string;
  /** 1 when nothing moves the request on by itself. */
  readonly resting: number;
  readonly created_at: string;
  readonly updated_at: string;
  /** The whole request as JSON, checked by its schema when it is read. */
  readonly content: string;
  /** Number and hash of the request's last record entry, so that a cut-off chain is found. */
  readonly record_number: number;
  readonly record_hash: string;
}

/** At most one row a tenant: the request that holds Microsoft's one job. */
interface SlotTable {
  readonly tenant_id: string;
  readonly request_id: string;
  readonly taken_at: string;
}

interface ChangePagesTable {
  readonly request_id: string;
  readonly revision: number;
  readonly page: number;
  readonly saved_at: string;
  readonly content: Buffer;
}

interface ItemHashesTable {
  readonly request_id: string;
  readonly revision: number;
  readonly hash: string;
  readonly page: number;
  readonly type: string;
  readonly object_id: string;
}

interface FailedPagesTable {
  readonly request_id: string;
  readonly page: number;
  readonly saved_at: string;
  readonly content: Buffer;
}

interface NoticesTable {
  readonly id: Generated<number>;
  readonly tenant_id: string;
  readonly request_id: string;
  readonly kind: string;
  readonly conversation_id: string;
  readonly place_kind: string;
  readonly people_ids: string;
  readonly created_at: string;
  readonly done_at: string | null;
  /** Empty where the place could not be reached. */
  readonly activity_id: string | null;
}

interface CardsTable {
  readonly request_id: string;
  readonly conversation_id: string;
  readonly activity_id: string;
  /** The card that this one took the place of. */
  readonly superseded_id: string | null;
}

interface ConversationsTable {
  readonly tenant_id: string;
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly person_id: string | null;
  readonly seen_at: string;
}

interface RecordTable {
  readonly tenant_id: string;
  readonly number: number;
  readonly request_id: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly content: string;
}

/** The last link of each tenant's chain. Its row is the lock behind which a tenant's moves stand in line. */
interface RecordHeadsTable {
  readonly tenant_id: string;
  readonly number: number;
  readonly hash: string;
}

export interface Tables {
  readonly requests: RequestsTable;
  readonly slot: SlotTable;
  readonly change_pages: ChangePagesTable;
  readonly item_hashes: ItemHashesTable;
  readonly failed_pages: FailedPagesTable;
  readonly notices: NoticesTable;
  readonly cards: CardsTable;
  readonly conversations: ConversationsTable;
  readonly record: RecordTable;
  readonly record_heads: RecordHeadsTable;
}
