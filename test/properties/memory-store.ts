/**
 * The store of record in memory, for thousands of histories. It keeps its ports' promises as the real one does: what changes is read
 * inside the move, what is written is checked by the schema. same-on-sqlite.test.ts plays histories on both and compares.
 */
import { byItemHash, type Change } from '../../src/recovery/change';
import { recoveryRequestSchema, type RecoveryRequest, type RecoveryState } from '../../src/recovery/request';
import { holdsSlot, isAtRest } from '../../src/recovery/states';
import type { RememberedObject } from '../../src/recovery/remembered';
import { withOwnJobs } from '../../src/recovery/own-jobs';
import type { ChangePage, ChangeStore, ComparedChanges, Comparison, KeptWith, ListedChanges, ListQuestion, Move, NewRequest, RequestStore } from '../../src/recovery/store-ports'; // prettier-ignore
import type { Clock } from '../../src/shared/clock';
import { RewindError, SlotTakenError, StaleRequestError } from '../../src/shared/errors';
import type { RequestId, TenantId } from '../../src/shared/ids';
import { listedInMemory } from '../support/listed-in-memory';

export interface Kept {
  readonly requests: RequestStore;
  readonly changes: ChangeStore;
}

const TENANT = '11111111-0000-4000-8000-000000000001' as TenantId;
const IDS = ['R-2222', 'R-3333', 'R-4444'] as readonly string[] as readonly RequestId[];

export const memoryStore = (clock: Clock): Kept => ({ requests: new MemoryRequests(clock), changes: new MemoryChanges() }); // prettier-ignore

class MemoryRequests implements RequestStore {
  /** Frozen: nobody holds a part of what is kept. */
  private readonly rows = new Map<RequestId, RecoveryRequest>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  create(draft: NewRequest): Promise<RecoveryRequest> {
    const now = this.clock.now();
    const id = IDS[this.rows.size] as RequestId;
    const fixed = { kind: 'recovery' as const, tenantId: TENANT, changedByIds: [], revision: 1, version: 1, votes: [] };
    return Promise.resolve(this.write({ ...draft, ...fixed, id, createdAt: now, updatedAt: now }));
  }

  find(id: RequestId): Promise<RecoveryRequest | undefined> {
    return Promise.resolve(this.read(id));
  }

  get(id: RequestId): Promise<RecoveryRequest> {
    const request = this.read(id);
    if (!request) return Promise.reject(new RewindError('store/no-such-request', id));
    return Promise.resolve(request);
  }

  open(): Promise<readonly RecoveryRequest[]> {
    return Promise.resolve(this.all().filter(({ state }) => !isAtRest(state.name)));
  }

  since(since: Date): Promise<readonly RecoveryRequest[]> {
    return Promise.resolve(this.all().filter(({ createdAt }) => createdAt >= since).toReversed()); // prettier-ignore
  }

  move({ id, version }: RecoveryRequest, state: RecoveryState, move: Move): Promise<RecoveryRequest> {
    const before = this.read(id);
    if (before?.version !== version) return Promise.reject(new StaleRequestError(id));
    const holder = this.holder();
    if (holdsSlot(state) && holder !== undefined && holder !== id) return Promise.reject(new SlotTakenError(holder));
    return Promise.resolve(this.write(withOwnJobs({ ...before, ...move.with, state, version: version + 1, updatedAt: this.clock.now() }))); // prettier-ignore
  }

  split(): Promise<never> {
    throw new Error('no history splits a request');
  }

  slotHolder(): Promise<RequestId | undefined> {
    return Promise.resolve(this.holder());
  }

  private holder(): RequestId | undefined {
    return this.all().find(({ state }) => holdsSlot(state))?.id;
  }

  private all(): readonly RecoveryRequest[] {
    return [...this.rows.values()];
  }

  private read(id: RequestId): RecoveryRequest | undefined {
    return this.rows.get(id);
  }

