/**
 * The cards of a request, one live card per conversation, drawn from the state at any time. Also says the notices that a state change
 * left behind. Whoever changes a request only asks for a drawing; this is the only hand that draws.
 */
import type { Place } from '../approvals/approval';
import { approvalInputs } from '../cards/approval-inputs';
import { drawNotice } from '../cards/notice';
import { noteSentences } from '../cards/note-sentences';
import type { DrawnCard, Viewer } from '../cards/card';
import { drawRequest, drawTombstone } from '../cards/request-card';
import { nameOf } from '../cards/wording';
import type { RecoveryRequest } from '../recovery/request';
import type { ConversationStore, Notice, NoticeStore } from '../recovery/store-ports';
import { RewindError } from '../shared/errors';
import type { ActivityId, ConversationId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { UsecasePorts } from '../usecases/ports';
import { viewRequest } from '../usecases/view-request';
import { whoCouldApprove } from '../usecases/who-could-approve';
import type { Post, Teams } from './conversation';

export interface CardBoardPorts {
  readonly usecases: UsecasePorts;
  readonly notices: NoticeStore;
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
  /** False while approvers are still being reached: what the card says of it would be wrong a moment later. */
  readonly saysReach?: boolean;
}

export class CardBoard {
  private readonly ports: CardBoardPorts;

  constructor(ports: CardBoardPorts) {
    this.ports = ports;
  }

  /** Posts the request's card anew in this conversation; the one before it becomes one line. */
  async show(requestId: RequestId, place: Place): Promise<void> {
    await this.showIn(await this.ports.usecases.requests.get(requestId), place);
  }

  /** Edits every card of the request in place, and says what is still unsaid. A place that cannot be reached does not stop the others. */
  async draw(requestId: RequestId): Promise<void> {
    const { usecases, notices } = this.ports;
    const request = await usecases.requests.find(requestId);
    if (!request) return;
    // First, because every card says who was reached.
    if (request.state.name === 'awaitingApproval' && request.place.kind === 'personal')
      await this.showToApprovers(request);
    for (const { conversationId, activityId } of await notices.cards(requestId))
      await this.redraw(request, conversationId, activityId);
    const unsent = await notices.unsent(requestId);
    // Read again after the notices: the request may have moved on while its cards were drawn, and left the notice only then.
    const current = await usecases.requests.get(requestId);
    for (const notice of unsent) await this.say(notice, current);
  }

  /** The request's card as this person may see it; nobody else is shown it. */
  async drawFor(request: RecoveryRequest, viewer: Viewer): Promise<DrawnCard> {
    return await this.drawn(request, ownView(viewer));
  }

  private async showIn(request: RecoveryRequest, place: Place, drawing?: Partial<Drawing>): Promise<void> {
    const { notices, teams } = this.ports;
    const { conversationId } = place;
    const activityId = await teams.post(conversationId, await this.sharedPost(request, place, drawing));
    const superseded = await notices.cardPosted({ requestId: request.id, conversationId, activityId });
    if (superseded) await teams.update(superseded.conversationId, superseded.activityId, drawTombstone(request));
  }

  private async redraw(
    request: RecoveryRequest,
    conversationId: ConversationId,
    activityId: ActivityId,
  ): Promise<void> {
    const { notices, teams, conversations, log } = this.ports;
    const place = (await conversations.find(conversationId))?.place ?? { conversationId, kind: 'channel' as const };
    try {
      const outcome = await teams.update(conversationId, activityId, await this.sharedPost(request, place));
      if (outcome === 'gone') await this.showIn(request, place);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      log.warn({ requestId: request.id, conversationId }, 'card cannot be reached');
      await notices.cardGone({ requestId: request.id, conversationId, activityId });
    }
  }

  private async sharedPost(request: RecoveryRequest, place: Place, drawing: Partial<Drawing> = {}): Promise<Post> {
    if (place.kind !== 'personal') {
      const mayShowValues = this.ports.settings.detailConversationIds.includes(place.conversationId);
      return await this.drawn(request, { viewer: { isShared: true, standing: 'unknown' }, mayShowValues, ...drawing });
    }
    const owner = (await this.ports.conversations.find(place.conversationId))?.personId;
    const personId = owner ?? request.requesterId;
    const standing = await this.ports.usecases.directory.standingOf(personId);
    return await this.drawn(request, { ...ownView({ personId, standing, isShared: false }), ...drawing });
  }

  private async drawn(request: RecoveryRequest, drawing: Drawing): Promise<DrawnCard> {
    const { usecases } = this.ports;
    const { viewer, mayShowValues, saysReach = true } = drawing;
    const view = await viewRequest(request, usecases);
    const { approval, execution, previewMaxAge } = usecases.settings.windows;
    return drawRequest(request, {
      viewer,
      now: usecases.clock.now(),
      names: view.names,
      rows: view.rows,
      mayShowValues,
      quorum: view.approval,
      approvalInputs: approvalInputs(view.approval?.confirmations ?? []),
      notes: noteSentences({ ...view, reach: saysReach ? await this.reachOf(request) : undefined }),
      windows: { approvalMinutes: approval, executionMinutes: execution, previewMaxAgeMinutes: previewMaxAge },
    });
  }

  /** A request that was made in a personal chat is brought to the people who may approve it, and to the incident's conversation. */
  private async showToApprovers(request: RecoveryRequest): Promise<void> {
    const { notices, log } = this.ports;
    const shownIn = new Set((await notices.cards(request.id)).map(({ conversationId }) => conversationId));
    for (const place of await this.approverPlaces(request)) {
      if (shownIn.has(place.conversationId)) continue;
      await this.showIn(request, place, { saysReach: false }).catch((error: unknown) => {
        if (!isUnreachable(error)) throw error;
        log.warn({ requestId: request.id, conversationId: place.conversationId }, 'approver cannot be reached');
      });
    }
  }

  private async approverPlaces(request: RecoveryRequest): Promise<readonly Place[]> {
    const { usecases, conversations, settings } = this.ports;
    const { candidates } = await whoCouldApprove(request, usecases);
    const personal = await Promise.all(candidates.map(({ id }) => conversations.personalOf(id)));
    const incident = settings.incidentConversationId
      ? await conversations.find(settings.incidentConversationId as ConversationId)
      : undefined;
    return [...personal, incident?.place].filter((place) => place !== undefined);
  }

  /** Who sees the approval card of a request from a personal chat, and who does not. */
  private async reachOf(request: RecoveryRequest) {
    if (request.place.kind !== 'personal' || request.state.name !== 'awaitingApproval') return undefined;
    const { usecases, conversations, notices, settings } = this.ports;
    const { candidates } = await whoCouldApprove(request, usecases);
    const personal = await Promise.all(candidates.map(({ id }) => conversations.personalOf(id)));
    const shownIn = new Set<string | undefined>((await notices.cards(request.id)).map((card) => card.conversationId));
    const isReached = (_: unknown, index: number) => shownIn.has(personal[index]?.conversationId);
    return {
      reached: candidates.filter(isReached).map(({ name }) => name),
      notReached: candidates.filter((_, index) => !isReached(_, index)).map(({ name }) => name),
      inIncidentConversation: shownIn.has(settings.incidentConversationId),
    };
  }

  private async say(notice: Notice, request: RecoveryRequest): Promise<void> {
    const { notices, teams, usecases, log } = this.ports;
    const names = await usecases.directory.namesOf([...notice.peopleIds, request.requesterId]);
    const drawn = drawNotice(notice, request, { names, now: usecases.clock.now() });
    const mentions = notice.peopleIds.map((personId) => ({ personId, name: nameOf(names, personId) }));
    try {
      const activityId = await teams.post(notice.place.conversationId, { ...drawn, mentions });
      await notices.sent(notice.id, activityId);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      log.warn({ requestId: request.id, notice: notice.id }, 'notice cannot be delivered');
      await notices.sent(notice.id, undefined);
    }
  }
}

const ownView = (viewer: Viewer): Drawing => ({
  viewer,
  mayShowValues: viewer.standing === 'administrator' || viewer.standing === 'reader',
});

/** The bot is not, or no longer, where it should speak. */
function isUnreachable(error: unknown): boolean {
  return error instanceof RewindError && error.code === 'teams/unreachable';
}
