/**
 * For whom Teams refreshes a shared card by itself: the requester, who may approve, and who may not for their own power's sake, as far as they are in the conversation. Nobody
 * else has another view, and Teams takes no more than sixty.
 */
import type { RecoveryRequest } from '../recovery/request';
import { has } from '../recovery/states';
import type { ConversationId } from '../shared/ids';
import type { RememberedApprovers } from '../usecases/remembered-approvers';
import type { Teams } from './conversation';

const MOST = 60;

const isSeenApart = has('hasOwnViews');

export const hasOwnViews = ({ state }: RecoveryRequest): boolean => isSeenApart(state);

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
