/**
 * Changes by the page, so that memory does not grow with the tenant. Everything streamed is fetched in pieces that go on behind
 * the last key: no connection is held while somebody works on what was yielded, which on SQLite would be the only one.
 */
import type { Insertable, Transaction } from 'kysely';
import { byItemHash, type Change } from '../recovery/change';
import { countRanks, type RankCounts } from '../recovery/change-order';
import type { RememberedObject, RememberedQuestion } from '../recovery/remembered';
import type { ChangeFilter, ChangePage, ChangeStore, ComparedChanges, Comparison, KeptWith, ListedChanges, ListQuestion } from '../recovery/store-ports'; // prettier-ignore
import type { Clock } from '../shared/clock';
import type { RequestId, TenantId } from '../shared/ids';
import { matches } from './change-filter';
import { compareRevisions } from './compare-revisions';
import type { Database } from './database';
import { keptCounts, listChanges } from './list-changes';
import { pack, unpack } from './packed-changes';
import { rememberedObjects } from './remembered-objects';
import type { Tables } from './schema';

const HASHES_A_CHUNK = 2000;
/** Six values a row: far below the 32,766 that SQLite binds in one statement. */
const ROWS_AN_INSERT = 500;

type Saved = Omit<Insertable<Tables['change_pages']>, 'request_id' | 'revision' | 'page'>;

interface StoredPage {
  readonly page: number;
  readonly content: Buffer;
  readonly counts?: RankCounts | undefined;
}
type Page = Parameters<ChangeStore['savePage']>[0];

export interface ChangeStoreOptions {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
}

export class SqlChangeStore implements ChangeStore {
  private readonly db: Database;
  private readonly tenantId: TenantId;
  private readonly clock: Clock;

  constructor({ db, tenantId, clock }: ChangeStoreOptions) {
    this.db = db;
    this.tenantId = tenantId;
    this.clock = clock;
  }

  async clear(requestId: RequestId, revision: number): Promise<void> {
    await this.db.transaction().execute((transaction) => removeRevision(transaction, requestId, revision));
  }

