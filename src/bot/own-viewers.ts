/**
 * For whom Teams refreshes a shared card by itself: the requester, who may approve, and who may not for their own power's sake, as far as they are in the conversation. Nobody
 * else has another view, and Teams takes no more than sixty.
 */
import type { RecoveryRequest, RecoveryStateName } from '../recovery/request';
import type { ConversationId } from '../shared/ids';
import type { RememberedApprovers } from '../usecases/remembered-approvers';
import type { Teams } from './conversation';

/** Where a person's own card differs from the shared one in more than what can be pressed by everybody. */
const STATES: readonly RecoveryStateName[] = ['previewed', 'awaitingApproval', 'approved'];
const MOST = 60;

export const hasOwnViews = ({ state }: RecoveryRequest): boolean => STATES.includes(state.name);

/** @returns the channel's ids (`29:…`), the requester first */
export async function ownViewersOf(
  request: RecoveryRequest,
  conversationId: ConversationId,
  { who, teams }: { readonly who: Pick<RememberedApprovers, 'of'>; readonly teams: Teams },
): Promise<readonly string[]> {
  if (!hasOwnViews(request)) return [];
  const { candidates, touched } = await who.of(request);
  const people = [...new Set([request.requesterId, ...[...candidates, ...touched].map(({ id }) => id)])].slice(0, MOST);
  return await teams.teamsIdsOf(conversationId, people);
}
