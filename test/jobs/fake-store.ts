/** The store of record, in memory: compare-and-set, slot, change pages. Behaves as its ports say, and keeps what a test asks for. */
import { byItemHash, type Change } from '../../src/recovery/change';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import { holdsSlot, isAtRest } from '../../src/recovery/states';
import { withOwnJobs } from '../../src/recovery/own-jobs';
import type { Difference } from '../../src/recovery/recheck';
import type { RememberedObject } from '../../src/recovery/remembered';
import type {
  ChangePage,
  ChangeStore,
  ComparedChanges,
  Comparison,
  KeptWith,
  ListedChanges,
  ListQuestion,
  Move,
  NewRequest,
  Notice,
  NoticeStore,
  RequestStore,
  Split,
} from '../../src/recovery/store-ports';
import type { Clock } from '../../src/shared/clock';
import { RewindError, SlotTakenError, StaleRequestError } from '../../src/shared/errors';
import type { PersonId, RequestId } from '../../src/shared/ids';
import { listedInMemory } from '../support/listed-in-memory';

export interface Moved {
  readonly requestId: RequestId;
  readonly to: RecoveryState['name'];
  readonly move: Move;
}

export class FakeStore implements RequestStore, NoticeStore {
  readonly moves: Moved[] = [];
  readonly notices: Notice[] = [];
  /** Requests whose cards show less than there is. */
  readonly late: RequestId[] = [];
  private readonly rows = new Map<RequestId, RecoveryRequest>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  put(request: RecoveryRequest): RecoveryRequest {
    this.rows.set(request.id, structuredClone(request));
    return request;
  }

  stateOf(id: RequestId): RecoveryState {
    const request = this.rows.get(id);
    if (!request) throw new Error(`no ${id}`);
    return structuredClone(request.state);
  }

  /** What a press would do: moves the newest version. */
  async press(id: RequestId, state: RecoveryState): Promise<RecoveryRequest> {
    return await this.move(await this.get(id), state, { by: 'rewind', what: 'pressedRunNow' });
  }

  create(): Promise<RecoveryRequest> {
    throw new Error('steps create nothing');
  }

  find(id: RequestId): Promise<RecoveryRequest | undefined> {
    return Promise.resolve(structuredClone(this.rows.get(id)));
  }

  async get(id: RequestId): Promise<RecoveryRequest> {
    const request = await this.find(id);
    if (!request) throw new RewindError('store/no-such-request', id);
    return request;
  }

  open(): Promise<readonly RecoveryRequest[]> {
    const open = [...this.rows.values()].filter(({ state }) => !isAtRest(state.name));
    return Promise.resolve(structuredClone(open));
  }

  since(since: Date): Promise<readonly RecoveryRequest[]> {
    return Promise.resolve(structuredClone([...this.rows.values()].filter(({ createdAt }) => createdAt >= since)));
  }

  move(request: RecoveryRequest, state: RecoveryState, move: Move): Promise<RecoveryRequest> {
    const { id } = request;
    if (this.rows.get(id)?.version !== request.version) return Promise.reject(new StaleRequestError(id));
    const holder = this.holder();
    if (holdsSlot(state) && holder !== undefined && holder !== id) return Promise.reject(new SlotTakenError(holder));

    const updatedAt = this.clock.now();
    const moved = withOwnJobs({ ...request, ...move.with, state, version: request.version + 1, updatedAt });
    this.put(moved);
    this.moves.push({ requestId: id, to: state.name, move });
    for (const draft of move.notices ?? [])
      this.notices.push({ ...draft, id: this.notices.length + 1, requestId: id, createdAt: updatedAt });
    return Promise.resolve(structuredClone(moved));
  }

  async split(request: RecoveryRequest, drafts: readonly NewRequest[], by: PersonId): Promise<Split> {
    const ids = ['R-2222', 'R-3333'] as readonly string[] as readonly RequestId[];
    const at = this.clock.now();
    const state = { name: 'split' as const, at, byId: by, into: [...ids] };
    const ended = await this.move(request, state, { by, what: `splitInto ${ids.join(' ')}` });
    const fixed = { kind: 'recovery' as const, tenantId: request.tenantId, createdAt: at, updatedAt: at, revision: 1, version: 1, votes: [] }; // prettier-ignore
    const halves = drafts.map((draft, index) => this.put({ changedByIds: [], ...draft, ...fixed, id: ids[index] ?? request.id })); // prettier-ignore
    return { request: ended, halves };
  }

  slotHolder(): Promise<RequestId | undefined> {
    return Promise.resolve(this.holder());
  }

  unsent(): Promise<readonly Notice[]> {
    return Promise.resolve(this.notices.filter(({ activityId }) => activityId === undefined));
  }

  ofRequest(requestId: RequestId): Promise<readonly Notice[]> {
    return Promise.resolve(this.notices.filter((notice) => notice.requestId === requestId));
  }

