/** *Tell me when free*: somebody else who wants to hear that the slot is free. It starts nothing and needs no power. */
import { refused } from '../approvals/refusal';
import { isIn } from '../recovery/request';
import type { PersonId, RequestId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';

export async function tellMeWhenFree(
  { requestId, personId }: { readonly requestId: RequestId; readonly personId: PersonId },
  { requests, wake }: UsecasePorts,
): Promise<Outcome> {
  const request = await requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (!isIn(request, 'waitingForSlot')) return refused('changedSinceShown');
  if (request.state.tellIds.includes(personId)) return { kind: 'done', request };
  const state = { ...request.state, tellIds: [...request.state.tellIds, personId] };
  const moved = await requests.move(request, state, { by: personId, what: 'askedToBeTold' });
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}
