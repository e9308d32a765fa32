/** What failed, as the scope of a new request: exactly these ids, never a whole type (A13). */
import { refused, type Refusal } from '../approvals/refusal';
import type { Change } from '../recovery/change';
import { createChangeCounter } from '../recovery/change-counts';
import { hasUnknownKinds } from '../recovery/counts';
import { recoveryScopeOf } from '../recovery/recovery-scope';
import { changesRevisionOf, type RecoveryRequest } from '../recovery/request';
import type { Scope } from '../recovery/scope';
import { MAX_OBJECT_IDS } from '../recovery/terms';
import type { UsecasePorts } from './ports';

type FailedScope = Refusal | { readonly kind: 'scope'; readonly scope: Scope };

export async function failedScope(request: RecoveryRequest, { changes }: UsecasePorts): Promise<FailedScope> {
  const failed = new Map<string, Change>();
  for await (const change of changes.failed(request.id)) {
    failed.set(keyOf(change), change);
    if (failed.size > MAX_OBJECT_IDS) return tooMany(request);
  }
  if (failed.size === 0) return refused('nothingFailed', { requestId: request.id });
  const known = await asPreviewed(request, failed, changes);
  const counter = createChangeCounter();
  for (const change of known) counter.see(change);
  const counts = counter.counts();
  if (hasUnknownKinds(counts) || counts.unpinnable > 0) return refused('cannotBePinned');
  const scope = recoveryScopeOf(request.plan, counts, known);
  return scope ? { kind: 'scope', scope } : refused('cannotBePinned');
}

function tooMany({ outcome }: RecoveryRequest): Refusal {
  const count = String(outcome?.failedChanges ?? 'too many');
  return refused('tooManyObjects', { count, limit: String(MAX_OBJECT_IDS) });
}

const keyOf = ({ type, id }: Pick<Change, 'type' | 'id'>): string => `${type} ${id}`;

/** Microsoft tells little of what failed; its preview told names, and which service principal a grant belongs to. */
async function asPreviewed(
  request: RecoveryRequest,
  failed: ReadonlyMap<string, Change>,
  changes: UsecasePorts['changes'],
): Promise<readonly Change[]> {
  const known = new Map(failed);
  for await (const change of changes.changes(request.id, changesRevisionOf(request)))
    if (failed.has(keyOf(change))) known.set(keyOf(change), change);
  return [...known.values()];
}
