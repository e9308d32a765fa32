/**
 * What is kept of the changes, read once more at a press, whatever their number: one page is in memory at a time. Every change is hashed
 * again as it streams by, so that what was shown and what runs are the same, also where somebody wrote into the database in between. What
 * a recovery is pinned to is taken from that same reading.
 */
import { canonicalJson, digestOf } from '../approvals/digest';
import { byItemHash, type Change } from '../recovery/change';
import { createChangeCounter } from '../recovery/change-counts';
import { countRanks, type RankCounts } from '../recovery/change-order';
import { digestSubjectOf } from '../recovery/digest-subject';
import { isSealed } from '../recovery/preview-seal';
import type { ChangeCounts } from '../recovery/counts';
import { changesRevisionOf, isRechecked, type RecoveryRequest, type VoidBecause } from '../recovery/request';
import type { ChangePage, ChangeStore } from '../recovery/store-ports';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import { UnreadablePageError } from '../shared/errors';
import type { Digest } from '../shared/ids';

type Store = Pick<ChangeStore, 'pages' | 'countHashes' | 'itemHashes'>;

export class StoredChanges {
  private readonly request: RecoveryRequest;
  private readonly revision: number;
  private readonly store: Store;
  private readonly counter = createChangeCounter();
  private readonly kept: Change[] = [];
  private hashes = 0;
  private isAsHashed = true;
  private isWhole = false;

  constructor(request: RecoveryRequest, store: Store, revision = changesRevisionOf(request)) {
    this.request = request;
    this.store = store;
    this.revision = revision;
  }

  /** In page order, once; up to a page that cannot be read. */
  async *read(): AsyncIterable<Change> {
    try {
      for await (const page of this.store.pages(this.request.id, this.revision)) {
        await this.compare(page);
        for (const change of page.changes) {
          this.see(change);
          yield change;
        }
      }
      this.isWhole = true;
    } catch (error) {
      if (!(error instanceof UnreadablePageError)) throw error;
    }
  }

  async readAll(): Promise<void> {
    const reading = this.read()[Symbol.asyncIterator]();
    while (!(await reading.next()).done);
  }

  /** @returns `undefined` unless all of them were read and are exactly those whose hashes are kept, page by page */
  async digest(): Promise<Digest | undefined> {
    const { id } = this.request;
    if (!this.isWhole || !this.isAsHashed) return undefined;
    if ((await this.store.countHashes(id, this.revision)) !== this.hashes) return undefined;
    return await digestOf(digestSubjectOf(this.request), this.store.itemHashes(id, this.revision));
  }

  /** They are what was approved, or what the re-check after it found to be a part of that, and as many and as grave as the card said. */
  async areAsApproved(): Promise<boolean> {
    const { digest, recheck, preview } = this.request;
    const approved = isRechecked(this.request) ? recheck?.freshDigest : digest;
    if (approved === undefined || !preview || !isSame(preview.counts, this.counts())) return false;
    return isSealed(preview, approved) && (await this.digest()) === approved;
  }

  counts(): ChangeCounts {
    return this.counter.counts();
  }

  /** Those that a recovery would touch; no more of them than it can be pinned to. */
  touched(): readonly Change[] {
    return this.kept;
  }

  private async compare({ page, changes, counts }: ChangePage): Promise<void> {
    if (counts && !isSame(counts, countRanks(changes))) this.isAsHashed = false;
    const hashes = [...byItemHash(changes).keys()];
    const found = await this.store.countHashes(this.request.id, this.revision, { page, hashes });
    if (found !== hashes.length) this.isAsHashed = false;
    this.hashes += hashes.length;
  }

  private see(change: Change): void {
    this.counter.see(change);
    if (!change.shownOnly && this.kept.length < MAX_OBJECT_IDS) this.kept.push(change);
  }
}

const isSame = <Counts extends ChangeCounts | RankCounts>(one: Counts, other: Counts): boolean =>
  canonicalJson(one) === canonicalJson(other);

const TAMPERED = ['keptChangesDiffer', 'recordDiffers'] as const satisfies readonly VoidBecause[];

/** What is kept of the request or its changes is not what was shown: nothing of it is shown any more. @returns why it is void */
export function tamperedWith({ state }: Pick<RecoveryRequest, 'state'>): (typeof TAMPERED)[number] | undefined {
  return state.name === 'failed' ? TAMPERED.find((because) => because === state.because) : undefined;
}

/** What the stored changes of a revision give when they are hashed again; `undefined` where they are not those whose hashes are kept. */
export async function digestAgain(
  request: RecoveryRequest,
  revision: number,
  store: Store,
): Promise<Digest | undefined> {
  const stored = new StoredChanges(request, store, revision);
  await stored.readAll();
  return await stored.digest();
}
