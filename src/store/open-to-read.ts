/** The store of record for a tool beside the product: it reads only, also while the product writes, and migrates nothing. */
import { sql } from 'kysely';
import type { RecordStore } from '../requests/record-ports';
import type { ChangeStore, NoticeStore, RequestStore } from '../recovery/store-ports';
import { systemClock } from '../shared/clock';
import { RewindError, UnavailableError } from '../shared/errors';
import type { TenantId } from '../shared/ids';
import { openDatabaseToRead, type Database, type DatabaseOptions } from './database';
import { SqlChangeStore } from './sql-change-store';
import { SqlNoticeStore } from './sql-notice-store';
import { SqlRecordStore } from './sql-record-store';
import { SqlRequestStore } from './sql-request-store';

export interface Kept {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly changes: Pick<ChangeStore, 'itemHashes' | 'failed' | 'has' | 'pages' | 'countHashes'>;
  readonly notices: Pick<NoticeStore, 'ofRequest'>;
  readonly record: RecordStore;
}

export interface StoreToRead {
  /** Tenants that have a record here. */
  readonly tenantIds: readonly TenantId[];
  /** Whatever is read inside belongs to one moment, whoever writes meanwhile. */
  atOneMoment<Result>(tenantId: TenantId, read: (kept: Kept) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** @throws RewindError `store/no-database`, `store/no-record`; UnavailableError when the database does not answer */
export async function openToRead(options: DatabaseOptions): Promise<StoreToRead> {
  const db = openDatabaseToRead(options);
  try {
    return { tenantIds: await tenantsIn(db), ...reading(db, options), close: () => db.destroy() };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function reading(db: Database, { log }: DatabaseOptions): Pick<StoreToRead, 'atOneMoment'> {
  const clock = systemClock;
  return {
    atOneMoment: async (tenantId, read) =>
      await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (transaction) => {
          const parts = { db: transaction, tenantId, clock, log };
          return await read({
            requests: new SqlRequestStore(parts),
            changes: new SqlChangeStore(parts),
            notices: new SqlNoticeStore(parts),
            record: new SqlRecordStore(transaction, tenantId),
          });
        }),
  };
}

async function tenantsIn(db: Database): Promise<readonly TenantId[]> {
  await sql`select 1`.execute(db);
  try {
    const rows = await db.selectFrom('record_heads').select('tenant_id').orderBy('tenant_id').execute();
    return rows.map((row) => row.tenant_id as TenantId);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    throw new RewindError('store/no-record', 'the database holds no record of Rewind', { cause: error });
  }
}
