/**
 * One live card per request and place: a new one takes over, and the one before it becomes one line. What Teams does not take now is
 * kept, and made good later. What a card shows is drawn elsewhere.
 */
import type { CardAddress, Place, PostedCard } from '../approvals/approval';
import { drawTombstone } from '../cards/request-card';
import type { RecoveryRequest } from '../recovery/request';
import type { ConversationStore, NoticeStore } from '../recovery/store-ports';
import type { ConversationId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { Post, Teams } from './conversation';
import { eachInTurn } from './each-in-turn';
import { messageLink } from './message-link';
import { fingerprintOf } from './post-fingerprint';
import { isUnreachable } from './unreachable';

export interface LiveCardsPorts {
  readonly notices: NoticeStore;
  readonly conversations: ConversationStore;
  readonly teams: Teams;
  readonly log: Log;
}

export class LiveCards {
  private readonly ports: LiveCardsPorts;

  constructor(ports: LiveCardsPorts) {
    this.ports = ports;
  }

  /** The new card is there whatever becomes of the old one, whose buttons are judged like any other press. */
  async post(request: RecoveryRequest, { conversationId }: Place, post: Post): Promise<void> {
    const { notices, teams, log } = this.ports;
    const activityId = await teams.post(conversationId, post);
    const { id: requestId, version } = request;
    await notices.cardPosted({ requestId, conversationId, activityId, drawn: fingerprintOf(post), version });
    for (const error of await this.bury(request))
      log.warn({ requestId, err: error }, 'a superseded card could not be replaced by a line');
  }

  /** @param draw - what is to be shown in the card's place */
  async redraw(request: RecoveryRequest, card: PostedCard, draw: (place: Place) => Promise<Post>): Promise<void> {
    const place = await this.placeOf(card.conversationId);
    const post = await draw(place);
    const shown = { ...card, drawn: fingerprintOf(post), version: request.version };
    try {
      if (shown.drawn !== card.drawn) await this.edit(request, { place, shown, post });
      else if (shown.version !== card.version) await this.ports.notices.cardRedrawn(shown);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      this.ports.log.warn({ requestId: request.id, conversationId: card.conversationId }, 'card cannot be reached');
      await this.ports.notices.cardGone(card);
    }
  }

  /** Edits every card that another one replaced, and that still looks alive. @returns the failures */
  async bury(request: RecoveryRequest): Promise<readonly unknown[]> {
    const superseded = await this.ports.notices.superseded(request.id);
    return await eachInTurn(superseded, (address) => this.buryOne(request, address));
  }

  /** A link to the request's card in that place, where there is one and Teams has an address for it. */
  async linkIn({ id, tenantId }: RecoveryRequest, place: Place): Promise<string | undefined> {
    const cards = await this.ports.notices.cards(id);
    const card = cards.find(({ conversationId }) => conversationId === place.conversationId);
    if (!card) return undefined;
    const groupId = place.kind === 'channel' ? await this.ports.teams.groupIdOf(place.conversationId) : undefined;
    return messageLink({ place, activityId: card.activityId, tenantId, groupId });
  }

  private async edit(
    request: RecoveryRequest,
    { place, shown, post }: { readonly place: Place; readonly shown: PostedCard; readonly post: Post },
  ): Promise<void> {
    const { notices, teams } = this.ports;
    const outcome = await teams.update(shown.conversationId, shown.activityId, post);
    if (outcome === 'gone') await this.post(request, place, post);
    // A newer card may have taken its place meanwhile, and this edit has made it alive again.
    else if (!(await notices.cardRedrawn(shown))) await notices.cardSuperseded(shown);
  }

  private async buryOne(request: RecoveryRequest, address: CardAddress): Promise<void> {
    const { notices, teams } = this.ports;
    const link = await this.linkIn(request, await this.placeOf(address.conversationId));
    try {
      const outcome = await teams.update(address.conversationId, address.activityId, drawTombstone(request, link));
      if (outcome === 'gone') {
        await notices.cardNotFound(address);
        return;
      }
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    await notices.cardBuried(address);
  }

  private async placeOf(conversationId: ConversationId): Promise<Place> {
    return (await this.ports.conversations.find(conversationId))?.place ?? { conversationId, kind: 'channel' };
  }
}