  private write(request: RecoveryRequest): RecoveryRequest {
    const sound = recoveryRequestSchema.parse(JSON.parse(JSON.stringify(recoveryRequestSchema.parse(request))));
    this.rows.set(request.id, frozen(sound));
    return sound;
  }
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

class MemoryChanges implements ChangeStore {
  private readonly saved = new Map<string, (readonly Change[])[]>();
  private readonly hashes = new WeakMap<readonly Change[], ReadonlyMap<string, Change>>();

  clear(requestId: RequestId, revision: number): Promise<void> {
    this.saved.delete(keyOf(requestId, revision));
    return Promise.resolve();
  }

  savePage({ requestId, revision, page, changes }: Parameters<ChangeStore['savePage']>[0]): Promise<void> {
    const pages = this.saved.get(keyOf(requestId, revision)) ?? [];
    pages[page] = changes;
    this.saved.set(keyOf(requestId, revision), pages);
    return Promise.resolve();
  }

  async *itemHashes(requestId: RequestId, revision: number): AsyncIterable<string> {
    yield* await Promise.resolve([...this.objectsByHash(requestId, revision).keys()].sort());
  }

  async *changes(requestId: RequestId, revision: number): AsyncIterable<Change> {
    yield* await Promise.resolve(this.stored(requestId, revision));
  }

  async *pages(requestId: RequestId, revision: number): AsyncIterable<ChangePage> {
    const pages = this.saved.get(keyOf(requestId, revision)) ?? [];
    for (const [page, changes] of pages.entries()) yield await Promise.resolve({ page, changes });
  }

  countHashes(requestId: RequestId, revision: number, among?: KeptWith): Promise<number> {
    const pages = this.saved.get(keyOf(requestId, revision)) ?? [];
    const counted = pages.filter((_changes, page) => among === undefined || page === among.page);
    const hashes = counted.flatMap((changes) => [...this.hashed(changes).keys()]);
    return Promise.resolve(hashes.filter((hash) => among === undefined || among.hashes.includes(hash)).length);
  }

  remembered(): Promise<readonly RememberedObject[]> {
    return Promise.resolve([]);
  }

  listed({ requestId, revision, ...part }: ListQuestion): Promise<ListedChanges> {
    return listedInMemory(this.stored(requestId, revision), part);
  }

  compare({ requestId, approvedRevision, freshRevision }: Comparison): Promise<ComparedChanges> {
    const [approved, fresh] = [
      this.objectsByHash(requestId, approvedRevision),
      this.objectsByHash(requestId, freshRevision),
    ];
    const onlyIn = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
      new Set([...one].filter(([hash]) => !other.has(hash)).map(([, object]) => object));
    const [news, olds] = [onlyIn(fresh, approved), onlyIn(approved, fresh)];
    const changed = [...news].filter((object) => olds.has(object)).length;
    const counts = { appeared: news.size - changed, gone: olds.size - changed, changed };
    return Promise.resolve({ counts, objects: [] });
  }

  clearFailed(): Promise<void> {
    return Promise.resolve();
  }

  saveFailed(): Promise<void> {
    return Promise.resolve();
  }

  async *failed(): AsyncIterable<Change> {
    yield* await Promise.resolve([]);
  }

  has(requestId: RequestId, revision: number): Promise<boolean> {
    return Promise.resolve(this.saved.has(keyOf(requestId, revision)));
  }

  /** Hashing is what takes the time; pages are never written into. */
  private hashed(page: readonly Change[]): ReadonlyMap<string, Change> {
    const known = this.hashes.get(page) ?? byItemHash(page);
    this.hashes.set(page, known);
    return known;
  }

  private stored(requestId: RequestId, revision: number): readonly Change[] {
    return (this.saved.get(keyOf(requestId, revision)) ?? []).flat();
  }

  private objectsByHash(requestId: RequestId, revision: number): ReadonlyMap<string, string> {
    const pages = this.saved.get(keyOf(requestId, revision)) ?? [];
    const touched = pages.flatMap((changes) => [...this.hashed(changes)]);
    return new Map(touched.map(([hash, { type, id }]) => [hash, `${type} ${id}`]));
  }
}

const keyOf = (requestId: RequestId, revision: number): string => `${requestId} ${String(revision)}`;
