/**
 * Requests, and the only way to change one. A state, its slot, its record entry and its notices are one transaction; what
 * changes is read inside it, so that nothing but the state and `Move.with` can come from the caller.
 */
import type { Transaction } from 'kysely';
import type { KeptEntry } from '../approvals/record-entry';
import { recoveryRequestSchema, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import type { RecordWord } from '../recovery/record-words';
import { isAtRest } from '../recovery/states';
import { withOwnJobs } from '../recovery/own-jobs';
import type { Move, NewRequest, RequestStore, Split } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import { RewindError, StaleRequestError } from '../shared/errors';
import type { PersonId, RequestId, TenantId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { Database } from './database';
import { lockChain, type RecordChain } from './record-chain';
import { proveMove } from './prove-move';
import { contentOf, hashOfRow } from './record-content';
import { tellRecord } from './tell-record';
import { ID_ATTEMPTS, randomRequestId } from './request-id';
import { saveNotices } from './save-notices';
import type { Tables } from './schema';
import { keepSlot, slotHolder } from './slot';

export interface RequestStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly log: Log;
  /** An id for the attempt of that number, from 0. Random by default. */
  readonly newId?: (attempt: number) => RequestId;
}

const KIND = 'recovery';

export class SqlRequestStore implements RequestStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly newId: (attempt: number) => RequestId;

  constructor({ db, tenantId, clock, log, newId = randomRequestId }: RequestStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
    this.log = log;
    this.newId = newId;
  }

  async create(draft: NewRequest): Promise<RecoveryRequest> {
    const created = await this.inTransaction((writing) => this.insert(draft, writing));
    tellRecord(this.log, created.entry);
    return created.request;
  }

  async find(id: RequestId): Promise<RecoveryRequest | undefined> {
    const row = await this.ofTenant(this.db).where('id', '=', id).executeTakeFirst();
    return row && parsed(row);
  }

  async get(id: RequestId): Promise<RecoveryRequest> {
    return (await this.find(id)) ?? noSuchRequest(id);
  }

  async open(): Promise<readonly RecoveryRequest[]> {
    const rows = await this.ofTenant(this.db).where('resting', '=', 0).orderBy('created_at').orderBy('id').execute();
    return this.readable(rows);
  }

  async since(since: Date): Promise<readonly RecoveryRequest[]> {
    const rows = await this.ofTenant(this.db)
      .where('created_at', '>=', since.toISOString())
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return this.readable(rows);
  }

  async move(request: RecoveryRequest, state: RecoveryState, move: Move): Promise<RecoveryRequest> {
    const moved = await this.inTransaction((writing) => this.update(request, { state, move }, writing));
    tellRecord(this.log, moved.entry);
    return moved.request;
  }

  async split(request: RecoveryRequest, drafts: readonly NewRequest[], by: PersonId): Promise<Split> {
    const written = await this.inTransaction(async (writing) => {
      const halves: Written[] = [];
      for (const draft of drafts)
        halves.push(await this.insert(draft, { ...writing, what: `splitFrom ${request.id}` as const }));
      const into = halves.map((half) => half.request.id);
      const state = { name: 'split' as const, at: this.clock.now(), byId: by, into };
      const move = { by, what: `splitInto ${into.join(' ')}` as const };
      return { halves, ended: await this.update(request, { state, move }, writing) };
    });
    for (const { entry } of [...written.halves, written.ended]) tellRecord(this.log, entry);
    return { request: written.ended.request, halves: written.halves.map((half) => half.request) };
  }

  slotHolder(): Promise<RequestId | undefined> {
    return slotHolder(this.db, this.tenantId);
  }

  private ofTenant(db: Database) {
    return this.recoveries(db).select(['id', 'content']);
  }

  private recoveries(db: Database) {
    return db.selectFrom('requests').where('tenant_id', '=', this.tenantId).where('kind', '=', KIND);
  }

  /** The end of the record is locked first, as by everything that moves a request. */
  private inTransaction<Result>(write: (writing: Writing) => Promise<Result>): Promise<Result> {
    return this.db.transaction().execute(async (transaction) => {
      return await write({ transaction, chain: await lockChain(transaction, this.tenantId) });
    });
  }

  private async insert(draft: NewRequest, { transaction, chain, what }: Writing): Promise<Written> {
    const now = this.clock.now();
    const id = await this.freeId(transaction);
    const request = checked({
      changedByIds: [],
      ...draft,
      id,
      kind: KIND,
      tenantId: this.tenantId,
      createdAt: now,
      updatedAt: now,
      revision: 1,
      version: 1,
      votes: [],
    });
    const entry = await chain.append(id, contentOf(request, { by: draft.requesterId, reason: draft.reason, what }));
    await transaction.insertInto('requests').values(rowOf(request, entry)).execute();
    await keepSlot(transaction, request);
    return written(request, entry);
  }

  private async update(
    judged: RecoveryRequest,
    { state, move }: { readonly state: RecoveryState; readonly move: Move },
    { transaction, chain }: Writing,
  ): Promise<Written> {
    const { id, version } = judged;
    const row =
      (await this.recoveries(transaction).selectAll().where('id', '=', id).executeTakeFirst()) ?? noSuchRequest(id);
    const before = parsed(row);
    if (before.version !== version) throw new StaleRequestError(id);
    const updatedAt = this.clock.now();
    const request = checked(withOwnJobs({ ...before, ...move.with, state, version: version + 1, updatedAt }));
    await proveMove(transaction, { judged, before, after: request, row });
    await keepSlot(transaction, request);
    const entry = await chain.append(id, contentOf(request, move, before));
    const { numUpdatedRows } = await transaction
      .updateTable('requests')
      .set(rowOf(request, entry))
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new StaleRequestError(id);
    await saveNotices(transaction, request, move.notices ?? []);
    return written(request, entry);
  }

  private async freeId(transaction: Transaction<Tables>): Promise<RequestId> {
    for (let attempt = 0; attempt < ID_ATTEMPTS; attempt += 1) {
      const id = this.newId(attempt);
      // The chain's lock is held: nobody of this tenant takes the id between this look and the insert.
      const taken = await transaction.selectFrom('requests').select('id').where('id', '=', id).executeTakeFirst();
      if (!taken) return id;
    }
    throw new RewindError('store/no-free-id', 'no free request id was found');
  }

  /** One row that cannot be read must not hide the others from the sweep; whoever asks for it by id gets the error. */
  private readable(rows: readonly StoredRequest[]): readonly RecoveryRequest[] {
    return rows.flatMap((row) => {
      try {
        return [parsed(row)];
      } catch {
        this.log.error({ requestId: row.id }, 'a stored request cannot be read');
        return [];
      }
    });
  }
}

