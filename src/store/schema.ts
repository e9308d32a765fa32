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
  /** How many changes of each rank it holds; empty in pages from before they were counted. */
  readonly soft_deletes: number | null;
  readonly others: number | null;
  readonly shown_only: number | null;
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
  /** Empty where it was not said. */
  readonly activity_id: string | null;
  /** Code of the reason why it could not be said. */
  readonly given_up: string | null;
}

interface CardsTable {
  readonly request_id: string;
  readonly conversation_id: string;
  readonly activity_id: string;
  /** The card that this one took the place of. */
  readonly superseded_id: string | null;
  /** Fingerprint of what was last drawn. */
  readonly drawn: string | null;
  /** Version of the request that was last drawn; empty in cards from before it was kept. */
  readonly version: number | null;
}

/** What somebody typed for the inputs of the own card. */
interface DraftsTable {
  readonly request_id: string;
  readonly person_id: string;
  /** JSON */
  readonly draft: string;
}

/** Cards that another one replaced, until they are edited to say so. */
interface SupersededCardsTable {
  readonly request_id: string;
  readonly conversation_id: string;
  readonly activity_id: string;
  /** Since when Teams does not find it. */
  readonly not_found_since: string | null;
}

interface ConversationsTable {
  readonly tenant_id: string;
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly person_id: string | null;
  readonly seen_at: string;
  /** When the bot was last refused there; empty where it may speak. */
  readonly unreachable_at: string | null;
  readonly unreachable_because: string | null;
  /** Since when no message is taken there, for no lasting reason, and when that was found last. */
  readonly not_taken_since: string | null;
  readonly not_taken_at: string | null;
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

/** Recoveries that were started outside Rewind, once each. */
interface OutsideJobsTable {
  readonly tenant_id: string;
  readonly job_id: string;
  readonly seen_at: string;
  /** 0 while nobody knows who started it. */
  readonly has_name: number;
  readonly content: string;
}

/** Where each of them is announced. There is something to say while `told` is less than `wanted`. */
interface OutsideNoticesTable {
  readonly id: Generated<number>;
  readonly tenant_id: string;
  readonly job_id: string;
  readonly conversation_id: string;
  readonly place_kind: string;
  readonly wanted: number;
  readonly told: number;
  /** Until then it belongs to the process that took it. */
  readonly taken_until: string | null;
  readonly activity_id: string | null;
}

/** Whose turn it was last, for what one process at a time does. */
interface TurnsTable {
  readonly tenant_id: string;
  readonly name: string;
  readonly first_at: string;
  readonly taken_at: string;
}

export interface Tables {
  readonly outside_jobs: OutsideJobsTable;
  readonly outside_notices: OutsideNoticesTable;
  readonly turns: TurnsTable;
  readonly requests: RequestsTable;
  readonly slot: SlotTable;
  readonly change_pages: ChangePagesTable;
  readonly item_hashes: ItemHashesTable;
  readonly failed_pages: FailedPagesTable;
  readonly notices: NoticesTable;
  readonly drafts: DraftsTable;
  readonly cards: CardsTable;
  readonly superseded_cards: SupersededCardsTable;
  readonly conversations: ConversationsTable;
  readonly record: RecordTable;
  readonly record_heads: RecordHeadsTable;
}
