/** A20: until it runs, the requester may take the request back, and an approver the vote. */
import { approverIdsOf } from '../approvals/approval';
import { refused } from '../approvals/refusal';
import type { Power } from '../recovery/ports';
import { isAtRest, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import type { PersonId, RequestId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';

export interface WithdrawPress {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function withdraw({ requestId, power }: WithdrawPress, ports: UsecasePorts): Promise<Outcome> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (isAtRest(request.state.name) && request.state.name !== 'previewed') return refused('atRest', { requestId });
  if (request.state.name === 'previewing' || request.state.name === 'recovering')
    return refused('alreadyRunning', { requestId });
  if (power.personId === request.requesterId) return await withdrawRequest(request, ports);
  if (approverIdsOf(request).includes(power.personId)) return await withdrawVote(request, power.personId, ports);
  return refused('notRequesterOrApprover', { requestId });
}

async function withdrawRequest(request: RecoveryRequest, { requests, clock, wake }: UsecasePorts): Promise<Outcome> {
  const byId = request.requesterId;
  const voterIds = approverIdsOf(request);
  const notices = voterIds.length > 0 ? [{ kind: 'finished' as const, place: request.place, peopleIds: voterIds }] : [];
  const moved = await requests.move(request, { name: 'withdrawn', at: clock.now(), byId }, { by: byId, notices });
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}

async function withdrawVote(request: RecoveryRequest, voterId: PersonId, ports: UsecasePorts): Promise<Outcome> {
  const votes = request.votes.filter((vote) => vote.voterId !== voterId);
  const state = withoutFullQuorum(request.state, ports);
  const moved = await ports.requests.move(request, state, { by: voterId, what: 'withdrewVote', with: { votes } });
  await ports.wake.draw(request.id);
  await ports.wake.step(request.id);
  return { kind: 'done', request: moved, note: 'voteWithdrawn' };
}

/** An approved request that loses a vote waits for votes again, until the end of the window it was approved in. */
function withoutFullQuorum(state: RecoveryState, { clock }: UsecasePorts): RecoveryState {
  const held = state.name === 'waitingForSlot' ? state.resume : state;
  if (held.name !== 'approved') return state;
  return { name: 'awaitingApproval', opensAt: clock.now(), expiresAt: held.expiresAt };
}