/** One transaction, with the end of the record locked. */
interface Writing {
  readonly transaction: Transaction<Tables>;
  readonly chain: RecordChain;
  /** In the record's words, where the state alone does not tell. */
  readonly what?: RecordWord;
}

interface Written {
  readonly request: RecoveryRequest;
  readonly entry: KeptEntry;
}

const written = (request: RecoveryRequest, entry: KeptEntry): Written => ({
  request: { ...request, rowHash: hashOfRow(JSON.stringify(request)) },
  entry,
});

interface StoredRequest {
  readonly id: string;
  readonly content: string;
}

function noSuchRequest(id: string): never {
  throw new RewindError('store/no-such-request', `there is no request ${id}`);
}

/**
 * What will be read, before it is written: unknown keys and empty fields are gone, and a wrong field is found in time. Checked
 * first as it came, because JSON turns an impossible time into `null`, which reads as 1970.
 */
function checked(request: RecoveryRequest): RecoveryRequest {
  const sound = recoveryRequestSchema.parse(request);
  return recoveryRequestSchema.parse(JSON.parse(JSON.stringify(sound)));
}

/** @throws RewindError `store/unreadable-request` */
function parsed({ id, content }: StoredRequest): RecoveryRequest {
  try {
    return { ...recoveryRequestSchema.parse(JSON.parse(content)), rowHash: hashOfRow(content) };
  } catch (error) {
    throw new RewindError('store/unreadable-request', `request ${id} cannot be read`, { cause: error });
  }
}

function rowOf(request: RecoveryRequest, entry: KeptEntry) {
  return {
    id: request.id,
    tenant_id: request.tenantId,
    kind: request.kind,
    version: request.version,
    state: request.state.name,
    resting: isAtRest(request.state.name) ? 1 : 0,
    created_at: request.createdAt.toISOString(),
    updated_at: request.updatedAt.toISOString(),
    content: JSON.stringify(request),
    record_number: entry.number,
    record_hash: entry.hash,
  };
}
