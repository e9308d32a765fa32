/** The store of record, in memory: compare-and-set, slot, change pages. Behaves as its ports say, and keeps what a test asks for. */
import { itemHash, type Change } from '../../src/recovery/change';
import { holdsSlot, isAtRest, type RecoveryRequest, type RecoveryState } from '../../src/recovery/request';
import type { ChangeStore, Move, Notice, NoticeStore, RequestStore } from '../../src/recovery/store-ports';
import type { Clock } from '../../src/shared/clock';
import { RewindError, SlotTakenError, StaleRequestError } from '../../src/shared/errors';
import type { RequestId } from '../../src/shared/ids';

export interface Moved {
  readonly requestId: RequestId;
  readonly to: RecoveryState['name'];
  readonly move: Move;
}

export class FakeStore implements RequestStore, NoticeStore {
  readonly moves: Moved[] = [];
  readonly notices: Notice[] = [];
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
    return await this.move(await this.get(id), state, { by: 'rewind', what: 'pressed' });
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
    if (holdsSlot(state.name) && holder !== undefined && holder !== id)
      return Promise.reject(new SlotTakenError(holder));

    const updatedAt = this.clock.now();
    const moved = { ...request, ...move.with, state, version: request.version + 1, updatedAt };
    this.put(moved);
    this.moves.push({ requestId: id, to: state.name, move });
    for (const draft of move.notices ?? [])
      this.notices.push({ ...draft, id: this.notices.length + 1, requestId: id, createdAt: updatedAt });
    return Promise.resolve(structuredClone(moved));
  }

  slotHolder(): Promise<RequestId | undefined> {
    return Promise.resolve(this.holder());
  }

  unsent(): Promise<readonly Notice[]> {
    return Promise.resolve(this.notices.filter(({ activityId }) => activityId === undefined));
  }

  sent(): Promise<void> {
    throw new Error('the worker posts nothing');
  }

  cards(): Promise<never[]> {
    return Promise.resolve([]);
  }

  cardPosted(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  cardGone(): Promise<void> {
    return Promise.resolve();
  }

  private holder(): RequestId | undefined {
    return [...this.rows.values()].find(({ state }) => holdsSlot(state.name))?.id;
  }
}

export class FakeChanges implements ChangeStore {
  readonly pages = new Map<number, readonly Change[]>();
  readonly failedPages = new Map<number, readonly Change[]>();
  cleared = 0;

  clear(): Promise<void> {
    this.pages.clear();
    this.cleared += 1;
    return Promise.resolve();
  }

  savePage({ page, changes }: { readonly page: number; readonly changes: readonly Change[] }): Promise<void> {
    this.pages.set(page, changes);
    return Promise.resolve();
  }

  async *itemHashes(): AsyncIterable<string> {
    const touched = [...this.pages.values()].flat().filter(({ shownOnly }) => !shownOnly);
    yield* await Promise.resolve(touched.map(itemHash).sort());
  }

  async *changes(): AsyncIterable<Change> {
    yield* await Promise.resolve([...this.pages.values()].flat());
  }

  saveFailed(_requestId: RequestId, page: number, changes: readonly Change[]): Promise<void> {
    this.failedPages.set(page, changes);
    return Promise.resolve();
  }

  async *failed(): AsyncIterable<Change> {
    yield* await Promise.resolve([...this.failedPages.values()].flat());
  }

  has(): Promise<boolean> {
    return Promise.resolve(this.pages.size > 0);
  }
}
