/**
 * A part of the changes in their listed order. Each stored page knows how many changes of each rank it holds, so that only the pages
 * that hold the part are unpacked; what a filter leaves of a page has to be counted first, one page in memory at a time.
 */
import type { Change } from '../recovery/change';
import {
  CHANGE_RANKS,
  countRanks,
  rankOf,
  sumOfRanks,
  type ChangeRank,
  type RankCounts,
} from '../recovery/change-order';
import type { ChangeFilter, ListedChanges, ListQuestion } from '../recovery/store-ports';
import { matches } from './change-filter';
import type { Database } from './database';
import { changesOfPage } from './packed-changes';
import type { Tables } from './schema';

interface CountedPage {
  readonly page: number;
  readonly counts: RankCounts;
}

const NONE: RankCounts = { softDelete: 0, other: 0, shownOnly: 0 };

export async function listChanges(db: Database, question: ListQuestion): Promise<ListedChanges> {
  const pages = await countedPages(db, question);
  const changes: Change[] = [];
  for (const { page, rank, skipped, taken } of partsOf(pages, question)) {
    const ofRank = (await matching(db, page, question)).filter((change) => rankOf(change) === rank);
    changes.push(...ofRank.slice(skipped, skipped + taken));
  }
  return { changes, counts: sumOfRanks(pages.map(({ counts }) => counts)) };
}

async function countedPages(db: Database, question: ListQuestion): Promise<readonly CountedPage[]> {
  const { requestId, revision, filter } = question;
  const rows = await db
    .selectFrom('change_pages')
    .select(['page', 'soft_deletes', 'others', 'shown_only'])
    .where('request_id', '=', requestId)
    .where('revision', '=', revision)
    .orderBy('page')
    .execute();
  const counted: CountedPage[] = [];
  for (const row of rows) {
    const kept = keptCounts(row);
    const left = kept && leftBy(filter, kept);
    counted.push({ page: row.page, counts: left ?? countRanks(await matching(db, row.page, question)) });
  }
  return counted;
}

type CountColumns = Pick<Tables['change_pages'], 'soft_deletes' | 'others' | 'shown_only'>;

/** `undefined` for a page that was stored before pages were counted. */
export function keptCounts({ soft_deletes: softDelete, others: other, shown_only: shownOnly }: CountColumns) {
  if (softDelete === null || other === null || shownOnly === null) return undefined;
  return { softDelete, other, shownOnly } satisfies RankCounts;
}

/** What a filter leaves of a page, as far as its counts tell. */
function leftBy({ action, ...others }: ChangeFilter = {}, counts: RankCounts): RankCounts | undefined {
  const isByActionOnly = Object.values(others).every((part) => part === undefined);
  if (action === undefined) return isByActionOnly ? counts : undefined;
  if (action !== 'softDelete' || counts.shownOnly > 0) return undefined;
  return isByActionOnly || counts.softDelete === 0 ? { ...NONE, softDelete: counts.softDelete } : undefined;
}

interface Part {
  readonly page: number;
  readonly rank: ChangeRank;
  readonly skipped: number;
  readonly taken: number;
}

/** Where the wanted part lies: ranks one after the other, and in each the pages. */
function partsOf(pages: readonly CountedPage[], { first, limit }: ListQuestion): readonly Part[] {
  const parts: Part[] = [];
  let before = 0;
  for (const rank of CHANGE_RANKS)
    for (const { page, counts } of pages) {
      const skipped = Math.max(0, first - before);
      const taken = Math.min(counts[rank], first + limit - before) - skipped;
      if (taken > 0) parts.push({ page, rank, skipped, taken });
      before += counts[rank];
    }
  return parts;
}

async function matching(
  db: Database,
  page: number,
  { requestId, revision, filter = {} }: ListQuestion,
): Promise<readonly Change[]> {
  const changes = await changesOfPage(db, { requestId, revision, page });
  return changes.filter((change) => matches(change, filter));
}
