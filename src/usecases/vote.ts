/** *Approve* and *Reject*, by somebody else, on exactly what is shown. The last approval starts the recovery with the approver's token. */
import { judgeVote, type Approval, type Ballot } from '../approvals/policy';
import { quorumOf } from '../approvals/quorum';
import { refused } from '../approvals/refusal';
import type { Vote } from '../approvals/approval';
import type { Power } from '../recovery/ports';
import { isIn, type PreviewResult, type RecoveryIn } from '../recovery/request';
import type { RequestId } from '../shared/ids';
import { snapshotIsGone } from './snapshot-is-gone';
import { startRecovery } from './start-recovery';
import type { Outcome, UsecasePorts } from './ports';

export interface VotePress extends Ballot {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function vote(press: VotePress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, clock, settings } = ports;
  const request = await requests.find(press.requestId);
  if (!request) return refused('noSuchRequest', { requestId: press.requestId });
  if (!isIn(request, 'awaitingApproval') || !request.preview)
    return refused('notAwaitingApproval', { requestId: request.id });
  if (settings.isRecoveryDisabled && press.answer === 'approve') return refused('recoveryDisabled');
  const voter = { id: press.power.personId, holdsRole: (await press.power.standing()) === 'administrator' };
  const moment = { now: clock.now(), windows: settings.windows };
  const verdict = judgeVote(approvalOf(request, request.preview), { voter, ballot: press }, moment);
  switch (verdict.kind) {
    case 'refused':
      return verdict;
    case 'rejected':
      return await reject(request, verdict.vote, ports);
    case 'counted':
      return await count({ ...request, preview: request.preview }, { press, votes: [...verdict.votes], isComplete: verdict.isComplete }, ports); // prettier-ignore
  }
}

export function approvalOf(
  request: RecoveryIn<'awaitingApproval'> | RecoveryIn<'approved'>,
  preview: PreviewResult,
): Approval {
  return {
    ...request,
    isOpen: request.state.name === 'awaitingApproval',
    expiresAt: request.state.expiresAt,
    previewComputedAt: preview.computedAt,
    quorum: quorumOf(),
  };
}

type Counted = { readonly press: VotePress; readonly votes: Vote[]; readonly isComplete: boolean };
type Shown = RecoveryIn<'awaitingApproval'> & { readonly preview: PreviewResult };

async function count(request: Shown, { press, votes, isComplete }: Counted, ports: UsecasePorts): Promise<Outcome> {
  const { power, reason } = press;
  const gone = await snapshotIsGone(request, ports);
  if (gone) return gone;
  if (isComplete)
    return await startRecovery({ request, preview: request.preview, power, what: 'approved', reason, votes }, ports);
  const moved = await ports.requests.move(request, request.state, {
    by: power.personId,
    what: 'approved',
    reason,
    with: { votes },
  });
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'voteCounted' };
}

/** A19: one rejection, with its reason, ends it. */
async function reject(
  request: Shown | RecoveryIn<'awaitingApproval'>,
  ballot: Vote,
  { requests, wake }: UsecasePorts,
): Promise<Outcome> {
  const { voterId: byId, at, reason = '' } = ballot;
  const moved = await requests.move(
    request,
    { name: 'rejected', at, byId, reason },
    {
      by: byId,
      what: 'rejected',
      reason,
      with: { votes: [...request.votes, ballot] },
      notices: [{ kind: 'finished', place: request.place, peopleIds: [request.requesterId] }],
    },
  );
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}
