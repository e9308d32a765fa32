/** *Approve* and *Reject*, by somebody else, on exactly what is shown. The last approval starts the recovery with the approver's token. */
import { judgeVote, type Ballot, type Verdict } from '../approvals/policy';
import { isLowered } from '../approvals/quorum';
import { refused } from '../approvals/refusal';
import { approverIdsOf, type Vote } from '../approvals/approval';
import type { Overtaken } from '../recovery/overtaken';
import type { Power } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import type { Move } from '../recovery/store-ports';
import type { RequestId } from '../shared/ids';
import { isPowerTouched } from './is-power-touched';
import { overtakenBy } from './overtaken-by';
import { gatherApproval, noticeToDismissed, type GatheredApproval, type Votable } from './judge-approval';
import { snapshotIsGone } from './snapshot-is-gone';
import { startRecheck } from './start-recheck';
import { startRecovery } from './start-recovery';
import { StoredChanges } from './stored-changes';
import { voidRequest } from './void-request';
import type { Outcome, UsecasePorts } from './ports';

export interface VotePress extends Ballot {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function vote(press: VotePress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, changes, settings } = ports;
  const request = await requests.find(press.requestId);
  if (!request) return refused('noSuchRequest', { requestId: press.requestId });
  const { id, revision, preview } = request;
  if (!isIn(request, 'awaitingApproval') || !preview) return refused('notAwaitingApproval', { requestId: id });
  if (settings.isRecoveryDisabled && press.answer === 'approve') return refused('recoveryDisabled');
  if (!(await changes.has(id, revision))) return refused('changesNotKept', { requestId: id });
  const shown = { ...request, preview };
  const judged = await judge(shown, press, ports);
  const { verdict } = judged;
  switch (verdict.kind) {
    case 'refused':
      return { ...verdict, facts: { requestId: id, ...verdict.facts } };
    case 'rejected':
      return await reject(shown, verdict.vote, ports);
    case 'counted':
      return await count(shown, { ...judged, press, verdict }, ports);
  }
}

type Shown = Votable & RecoveryIn<'awaitingApproval'>;
interface Judged {
  readonly approval: GatheredApproval;
  readonly verdict: Verdict;
  readonly judgedAt: Date;
  readonly stored: StoredChanges;
  readonly areAsApproved: boolean;
  readonly overtaken: Overtaken | undefined;
}
interface Counted extends Judged {
  readonly press: VotePress;
  readonly verdict: Extract<Verdict, { kind: 'counted' }>;
}

/** Everything is read before the moment that counts. */
async function judge(request: Shown, press: VotePress, ports: UsecasePorts): Promise<Judged> {
  const { power, answer } = press;
  const gathered = await gatherApproval(request, power.personId, ports);
  const overtaken = answer === 'approve' ? await overtakenBy(request, ports) : undefined;
  const approval = { ...gathered, isPreviewOvertaken: overtaken !== undefined };
  const stored = new StoredChanges(request, ports.changes);
  const voter = {
    id: power.personId,
    holdsRole: (await power.standing()) === 'administrator',
    hasPowerTouched: await isPowerTouched(stored.read(), approval.presserIds, ports),
  };
  const areAsApproved = answer === 'approve' && (await stored.areAsApproved());
  const judgedAt = ports.clock.now();
  const moment = { now: judgedAt, windows: ports.settings.windows };
  return {
    approval,
    verdict: judgeVote(approval, { voter, ballot: press }, moment),
    judgedAt,
    stored,
    areAsApproved,
    overtaken,
  };
}

async function count(request: Shown, counted: Counted, ports: UsecasePorts): Promise<Outcome> {
  const { press, approval, verdict, judgedAt, stored } = counted;
  if (!counted.areAsApproved) return await voidRequest(request, 'keptChangesDiffer', ports);
  const { power, reason } = press;
  const votes = [...verdict.votes];
  const gone = await snapshotIsGone(request, ports);
  if (gone) return gone;
  const what = isLowered(approval.quorum) ? 'approved, quorum 2 not reachable' : 'approved';
  const move: Omit<Move, 'by'> = { what, reason, with: { votes }, notices: noticeToDismissed(request, approval) };
  if (verdict.isComplete) {
    const votesBefore = [...approval.votes];
    const start = {
      request: { ...request, overtaken: counted.overtaken },
      stored,
      power,
      judgedAt,
      move,
      votes,
      votesBefore,
    };
    return verdict.needsRecheck ? await startRecheck(start, ports) : await startRecovery(start, ports);
  }
  const moved = await ports.requests.move(request, request.state, { ...move, by: power.personId });
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'voteCounted' };
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
