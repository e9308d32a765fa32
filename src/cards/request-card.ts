/** The one card of a request: the state's name picks the drawing. It can be redrawn at any time, and is never stored. */
import type { RecoveryRequest } from '../recovery/request';
import { drawApproved, drawAwaitingApproval, drawPreviewed } from './approval-card';
import { withAsOf } from './as-of';
import type { Card, DrawnCard, Viewing } from './card';
import { expand } from './expand';
import { drawPlan, drawWaiting } from './plan-card';
import { drawPreviewing, drawReading, drawRechecking, drawRecovering } from './progress-card';
import { drawResult } from './result-card';
import { safeLink } from './safe-link';
import { stateWords } from './state-words';
import tombstone from './templates/tombstone.card.json';

function drawState(request: RecoveryRequest, viewing: Viewing): DrawnCard {
  const { state } = request;
  switch (state.name) {
    case 'planned':
      return drawPlan({ ...request, state }, viewing);
    case 'waitingForSlot':
      return drawWaiting({ ...request, state }, viewing);
    case 'previewing':
      return drawPreviewing({ ...request, state }, viewing);
    case 'reading':
      return drawReading({ ...request, state }, viewing);
    case 'previewed':
      return drawPreviewed({ ...request, state }, viewing);
    case 'awaitingApproval':
      return drawAwaitingApproval({ ...request, state }, viewing);
    case 'rechecking':
      return drawRechecking({ ...request, state }, viewing);
    case 'approved':
      return drawApproved({ ...request, state }, viewing);
    case 'recovering':
      return drawRecovering({ ...request, state }, viewing);
    case 'recovered':
    case 'failed':
    case 'canceled':
    case 'rejected':
    case 'withdrawn':
    case 'expired':
    case 'split':
      return drawResult({ ...request, state }, viewing);
  }
}

export function drawRequest(request: RecoveryRequest, viewing: Viewing): DrawnCard {
  const { card, summary } = drawState(request, viewing);
  return { card: withAsOf(card, { now: viewing.now, zone: request.zone }), summary };
}

/** What is left of a card that another one replaced: one line, a way to the live one, no button. */
export function drawTombstone(request: RecoveryRequest, link?: string): DrawnCard {
  const summary = `${request.id} is ${stateWords(request.state)}: this card was replaced by a newer one.`;
  const way = link === undefined ? `Type: status ${request.id}` : `[Open it](${safeLink(link)})`;
  return { card: expand(tombstone, { text: `${summary} ${way}` }), summary };
}

/**
 * Teams asks for the viewer's own card by itself, for these people only.
 *
 * @param teamsIds - the channel's ids (`29:…`), not Entra's; at most 60 are kept
 */
export function withRefresh(card: Card, request: RecoveryRequest, teamsIds: readonly string[]): Card {
  const data = { requestId: request.id, revision: request.revision };
  const action = { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data };
  return { ...card, refresh: { action, userIds: teamsIds.slice(0, 60) } };
}
