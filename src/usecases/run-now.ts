/** *Run now*: all votes are in, the start could not be made then. By the requester or an approver, inside the execution window. */
import { judgeRun } from '../approvals/policy';
import { refused } from '../approvals/refusal';
import type { Power } from '../recovery/ports';
import { isIn, resumed } from '../recovery/request';
import type { RequestId } from '../shared/ids';
import { gatherApproval } from './judge-approval';
import { snapshotIsGone } from './snapshot-is-gone';
import { startRecovery } from './start-recovery';
import type { Outcome, UsecasePorts } from './ports';

export interface RunNowPress {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly power: Power;
}

export async function runNow({ requestId, revision, power }: RunNowPress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, clock, settings } = ports;
  const found = await requests.find(requestId);
  if (!found) return refused('noSuchRequest', { requestId });
  const request = resumed(found);
  if (!isIn(request, 'approved') || !request.preview) return refused('notApproved', { requestId });
  if (settings.isRecoveryDisabled) return refused('recoveryDisabled');
  const presser = { id: power.personId, holdsRole: (await power.standing()) === 'administrator' };
  const moment = { now: clock.now(), windows: settings.windows };
  const { preview } = request;
  const approval = await gatherApproval({ ...request, preview }, power.personId, ports);
  const refusal = judgeRun(approval, { presser, revision }, moment);
  if (refusal) return { ...refusal, facts: { requestId, ...refusal.facts } };
  const { votes } = approval;
  return (
    (await snapshotIsGone(request, ports)) ??
    (await startRecovery({ request, preview, power, move: { what: 'pressedRunNow' }, votes: [...votes] }, ports))
  );
}
