/**
 * A12: all votes are in, but the preview is too old to run. The press starts a fresh preview of the same scope and snapshot, with the
 * presser's own token; what it finds decides (watch-recheck.ts). Until then the request keeps the votes, and can go back to them. Where
 * something was left out, it looks at what would run and at nothing else.
 */
import { refused } from '../approvals/refusal';
import { isChoice, recoveryScopeOf } from '../recovery/recovery-scope';
import { changesRevisionOf } from '../recovery/request';
import { approvalOf, approvedInstead, startApproved, type ApprovedStart } from './start-approved';
import type { Outcome, UsecasePorts } from './ports';

export async function startRecheck(start: ApprovedStart, ports: UsecasePorts): Promise<Outcome> {
  const { request, power, stored } = start;
  const { plan } = request;
  const chosen = isChoice(plan) ? recoveryScopeOf(plan, stored.counts(), stored.touched()) : plan.scope;
  if (!chosen) return refused('cannotBePinned');
  const approval = approvalOf(start, ports);
  const freshRevision = Math.max(request.lastRevision ?? 0, changesRevisionOf(request)) + 1;
  const intent = {
    name: 'rechecking' as const,
    starterId: power.personId,
    intendedAt: start.judgedAt,
    freshRevision,
    ...(isChoice(plan) && { scope: chosen }),
    resume: approvedInstead({ request, approval }, 'startWasLost'),
  };
  const post = (withinMs: number) => power.startPreview(plan.snapshotId, chosen, withinMs);
  return await startApproved(
    { ...start, approval, intent, post, with: { lastRevision: freshRevision, overtaken: request.overtaken } },
    ports,
  );
}
