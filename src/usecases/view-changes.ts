/** The changes of a preview, or the failed ones of a recovery, one page of a filtered list at a time. Reads only. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Change } from '../recovery/change';
import type { RecoveryRequest } from '../recovery/request';
import type { ChangeFilter } from '../recovery/store-ports';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';

const CHANGES_PER_PAGE = 10;

export interface ChangePage {
  readonly kind: 'page';
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
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
  const { id, revision } = request;
  if (!request.preview || !(await ports.changes.has(id, revision))) return refused('changesNotKept', { requestId: id });
  return { kind: 'page', request, ...(await pageOf(ports.changes.changes(id, revision, filter), page)) };
}

export async function viewFailedChanges(
  { requestId, page }: Asked,
  ports: UsecasePorts,
): Promise<ChangePage | Refusal> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  const found = await pageOf(ports.changes.failed(request.id), page);
  return { kind: 'page', request, ...found, changes: await withNames(found.changes, request, ports) };
}

/** Microsoft names no failed object; its preview did. */
async function withNames(
  failed: readonly Change[],
  { id, revision }: RecoveryRequest,
  { changes }: UsecasePorts,
): Promise<readonly Change[]> {
  const nameless = new Set(failed.filter(({ displayName }) => displayName === undefined).map((change) => change.id));
  const names = new Map<string, string | undefined>();
  for await (const known of changes.changes(id, revision)) {
    if (nameless.size === 0) break;
    if (nameless.delete(known.id)) names.set(known.id, known.displayName);
  }
  return failed.map((change) => ({ ...change, displayName: change.displayName ?? names.get(change.id) }));
}

async function pageOf(
  all: AsyncIterable<Change>,
  page: number,
): Promise<Pick<ChangePage, 'changes' | 'page' | 'pageCount' | 'total'>> {
  const first = (page - 1) * CHANGES_PER_PAGE;
  const changes: Change[] = [];
  let total = 0;
  for await (const change of all) {
    if (total >= first && changes.length < CHANGES_PER_PAGE) changes.push(change);
    total += 1;
  }
  return { changes, page, pageCount: Math.max(1, Math.ceil(total / CHANGES_PER_PAGE)), total };
}
