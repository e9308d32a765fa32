/** *Run now*: all votes are in, the start could not be made then. By the requester or an approver, inside the execution window. */
import { judgeRun } from '../approvals/policy';
import { refused } from '../approvals/refusal';
import type { Power } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import { pressedAt } from '../recovery/slot-wait';
import type { RequestId } from '../shared/ids';
import { overtakenBy } from './overtaken-by';
import { gatherApproval, noticeToDismissed, type Votable } from './judge-approval';
import { snapshotIsGone } from './snapshot-is-gone';
import { startRecheck } from './start-recheck';
import { startRecovery } from './start-recovery';
import { StoredChanges } from './stored-changes';
import { voidRequest } from './void-request';
import type { Outcome, UsecasePorts } from './ports';

export interface RunNowPress {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly power: Power;
}

export async function runNow({ requestId, revision, power }: RunNowPress, ports: UsecasePorts): Promise<Outcome> {
  const found = await ports.requests.find(requestId);
  if (!found) return refused('noSuchRequest', { requestId });
  const request = pressedAt(found, ports.clock.now(), ports.settings.windows);
  const { preview } = request;
  if (!isIn(request, 'approved') || !preview) return refused('notApproved', { requestId });
  if (ports.settings.isRecoveryDisabled) return refused('recoveryDisabled');
  return await run({ ...request, preview }, { revision, power }, ports);
}

type Shown = Votable & RecoveryIn<'approved'>;

async function run(request: Shown, press: Omit<RunNowPress, 'requestId'>, ports: UsecasePorts): Promise<Outcome> {
  const { revision, power } = press;
  const { id: requestId } = request;
  const presser = { id: power.personId, holdsRole: (await power.standing()) === 'administrator' };
  const stored = new StoredChanges(request, ports.changes);
  await stored.readAll();
  const areAsApproved = await stored.areAsApproved();
  const gathered = await gatherApproval(request, power.personId, ports);
  const overtaken = await overtakenBy(request, ports);
  const approval = { ...gathered, isPreviewOvertaken: overtaken !== undefined };
  const moment = { now: ports.clock.now(), windows: ports.settings.windows };
  const verdict = judgeRun(approval, { presser, revision }, moment);
  if (verdict.kind === 'refused') return { ...verdict, facts: { requestId, ...verdict.facts } };
  if (!areAsApproved) return await voidRequest(request, 'keptChangesDiffer', ports);
  const gone = await snapshotIsGone(request, ports);
  if (gone) return gone;
  const votes = [...approval.votes];
  const move = { what: 'pressedRunNow' as const, notices: noticeToDismissed(request, approval) };
  const start = {
    request: { ...request, overtaken },
    stored,
    power,
    judgedAt: moment.now,
    move,
    votes,
    votesBefore: votes,
  };
  return verdict.needsRecheck ? await startRecheck(start, ports) : await startRecovery(start, ports);
}
