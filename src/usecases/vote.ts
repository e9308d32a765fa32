/** *Approve* and *Reject*, by somebody else, on exactly what is shown. The last approval starts the recovery with the approver's token. */
import { judgeVote, type Ballot } from '../approvals/policy';
import { isLowered } from '../approvals/quorum';
import { refused } from '../approvals/refusal';
import { approverIdsOf, type Vote } from '../approvals/approval';
import type { Power } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import type { Move } from '../recovery/store-ports';
import type { RequestId } from '../shared/ids';
import { isPowerTouched } from './is-power-touched';
import { gatherApproval, type GatheredApproval, type Votable } from './judge-approval';
import { snapshotIsGone } from './snapshot-is-gone';
import { startRecovery } from './start-recovery';
import type { Outcome, UsecasePorts } from './ports';

export interface VotePress extends Ballot {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function vote(press: VotePress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, changes, clock, settings } = ports;
  const request = await requests.find(press.requestId);
  if (!request) return refused('noSuchRequest', { requestId: press.requestId });
  const { id, revision, preview } = request;
  if (!isIn(request, 'awaitingApproval') || !preview) return refused('notAwaitingApproval', { requestId: id });
  if (settings.isRecoveryDisabled && press.answer === 'approve') return refused('recoveryDisabled');
  if (!(await changes.has(id, revision))) return refused('changesNotKept', { requestId: id });
  const shown = { ...request, preview };
  const approval = await gatherApproval(shown, press.power.personId, ports);
  const voter = await voterOf(shown, press.power, ports);
  const verdict = judgeVote(approval, { voter, ballot: press }, { now: clock.now(), windows: settings.windows });
  switch (verdict.kind) {
    case 'refused':
      return { ...verdict, facts: { requestId: id, ...verdict.facts } };
    case 'rejected':
      return await reject(shown, verdict.vote, ports);
    case 'counted':
      return await count(shown, { press, approval, votes: [...verdict.votes], isComplete: verdict.isComplete }, ports);
  }
}

async function voterOf(request: Shown, power: Power, ports: UsecasePorts) {
  const { personId } = power;
  return {
    id: personId,
    holdsRole: (await power.standing()) === 'administrator',
    hasPowerTouched: await isPowerTouched(request, personId, ports),
  };
}

type Shown = Votable & RecoveryIn<'awaitingApproval'>;
interface Counted {
  readonly press: VotePress;
  readonly approval: GatheredApproval;
  readonly votes: Vote[];
  readonly isComplete: boolean;
}

async function count(request: Shown, counted: Counted, ports: UsecasePorts): Promise<Outcome> {
  const { press, approval, votes, isComplete } = counted;
  const { power, reason } = press;
  const gone = await snapshotIsGone(request, ports);
  if (gone) return gone;
  const what = isLowered(approval.quorum) ? 'approved, quorum 2 not reachable' : 'approved';
  const move: Omit<Move, 'by'> = { what, reason, with: { votes }, notices: dismissed(request, approval) };
  if (isComplete) return await startRecovery({ request, preview: request.preview, power, move, votes }, ports);
  const moved = await ports.requests.move(request, request.state, { ...move, by: power.personId });
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'voteCounted' };
}

/** Votes that no longer count are dismissed, and their voters told (A2, A11). */
function dismissed({ place }: Shown, { lapsedIds }: GatheredApproval): Move['notices'] {
  return lapsedIds.length > 0 ? [{ kind: 'votesDismissed', place, peopleIds: lapsedIds }] : [];
}

/** A19: one rejection, with its reason, ends it. */
async function reject(request: Shown, ballot: Vote, { requests, wake }: UsecasePorts): Promise<Outcome> {
  const { voterId: byId, at, reason = '' } = ballot;
  const moved = await requests.move(
    request,
    { name: 'rejected', at, byId, reason },
    {
      by: byId,
      what: 'rejected',
      reason,
      with: { votes: [...request.votes, ballot] },
      notices: [
        { kind: 'finished', place: request.place, peopleIds: [request.requesterId, ...approverIdsOf(request)] },
      ],
    },
  );
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}
