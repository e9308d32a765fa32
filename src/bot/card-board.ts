/**
 * The cards of a request, one live card per conversation, drawn from the state at any time. Also says the notices that a state change
 * left behind. Whoever changes a request only asks for a drawing; this is the only hand that draws.
 */
import type { Draft, Place, PostedCard } from '../approvals/approval';
import { approvalInputs } from '../cards/approval-inputs';
import type { Brought } from '../cards/brought-sentence';
import { noteSentences } from '../cards/note-sentences';
import type { DrawnCard, Viewer } from '../cards/card';
import { draftFor } from '../cards/drafts';
import { drawRequest, withRefresh } from '../cards/request-card';
import { firstCardIsLateSince } from '../recovery/first-card';
import type { Reach } from '../recovery/reach';
import type { RecoveryRequest } from '../recovery/request';
import { isAtRest } from '../recovery/states';
import type { ConversationStore, DraftStore, NoticeStore } from '../recovery/store-ports';
import type { ConversationId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { foreseenRefusals } from '../usecases/foreseen-refusals';
import type { UsecasePorts } from '../usecases/ports';
import { viewRequest } from '../usecases/view-request';
import { RememberedApprovers } from '../usecases/remembered-approvers';
import { ifRead } from '../usecases/while-unread';
import type { Post, Press, Teams } from './conversation';
import { eachInTurn } from './each-in-turn';
import { LiveCards } from './live-cards';
import { NoticeDesk } from './notice-desk';
import { incidentPlace, type ShownNow } from './notice-places';
import { bringToOwnPlace } from './own-place';
import { hasOwnViews, ownViewersOf } from './own-viewers';
import { reachOf, untoldOf } from './reach';
import { isUnreachable } from './unreachable';
import { isPlaceForValues } from './values-place';

export interface CardBoardPorts {
  readonly usecases: UsecasePorts;
  readonly notices: NoticeStore;
  readonly drafts: DraftStore;
  readonly conversations: ConversationStore;
  readonly teams: Teams;
  readonly log: Log;
  readonly settings: {
    /** Conversations in which attribute values may be shown to everybody. */
    readonly detailConversationIds: readonly string[];
    /** Where requests made in personal chats are shown too. */
    readonly incidentConversationId?: string | undefined;
  };
}

/** For whom a card is drawn, and how much of it. */
interface Drawing {
  readonly viewer: Viewer;
  readonly mayShowValues: boolean;
  readonly mayPostValues: boolean;
  /** False while approvers are still being reached: what the card says of it would be wrong a moment later. */
  readonly saysReach?: boolean;
}

interface ShownToApprovers extends ShownNow {
  readonly failed: unknown[];
}

/** A request that moves faster than its card is drawn ends some time. */
const MOST_DRAWINGS = 5;

type OwnPress = Pick<Press, 'place' | 'speaker'>;

export class CardBoard {
  private readonly ports: CardBoardPorts;
  private readonly live: LiveCards;
  private readonly noticeDesk: NoticeDesk;
  private readonly approvers: RememberedApprovers;

  constructor(ports: CardBoardPorts) {
    this.ports = ports;
    this.live = new LiveCards(ports);
    this.approvers = new RememberedApprovers(ports.usecases);
    this.noticeDesk = new NoticeDesk({ ...ports, linkIn: (request, place) => this.live.linkIn(request, place) });
  }

  /** Posts the request's card anew in this conversation; the one before it becomes one line. */
  async show(requestId: RequestId, place: Place, draft?: Draft): Promise<void> {
    const { requests, wake } = this.ports.usecases;
    const request = await requests.get(requestId);
    if (draft) await this.ports.drafts.keep(requestId, draft);
    await this.showIn(request, place);
    const { version } = await requests.get(requestId);
    if (version !== request.version) await wake.draw(requestId);
  }

  /** Edits every card of the request in place, and says what is still unsaid. A place that cannot be reached does not stop the others. */
  async draw(requestId: RequestId): Promise<void> {
    const { usecases, notices } = this.ports;
    const request = await usecases.requests.find(requestId);
    if (!request) return;
    // First, because every card says who was reached.
    const { failed, ...shown } = await this.showToApprovers(request);
    const redraw = (card: PostedCard) => this.live.redraw(request, card, (place) => this.sharedPost(request, place));
    const cards = await notices.cards(requestId);
    if (lacksFirstCard(request, cards, usecases.clock.now())) failed.push(...(await this.showFirst(request)));
    failed.push(...(await eachInTurn(cards, redraw)));
    failed.push(...(await this.live.bury(request)));
    const said = await this.noticeDesk.sayAll(requestId, shown);
    failed.push(...said.failed);
    // The cards say who was not told.
    if (said.hasGivenUp) failed.push(...(await eachInTurn(await notices.cards(requestId), redraw)));
    // The queue tries again; what was drawn or said by now is not repeated.
    if (failed.length > 0) throw failed[0];
  }

  /**
   * The request's card as this person may see it; nobody else is shown it, and Teams refreshes it for nobody else. Teams keeps it until
   * the next edit, and the last edit may come while it is drawn: what is old by then is drawn anew.
   */
  async drawFor(requestId: RequestId, viewer: Viewer, { place, speaker }: OwnPress): Promise<DrawnCard> {
    const { requests } = this.ports.usecases;
    const mayPostValues = isPlaceForValues(place, this.ports.settings.detailConversationIds);
    for (let drawings = 1; ; drawings += 1) {
      const request = await requests.get(requestId);
      const own = await this.drawn(request, { ...ownView(viewer), mayPostValues });
      const isOld = (await requests.get(requestId)).version !== request.version;
      if (isOld && drawings < MOST_DRAWINGS) continue;
      return hasOwnViews(request) ? { ...own, card: withRefresh(own.card, request, [speaker.teamsId]) } : own;
    }
  }

  /** Posts the person's card in the personal chat, kept up to date there. */
  async bring(requestId: RequestId, press: OwnPress): Promise<Brought> {
    return await bringToOwnPlace(press, this.ports, (own) => this.show(requestId, own));
  }

  /** Posts what only this person may see in the personal chat. */
  async bringList(drawn: DrawnCard, press: OwnPress): Promise<Brought> {
    const { teams } = this.ports;
    return await bringToOwnPlace(press, this.ports, (own) => teams.post(own.conversationId, drawn));
  }

  private async showIn(request: RecoveryRequest, place: Place, drawing?: Partial<Drawing>): Promise<void> {
    await this.live.post(request, place, await this.sharedPost(request, place, drawing));
  }

  private async sharedPost(request: RecoveryRequest, place: Place, drawing: Partial<Drawing> = {}): Promise<Post> {
    if (place.kind !== 'personal') {
      const mayShowValues = isPlaceForValues(place, this.ports.settings.detailConversationIds);
      const viewer: Viewer = { isShared: true, standing: 'unknown' };
      const shared = await this.drawn(request, { viewer, mayShowValues, mayPostValues: mayShowValues, ...drawing });
      const seen = { ...this.ports, who: this.approvers };
      const viewers = (await ifRead(request, () => ownViewersOf(request, place.conversationId, seen))) ?? [];
      return viewers.length === 0 ? shared : { ...shared, card: withRefresh(shared.card, request, viewers) };
    }
    const owner = (await this.ports.conversations.find(place.conversationId))?.personId;
    const personId = owner ?? request.requesterId;
    const { directory } = this.ports.usecases;
    const standing = (await ifRead(request, () => directory.standingOf(personId))) ?? 'unknown';
    return await this.drawn(request, { ...ownView({ personId, standing, isShared: false }), ...drawing });
  }

  private async drawn(request: RecoveryRequest, drawing: Drawing): Promise<DrawnCard> {
    const { usecases } = this.ports;
    const { viewer, saysReach = true } = drawing;
    const draft = viewer.personId && (await this.ports.drafts.of(request.id, viewer.personId));
    const view = await viewRequest(request, usecases, (asked) => this.approvers.of(asked));
    const { approval, execution, previewMaxAge } = usecases.settings.windows;
    return drawRequest(request, {
      viewer,
      now: usecases.clock.now(),
      names: view.names,
      rows: view.rows,
      differences: view.differences,
      mayShowValues: drawing.mayShowValues,
      mayPostValues: drawing.mayPostValues,
      quorum: view.approval,
      refusals: foreseenRefusals(view, viewer, usecases),
      approvalInputs: approvalInputs(view.approval?.confirmations ?? []),
      draft: draftFor(viewer, draft, request),
      notes: noteSentences({
        ...view,
        reach: saysReach ? await this.reachOf(request) : undefined,
        untold: await untoldOf(request, this.ports),
        isSwitchedOff: usecases.settings.isRecoveryDisabled,
      }),
      windows: { approvalMinutes: approval, executionMinutes: execution, previewMaxAgeMinutes: previewMaxAge },
    });
  }

  private async showFirst(request: RecoveryRequest): Promise<readonly unknown[]> {
    return await eachInTurn([request.place], async (place) => {
      try {
        await this.showIn(request, place);
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        this.ports.log.warn({ requestId: request.id, conversationId: place.conversationId }, 'card cannot be reached');
      }
    });
  }

  /** A request that was made in a personal chat is brought to the people who may approve it, and to the incident's conversation. */
  private async showToApprovers(request: RecoveryRequest): Promise<ShownToApprovers> {
    if (request.state.name !== 'awaitingApproval' || request.place.kind !== 'personal' || request.away)
      return { failed: [], shownIn: [], missedIn: [] };
    const { notices, conversations, log } = this.ports;
    const hasCard = new Set((await notices.cards(request.id)).map(({ conversationId }) => conversationId));
    const places = (await this.approverPlaces(request)).filter(({ conversationId }) => !hasCard.has(conversationId));
    const [shownIn, missedIn]: [ConversationId[], ConversationId[]] = [[], []];
    const failed = await eachInTurn(places, async (place) => {
      const { conversationId } = place;
      try {
        await this.showIn(request, place, { saysReach: false });
        shownIn.push(conversationId);
      } catch (error) {
        if (!isUnreachable(error)) {
          missedIn.push(conversationId);
          throw error;
        }
        log.warn({ requestId: request.id, conversationId }, 'approver cannot be reached');
        if (place.kind === 'personal') await conversations.unreachable(conversationId, error.code);
      }
    });
    return { failed: [...failed], shownIn, missedIn };
  }

  private async approverPlaces(request: RecoveryRequest): Promise<readonly Place[]> {
    const { conversations } = this.ports;
    const { candidates } = await this.approvers.of(request);
    const personal = await Promise.all(candidates.map(({ id }) => conversations.personalOf(id)));
    return [...personal, await incidentPlace(this.ports)].filter((place) => place !== undefined);
  }

  /** Who sees the approval card of a request from a personal chat, and who does not. */
  private async reachOf(request: RecoveryRequest): Promise<Reach | undefined> {
    if (request.place.kind !== 'personal' || request.state.name !== 'awaitingApproval' || request.away)
      return undefined;
    const { candidates } = await this.approvers.of(request);
    return await reachOf(request, candidates, this.ports);
  }
}

/** No command brings it: it is one half of a request that was split, or its process died between saving it and showing it. */
function lacksFirstCard(request: RecoveryRequest, cards: readonly PostedCard[], now: Date): boolean {
  const { plan, place, state, updatedAt } = request;
  if (plan.splitFrom !== undefined) return !cards.some((card) => card.conversationId === place.conversationId);
  return cards.length === 0 && !isAtRest(state.name) && updatedAt <= firstCardIsLateSince(now);
}

const ownView = (viewer: Viewer): Drawing => ({
  viewer,
  mayShowValues: viewer.standing === 'administrator' || viewer.standing === 'reader',
  mayPostValues: true,
});
