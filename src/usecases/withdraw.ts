/** A20: until it runs, the requester may take the request back, and an approver the vote. */
import { approverIdsOf } from '../approvals/approval';
import { refused } from '../approvals/refusal';
import { notWithdrawableOf } from '../recovery/moments';
import type { Power } from '../recovery/ports';
import { isRechecked, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import { freshUntilOf, isHeldUp } from '../recovery/slot-wait';
import type { Move } from '../recovery/store-ports';
import { minutesAfter } from '../shared/clock';
import type { PersonId, RequestId } from '../shared/ids';
import { moveInAnyCase } from './move-in-any-case';
import type { Outcome, UsecasePorts } from './ports';

export interface WithdrawPress {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function withdraw({ requestId, power }: WithdrawPress, ports: UsecasePorts): Promise<Outcome> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  const tooLate = notWithdrawableOf(request);
  if (tooLate) return tooLate;
  if (power.personId === request.requesterId)
    return await withRecheckStopped(request, await withdrawRequest(request, ports), { power, ports });
  if (approverIdsOf(request).includes(power.personId))
    return await withRecheckStopped(request, await withdrawVote(request, power.personId, ports), { power, ports });
  return refused('notRequesterOrApprover', { requestId });
}

/**
 * The re-check that nobody waits for any more is stopped, so that the slot is free; where Microsoft does not stop it, it ends by itself
 * and changes nothing.
 */
async function withRecheckStopped(
  { state }: RecoveryRequest,
  outcome: Done,
  { power, ports }: { readonly power: Power; readonly ports: UsecasePorts },
): Promise<Outcome> {
  if (state.name !== 'rechecking' || !state.previewJobId || state.computedAt) return outcome;
  const answer = await power.cancel(state.previewJobId);
  if (answer.kind !== 'started') return outcome;
  const graphRequestIds = answer.graphRequestId ? [answer.graphRequestId] : [];
  const move = { by: power.personId, what: 'stoppedRecheck' as const, graphRequestIds };
  return { ...outcome, request: await moveInAnyCase(outcome.request.id, () => ({ move }), ports) };
}

type Done = Extract<Outcome, { kind: 'done' }>;

async function withdrawRequest(request: RecoveryRequest, { requests, clock, wake }: UsecasePorts): Promise<Done> {
  const byId = request.requesterId;
  const voterIds = approverIdsOf(request);
  const notices = voterIds.length > 0 ? [{ kind: 'finished' as const, place: request.place, peopleIds: voterIds }] : [];
  const moved = await requests.move(request, { name: 'withdrawn', at: clock.now(), byId }, { by: byId, notices });
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}

async function withdrawVote(request: RecoveryRequest, voterId: PersonId, ports: UsecasePorts): Promise<Done> {
  const state = withoutFullQuorum(request, ports);
  const moved = await ports.requests.move(request, state, { by: voterId, what: 'withdrewVote', ...withoutVote(request, voterId) }); // prettier-ignore
  await ports.wake.draw(request.id);
  await ports.wake.step(request.id);
  return { kind: 'done', request: moved, note: 'voteWithdrawn' };
}

/**
 * After a re-check the card shows the fresh preview, and the votes are for the approved one before it. What is voted on anew is what is
 * shown: a new revision, which dismisses the other votes, too (A11).
 */
function withoutVote(request: RecoveryRequest, voterId: PersonId): Pick<Move, 'with' | 'notices'> {
  const { recheck, place } = request;
  const votes = request.votes.filter((vote) => vote.voterId !== voterId);
  if (!recheck || !isRechecked(request)) return { with: { votes } };
  const peopleIds = approverIdsOf({ ...request, votes });
  const notices = peopleIds.length > 0 ? [{ kind: 'votesDismissed' as const, place, peopleIds }] : [];
  const { freshRevision: revision, freshDigest: digest } = recheck;
  return { with: { votes: [], revision, digest, recheck: undefined }, notices };
}

const isApproved = (state: RecoveryState): boolean =>
  state.name === 'approved' || (state.name === 'waitingForSlot' && state.resume.name === 'approved');

/**
 * An approved request that loses a vote waits for votes again, until the end of the window it was approved in. That one may be over when
 * a re-check is under way, or the slot is taken, which takes as long as Microsoft likes: then it is asked anew.
 */
function withoutFullQuorum(request: RecoveryRequest, { clock, settings }: UsecasePorts): RecoveryState {
  const { state } = request;
  const opensAt = clock.now();
  const freshUntil = freshUntilOf(request);
  const asked = { name: 'awaitingApproval' as const, opensAt, ...(freshUntil && { freshUntil }) };
  if (state.name === 'rechecking' || (isHeldUp(state) && isApproved(state)))
    return { ...asked, expiresAt: minutesAfter(opensAt, settings.windows.approval) };
  return state.name === 'approved' ? { ...asked, expiresAt: state.expiresAt } : state;
}