  async savePage({ requestId, revision, page, changes }: Page): Promise<void> {
    const content = await pack(changes);
    const hashes = hashRowsOf({ requestId, revision, page, changes });
    const { softDelete: soft_deletes, other: others, shownOnly: shown_only } = countRanks(changes);
    const saved = { saved_at: this.savedAt(), content, soft_deletes, others, shown_only };
    await this.db.transaction().execute(async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('change_pages')
        .values({ request_id: requestId, revision, page, ...saved })
        .onConflict((conflict) => conflict.columns(['request_id', 'revision', 'page']).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) await replacePage(transaction, { requestId, revision, page, saved });
      for (let start = 0; start < hashes.length; start += ROWS_AN_INSERT)
        await transaction
          .insertInto('item_hashes')
          .values(hashes.slice(start, start + ROWS_AN_INSERT))
          .execute();
    });
  }

  /** Each hash once, however often Graph listed the same change. */
  async *itemHashes(requestId: RequestId, revision: number): AsyncIterable<string> {
    let last = '';
    for (;;) {
      const rows = await this.db
        .selectFrom('item_hashes')
        .select('hash')
        .distinct()
        .where('request_id', '=', requestId)
        .where('revision', '=', revision)
        .where('hash', '>', last)
        .orderBy('hash')
        .limit(HASHES_A_CHUNK)
        .execute();
      yield* rows.map((row) => row.hash);
      const end = rows.at(-1);
      if (!end) return;
      last = end.hash;
    }
  }

  async *changes(requestId: RequestId, revision: number, filter: ChangeFilter = {}): AsyncIterable<Change> {
    for await (const change of flat(this.pages(requestId, revision))) if (matches(change, filter)) yield change;
  }

  pages(requestId: RequestId, revision: number): AsyncIterable<ChangePage> {
    const pages = this.db
      .selectFrom('change_pages')
      .select(['page', 'content', 'soft_deletes', 'others', 'shown_only'])
      .where('request_id', '=', requestId)
      .where('revision', '=', revision)
      .orderBy('page')
      .limit(1);
    return inPageOrder(async (after) => {
      const row = await pages.where('page', '>', after).executeTakeFirst();
      return row && { ...row, counts: keptCounts(row) };
    });
  }

  async countHashes(requestId: RequestId, revision: number, among?: KeptWith): Promise<number> {
    if (among?.hashes.length === 0) return 0;
    const { count } = await this.db
      .selectFrom('item_hashes')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('request_id', '=', requestId)
      .where('revision', '=', revision)
      .$if(among !== undefined, (rows) =>
        rows.where('page', '=', among?.page ?? 0).where('hash', 'in', among?.hashes ?? []),
      ) // prettier-ignore
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  listed(question: ListQuestion): Promise<ListedChanges> {
    return listChanges(this.db, question);
  }

  remembered(question: RememberedQuestion): Promise<readonly RememberedObject[]> {
    return rememberedObjects({ db: this.db, tenantId: this.tenantId, question });
  }

  compare(question: Comparison): Promise<ComparedChanges> {
    return compareRevisions(this.db, question);
  }

  async clearFailed(requestId: RequestId): Promise<void> {
    await this.db.deleteFrom('failed_pages').where('request_id', '=', requestId).execute();
  }

  async saveFailed(requestId: RequestId, page: number, changes: readonly Change[]): Promise<void> {
    const content = await pack(changes);
    await this.db
      .insertInto('failed_pages')
      .values({ request_id: requestId, page, saved_at: this.savedAt(), content })
      .onConflict((conflict) => conflict.columns(['request_id', 'page']).doUpdateSet({ content }))
      .execute();
  }

  failed(requestId: RequestId): AsyncIterable<Change> {
    const pages = this.db
      .selectFrom('failed_pages')
      .select(['page', 'content'])
      .where('request_id', '=', requestId)
      .orderBy('page')
      .limit(1);
    return flat(inPageOrder((after) => pages.where('page', '>', after).executeTakeFirst()));
  }

  async has(requestId: RequestId, revision: number): Promise<boolean> {
    const row = await this.db
      .selectFrom('change_pages')
      .select('page')
      .where('request_id', '=', requestId)
      .where('revision', '=', revision)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Removes the change pages and item hashes of every revision whose last page is older. Failed changes stay. */
  async prune(olderThan: Date): Promise<number> {
    const revisions = await this.db
      .selectFrom('change_pages')
      .innerJoin('requests', 'requests.id', 'change_pages.request_id')
      .select(['change_pages.request_id', 'change_pages.revision'])
      .where('requests.tenant_id', '=', this.tenantId)
      .groupBy(['change_pages.request_id', 'change_pages.revision'])
      .having((eb) => eb.fn.max('change_pages.saved_at'), '<', olderThan.toISOString())
      .execute();
    for (const row of revisions) await this.clear(row.request_id as RequestId, row.revision);
    return revisions.length;
  }

  private savedAt(): string {
    return this.clock.now().toISOString();
  }
}

async function removeRevision(transaction: Transaction<Tables>, requestId: RequestId, revision: number): Promise<void> {
  for (const table of ['item_hashes', 'change_pages'] as const)
    await transaction.deleteFrom(table).where('request_id', '=', requestId).where('revision', '=', revision).execute();
}

async function replacePage(
  transaction: Transaction<Tables>,
  { requestId, revision, page, saved }: Omit<Page, 'changes'> & { readonly saved: Saved },
): Promise<void> {
  await transaction
    .updateTable('change_pages')
    .set(saved)
    .where('request_id', '=', requestId)
    .where('revision', '=', revision)
    .where('page', '=', page)
    .execute();
  await transaction
    .deleteFrom('item_hashes')
    .where('request_id', '=', requestId)
    .where('revision', '=', revision)
    .where('page', '=', page)
    .execute();
}

function hashRowsOf({ requestId, revision, page, changes }: Page) {
  return [...byItemHash(changes)].map(([hash, { type, id }]) => ({
    request_id: requestId,
    revision,
    page,
    hash,
    type,
    object_id: id,
  }));
}

async function* inPageOrder(next: (after: number) => Promise<StoredPage | undefined>): AsyncIterable<ChangePage> {
  let after = -1;
  for (;;) {
    const stored = await next(after);
    if (!stored) return;
    yield { page: stored.page, changes: await unpack(stored.content), counts: stored.counts };
    after = stored.page;
  }
}

async function* flat(pages: AsyncIterable<ChangePage>): AsyncIterable<Change> {
  for await (const { changes } of pages) yield* changes;
}
