/** The changes of a preview in their listed order, or the failed ones of a recovery, one page of a filtered list at a time. Reads only. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Change } from '../recovery/change';
import { CHANGE_RANKS } from '../recovery/change-order';
import { changesRevisionOf, type RecoveryRequest } from '../recovery/request';
import type { ChangeFilter } from '../recovery/store-ports';
import { idsSpokenOf } from '../recovery/value-difference';
import { UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';
import { tamperedWith } from './stored-changes';

const CHANGES_PER_PAGE = 10;
const NAMED_PER_PAGE = 100;

export interface ChangePage {
  readonly kind: 'page';
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  /** That was asked for and is not there. */
  readonly missingPage?: number;
  /** Rows that match, on all pages. */
  readonly total: number;
  /** Those of them that Microsoft shows and cannot recover. */
  readonly shownOnly: number;
  /** Of the objects that the page's changes speak of, as far as the directory knows them. */
  readonly names: ReadonlyMap<string, string>;
}

interface Asked {
  readonly requestId: RequestId;
  readonly page: number;
  readonly filter?: ChangeFilter | undefined;
}

export async function viewChanges(
  { requestId, page, filter }: Asked,
  ports: UsecasePorts,
): Promise<ChangePage | Refusal> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  const { id } = request;
  const revision = changesRevisionOf(request);
  if (!request.preview || !(await ports.changes.has(id, revision))) return refused('changesNotKept', { requestId: id });
  const tampered = tamperedWith(request);
  if (tampered) return refused(tampered, { requestId: id });
  const first = (page - 1) * CHANGES_PER_PAGE;
  const { changes, counts } = await ports.changes.listed({ requestId: id, revision, filter, first, limit: CHANGES_PER_PAGE }); // prettier-ignore
  const total = CHANGE_RANKS.reduce((sum, rank) => sum + counts[rank], 0);
  if (page > pagesOf(total)) {
    const last = await viewChanges({ requestId, page: pagesOf(total), filter }, ports);
    return last.kind === 'page' ? { ...last, missingPage: page } : last;
  }
  const names = await namesIn(changes, ports);
  return { kind: 'page', request, changes, page, pageCount: pagesOf(total), total, shownOnly: counts.shownOnly, names };
}

export async function viewFailedChanges(
  { requestId, page }: Asked,
  ports: UsecasePorts,
): Promise<ChangePage | Refusal> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  const found = await pageOf(ports.changes.failed(request.id), page);
  return { kind: 'page', request, ...found, changes: await withNames(found.changes, request, ports), names: new Map() };
}

/** One look-up for a page. A list that is kept here is shown without names while the directory is away. */
async function namesIn(
  changes: readonly Change[],
  { directory }: Pick<UsecasePorts, 'directory'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = idsSpokenOf(changes, NAMED_PER_PAGE);
  if (ids.length === 0) return new Map();
  try {
    return await directory.namesOf(ids);
  } catch (error) {
    if (error instanceof UnavailableError) return new Map();
    throw error;
  }
}

/** Microsoft names no failed object; its preview did. */
async function withNames(
  failed: readonly Change[],
  request: RecoveryRequest,
  { changes }: UsecasePorts,
): Promise<readonly Change[]> {
  const nameless = new Set(failed.filter(({ displayName }) => displayName === undefined).map((change) => change.id));
  const names = new Map<string, string | undefined>();
  for await (const known of changes.changes(request.id, changesRevisionOf(request))) {
    if (nameless.size === 0) break;
    if (nameless.delete(known.id)) names.set(known.id, known.displayName);
  }
  return failed.map((change) => ({ ...change, displayName: change.displayName ?? names.get(change.id) }));
}

async function pageOf(
  all: AsyncIterable<Change>,
  page: number,
): Promise<Pick<ChangePage, 'changes' | 'page' | 'pageCount' | 'total' | 'shownOnly'>> {
  const first = (page - 1) * CHANGES_PER_PAGE;
  const changes: Change[] = [];
  let [total, shownOnly] = [0, 0];
  for await (const change of all) {
    if (total >= first && changes.length < CHANGES_PER_PAGE) changes.push(change);
    total += 1;
    if (change.shownOnly) shownOnly += 1;
  }
  return { changes, page, pageCount: pagesOf(total), total, shownOnly };
}

const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / CHANGES_PER_PAGE));
