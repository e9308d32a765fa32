import type { Selectable } from 'kysely';
import type { KeptEntry, RecordHead } from '../approvals/record-entry';
import type { RequestHead } from '../approvals/verify-record';
import type { RecordEntry, RecordStore } from '../recovery/store-ports';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { recordContentSchema } from './record-content';
import type { Tables } from './schema';

const CHUNK = 500;

function keptOf(row: Selectable<Tables['record']>): KeptEntry {
  const { number, request_id: requestId, previous_hash: previousHash, hash, content } = row;
  return { number, requestId, previousHash, hash, content };
}

function entryOf({ content, requestId, ...links }: KeptEntry): RecordEntry {
  return { ...recordContentSchema.parse(JSON.parse(content)), ...links, requestId: requestId as RequestId };
}

export class SqlRecordStore implements RecordStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;

  constructor(db: Database, tenantId: TenantId) {
    this.db = db;
    this.tenantId = tenantId;
  }

  async entriesOf(requestId: RequestId): Promise<readonly RecordEntry[]> {
    return (await this.keptOf(requestId)).map(entryOf);
  }

  async keptOf(requestId: RequestId): Promise<readonly KeptEntry[]> {
    return (await this.ofTenant().where('request_id', '=', requestId).execute()).map(keptOf);
  }

  async *kept(): AsyncIterable<KeptEntry> {
    let last = -1;
    for (;;) {
      const rows = await this.ofTenant().where('number', '>', last).limit(CHUNK).execute();
      if (rows.length === 0) return;
      yield* rows.map(keptOf);
      last = rows.at(-1)?.number ?? last;
    }
  }

  async head(): Promise<RecordHead | undefined> {
    return await this.db
      .selectFrom('record_heads')
      .select(['number', 'hash'])
      .where('tenant_id', '=', this.tenantId)
      .executeTakeFirst();
  }

  async requestHead(requestId: RequestId): Promise<RequestHead | undefined> {
    return await this.heads().where('id', '=', requestId).executeTakeFirst();
  }

  async requestHeads(): Promise<readonly RequestHead[]> {
    return await this.heads().execute();
  }

  private heads() {
    return this.db
      .selectFrom('requests')
      .select(['id as requestId', 'record_number as number', 'record_hash as hash', 'state'])
      .where('tenant_id', '=', this.tenantId);
  }

  private ofTenant() {
    return this.db.selectFrom('record').selectAll().where('tenant_id', '=', this.tenantId).orderBy('number');
  }
}
