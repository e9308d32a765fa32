/** The start of a recovery, after the last vote or on *Run now*: pinned to what was approved, with the presser's own token. */
import { refused } from '../approvals/refusal';
import { recoveryScopeOf } from '../recovery/recovery-scope';
import { startApproved, approvalOf, type ApprovedStart } from './start-approved';
import type { Outcome, UsecasePorts } from './ports';

export async function startRecovery(start: ApprovedStart, ports: UsecasePorts): Promise<Outcome> {
  const { request, stored, power, judgedAt: intendedAt } = start;
  const scope = recoveryScopeOf(request.plan, stored.counts(), stored.touched());
  if (!scope) return refused('cannotBePinned');
  const approval = approvalOf(start, ports);
  const intent = { name: 'recovering' as const, starterId: power.personId, intendedAt, approval, scope };
  const post = (withinMs: number) => power.startRecovery(request.plan.snapshotId, scope, withinMs);
  return await startApproved({ ...start, approval, intent, post }, ports);
}