  givenUp(): Promise<void> {
    throw new Error('steps say nothing');
  }

  cardNotFound(): Promise<void> {
    throw new Error('steps show nothing');
  }

  sent(): Promise<void> {
    throw new Error('the worker posts nothing');
  }

  alsoIn(): Promise<void> {
    throw new Error('the worker posts nothing');
  }

  cards(): Promise<never[]> {
    return Promise.resolve([]);
  }

  cardPosted(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  cardRedrawn(): Promise<boolean> {
    return Promise.resolve(true);
  }

  cardSuperseded(): Promise<void> {
    return Promise.resolve();
  }

  superseded(): Promise<never[]> {
    return Promise.resolve([]);
  }

  cardBuried(): Promise<void> {
    return Promise.resolve();
  }

  behind(): Promise<readonly RequestId[]> {
    return Promise.resolve(this.late);
  }

  cardGone(): Promise<void> {
    return Promise.resolve();
  }

  private holder(): RequestId | undefined {
    return [...this.rows.values()].find(({ state }) => holdsSlot(state))?.id;
  }
}

type Stored = Parameters<ChangeStore['savePage']>[0];

/** One request's changes, by revision. */
export class FakeChanges implements ChangeStore {
  readonly failedPages = new Map<number, readonly Change[]>();
  cleared = 0;
  private readonly revisions = new Map<number, Map<number, readonly Change[]>>();

  /** Of the first revision. */
  get saved(): ReadonlyMap<number, readonly Change[]> {
    return this.pagesOf(1);
  }

  clear(_requestId: RequestId, revision: number): Promise<void> {
    this.revisions.delete(revision);
    this.cleared += 1;
    return Promise.resolve();
  }

  savePage({ revision, page, changes }: Pick<Stored, 'revision' | 'page' | 'changes'>): Promise<void> {
    this.revisions.set(revision, new Map([...this.pagesOf(revision), [page, changes]]));
    return Promise.resolve();
  }

  async *itemHashes(_requestId: RequestId, revision: number): AsyncIterable<string> {
    yield* await Promise.resolve([...this.hashesOf(revision).keys()].sort());
  }

  async *changes(_requestId: RequestId, revision: number): AsyncIterable<Change> {
    yield* await Promise.resolve([...this.pagesOf(revision).values()].flat());
  }

  async *pages(_requestId: RequestId, revision: number): AsyncIterable<ChangePage> {
    for (const [page, changes] of this.pagesOf(revision)) yield await Promise.resolve({ page, changes });
  }

  countHashes(_requestId: RequestId, revision: number, among?: KeptWith): Promise<number> {
    const pages = [...this.pagesOf(revision)].filter(([page]) => among === undefined || page === among.page);
    const hashes = pages.flatMap(([, changes]) => [...byItemHash(changes).keys()]);
    return Promise.resolve(hashes.filter((hash) => among === undefined || among.hashes.includes(hash)).length);
  }

  remembered(): Promise<readonly RememberedObject[]> {
    return Promise.resolve([]);
  }

  listed({ revision, ...part }: ListQuestion): Promise<ListedChanges> {
    return listedInMemory([...this.pagesOf(revision).values()].flat(), part);
  }

  compare({ approvedRevision, freshRevision }: Comparison): Promise<ComparedChanges> {
    const [approved, fresh] = [this.hashesOf(approvedRevision), this.hashesOf(freshRevision)];
    const sides = new Map<string, { readonly change: Change; readonly how: keyof Difference }>();
    for (const [hash, change] of fresh) if (!approved.has(hash)) sides.set(change.id, { change, how: 'appeared' });
    for (const [hash, change] of approved)
      if (!fresh.has(hash)) sides.set(change.id, { change, how: sides.has(change.id) ? 'changed' : 'gone' });
    const objects = [...sides.values()].map(({ change: { type, id }, how }) => ({ type, id, how }));
    const count = (how: keyof Difference) => objects.filter((object) => object.how === how).length;
    return Promise.resolve({ objects, counts: { appeared: count('appeared'), gone: count('gone'), changed: count('changed') } }); // prettier-ignore
  }

  clearFailed(): Promise<void> {
    this.failedPages.clear();
    return Promise.resolve();
  }

  saveFailed(_requestId: RequestId, page: number, changes: readonly Change[]): Promise<void> {
    this.failedPages.set(page, changes);
    return Promise.resolve();
  }

  async *failed(): AsyncIterable<Change> {
    yield* await Promise.resolve([...this.failedPages.values()].flat());
  }

  has(_requestId: RequestId, revision: number): Promise<boolean> {
    return Promise.resolve(this.pagesOf(revision).size > 0);
  }

  private pagesOf(revision: number): ReadonlyMap<number, readonly Change[]> {
    return this.revisions.get(revision) ?? new Map();
  }

  private hashesOf(revision: number): ReadonlyMap<string, Change> {
    return byItemHash([...this.pagesOf(revision).values()].flat());
  }
}
