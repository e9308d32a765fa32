import type { Selectable } from 'kysely';
import type { RecordEntry, RecordStore } from '../recovery/store-ports';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { recordContentSchema } from './record-entry';
import type { Tables } from './schema';

const CHUNK = 500;

function entryOf(row: Selectable<Tables['record']>): RecordEntry {
  return {
    ...recordContentSchema.parse(JSON.parse(row.content)),
    number: row.number,
    requestId: row.request_id as RequestId,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

export class SqlRecordStore implements RecordStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;

  constructor(db: Database, tenantId: TenantId) {
    this.db = db;
    this.tenantId = tenantId;
  }

  async entriesOf(requestId: RequestId): Promise<readonly RecordEntry[]> {
    const rows = await this.ofTenant().where('request_id', '=', requestId).execute();
    return rows.map(entryOf);
  }

  async *entries(): AsyncIterable<RecordEntry> {
    let last = 0;
    for (;;) {
      const rows = await this.ofTenant().where('number', '>', last).limit(CHUNK).execute();
      if (rows.length === 0) return;
      yield* rows.map(entryOf);
      last = rows.at(-1)?.number ?? last;
    }
  }

  private ofTenant() {
    return this.db.selectFrom('record').selectAll().where('tenant_id', '=', this.tenantId).orderBy('number');
  }
}
