/**
 * A request that was made in a personal chat has its card in other places too. In the requester's chat nobody else sees anything: what is to
 * be said to others is said where they see that card.
 */
import type { Place } from '../approvals/approval';
import { asksForVote } from '../recovery/notice-moment';
import type { RecoveryRequest } from '../recovery/request';
import type { ConversationStore, Notice, NoticeCopy, NoticeStore } from '../recovery/store-ports';
import type { ConversationId } from '../shared/ids';

export interface IncidentPorts {
  readonly conversations: Pick<ConversationStore, 'find'>;
  readonly settings: {
    /** Where requests made in personal chats are shown too. */
    readonly incidentConversationId?: string | undefined;
  };
}

interface PlacePorts extends IncidentPorts {
  readonly conversations: Pick<ConversationStore, 'find' | 'personalOf'>;
  readonly notices: Pick<NoticeStore, 'cards'>;
}

/** The incident's conversation, if there is one that the bot was spoken to in. */
export async function incidentPlace({ conversations, settings }: IncidentPorts): Promise<Place | undefined> {
  const { incidentConversationId } = settings;
  if (incidentConversationId === undefined) return undefined;
  return (await conversations.find(incidentConversationId as ConversationId))?.place;
}

/** The requester's personal chat, where the request was made. */
export const isOwnChat = (place: Place, request: Pick<RecoveryRequest, 'place'>): boolean =>
  request.place.kind === 'personal' && place.conversationId === request.place.conversationId;

/** To those who may approve. */
export const isQuestion = ({ kind }: Pick<Notice, 'kind'>): boolean => asksForVote(kind);

/** Nobody is left to be asked where the request was made: it is for the incident's conversation only. */
export const isForElsewhere = ({ kind, peopleIds, place }: Notice, { settings }: IncidentPorts): boolean =>
  kind === 'escalation' && peopleIds.length === 0 && place.conversationId !== settings.incidentConversationId;

/** A question to those who may approve is told to the requester in words of its own; anything else is said there to the requester only. */
export const isForOwnChat = (notice: Notice, { requesterId }: RecoveryRequest): boolean =>
  isQuestion(notice) || notice.peopleIds.includes(requesterId);

/** What came of showing the request's card to those who may approve it. */
export interface ShownNow {
  /** Places in which it was posted just now: in a personal chat it is the message that asks for approval. */
  readonly shownIn: readonly ConversationId[];
  /** Places that did not take it now, and will be tried again. */
  readonly missedIn: readonly ConversationId[];
}

/**
 * Where else a notice is to be said. Of a request from a personal chat: to each of its people where the request's card stands in their personal chat, and to
 * all of them in every shared place where it stands. A question for approval is said in the incident's conversation in any case.
 */
export async function copiesOf(
  notice: Notice,
  { request, shownIn }: { readonly request: RecoveryRequest } & Pick<ShownNow, 'shownIn'>,
  ports: PlacePorts,
): Promise<readonly NoticeCopy[]> {
  if (!isOwnChat(notice.place, request)) return await forIncident(notice, ports);
  const cards = new Map((await ports.notices.cards(request.id)).map((card) => [card.conversationId, card]));
  const personal = notice.peopleIds.map(async (id) => ({ place: await ports.conversations.personalOf(id), peopleIds: [id] })); // prettier-ignore
  const own = (await Promise.all(personal)).flatMap(({ place, peopleIds }) => {
    const card = place && cards.get(place.conversationId);
    if (!card || isOwnChat(place, request)) return [];
    const isSaid = notice.kind === 'approvalNeeded' && shownIn.includes(place.conversationId);
    return [{ place, peopleIds, ...(isSaid && { activityId: card.activityId }) }];
  });
  const known = await Promise.all([...cards.keys()].map((id) => ports.conversations.find(id)));
  const standsIn = known.flatMap((conversation) => conversation?.place ?? []);
  const shared = standsIn.filter(({ kind }) => kind !== 'personal').map((place) => ({ place, peopleIds: notice.peopleIds })); // prettier-ignore
  const incident = isQuestion(notice) ? await inIncident(notice, ports) : [];
  const places = [...new Map([...shared, ...incident].map((copy) => [copy.place.conversationId, copy])).values()];
  return [...own, ...places];
}

/** What was asked in a channel or a group chat is said there; only at half the window in the incident's conversation, too (A24). */
async function forIncident(notice: Notice, ports: IncidentPorts): Promise<readonly NoticeCopy[]> {
  return notice.kind === 'escalation' ? await inIncident(notice, ports) : [];
}

async function inIncident({ peopleIds }: Notice, ports: IncidentPorts): Promise<readonly NoticeCopy[]> {
  const place = await incidentPlace(ports);
  return place && place.kind !== 'personal' ? [{ place, peopleIds }] : [];
}
