import type { Selectable } from 'kysely';
import type { KeptEntry, RecordHead } from '../approvals/record-entry';
import type { RequestHead } from '../approvals/record-fault';
import type { KeptStory } from '../approvals/verify-story';
import type { RecordEntry, RecordStore } from '../requests/record-ports';
import type { RequestId, TenantId } from '../shared/ids';
import type { Database } from './database';
import { headOf, readStory } from './read-story';
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

  async storyOf(requestId: RequestId): Promise<KeptStory | undefined> {
    const row = await this.requests().where('id', '=', requestId).executeTakeFirst();
    return row && (await readStory(this.db, row));
  }

  async requestHeads(): Promise<readonly RequestHead[]> {
    const heads: RequestHead[] = [];
    for (let last = ''; ; last = heads.at(-1)?.requestId ?? last) {
      const rows = await this.requests().where('id', '>', last).orderBy('id').limit(CHUNK).execute();
      if (rows.length === 0) return heads;
      heads.push(...rows.map(headOf));
    }
  }

  private requests() {
    return this.db.selectFrom('requests').selectAll().where('tenant_id', '=', this.tenantId);
  }

  private ofTenant() {
    return this.db.selectFrom('record').selectAll().where('tenant_id', '=', this.tenantId).orderBy('number');
  }
}
