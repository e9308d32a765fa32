/** Why it is not the moment for what somebody wants of a request, by its state alone; `undefined`: it is. */
import { refused, type Refusal } from '../approvals/refusal';
import { resumed, type RecoveryRequest } from './request';
import { has, isAtRest } from './states';

const isUnread = has('isUnread');

/** There is nothing to decide about before every page is read (A10). */
export function notReadOf(request: RecoveryRequest): Refusal | undefined {
  return isUnread(resumed(request).state) ? refused('notReadYet', { requestId: request.id }) : undefined;
}

export function notAskableOf(request: RecoveryRequest): Refusal | undefined {
  const { id: requestId, state } = request;
  if (state.name === 'previewed') return undefined;
  return notReadOf(request) ?? refused(isAtRest(state.name) ? 'atRest' : 'alreadyPreviewed', { requestId });
}

/** A20: what runs is stopped, not taken back. */
export function notWithdrawableOf({ id: requestId, state }: RecoveryRequest): Refusal | undefined {
  if (state.name === 'previewing') return refused('previewRunning', { requestId });
  if (state.name === 'recovering') return refused('alreadyRunning', { requestId });
  return isAtRest(state.name) && state.name !== 'previewed' ? refused('atRest', { requestId }) : undefined;
}

/** What is over is not split; `undefined` where the changes, or the words of the plan, decide. */
export function notSplittableOf({ id: requestId, state }: RecoveryRequest): Refusal | undefined {
  if (state.name === 'split') return refused('alreadySplit', { requestId, into: state.into.join(' and ') });
  return isAtRest(state.name) && state.name !== 'previewed' ? refused('atRest', { requestId }) : undefined;
}
