/**
 * A request that was made in a personal chat has its card in other places too. In the requester's chat nobody else sees anything: what is to
 * be said to others is said where they see that card.
 */
import type { Place } from '../approvals/approval';
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

/** A question to those who may approve is told to the requester in words of its own; anything else is said there to the requester only. */
export const isForOwnChat = ({ kind, peopleIds }: Notice, { requesterId }: RecoveryRequest): boolean =>
  kind === 'approvalNeeded' || kind === 'reminder' || peopleIds.includes(requesterId);

/**
 * Where else a notice of such a request is to be said: to each of its people where the request's card stands in their personal chat, and to
 * all of them in the incident's conversation.
 *
 * @param shownNow - places in which the card was posted just now: in a personal chat it is the message that asks for approval
 */
export async function copiesOf(
  notice: Notice,
  { request, shownNow }: { readonly request: RecoveryRequest; readonly shownNow: readonly ConversationId[] },
  ports: PlacePorts,
): Promise<readonly NoticeCopy[]> {
  const cards = new Map((await ports.notices.cards(request.id)).map((card) => [card.conversationId, card]));
  const otherIds = notice.peopleIds.filter((id) => id !== request.requesterId);
  const places = await Promise.all(otherIds.map((id) => ports.conversations.personalOf(id)));
  const personal = places.map((place, index) => ({ place, peopleIds: otherIds.slice(index, index + 1) }));
  const wanted = [...personal, { place: await incidentPlace(ports), peopleIds: notice.peopleIds }];
  return wanted.flatMap(({ place, peopleIds }) => {
    const card = place && cards.get(place.conversationId);
    if (!card || isOwnChat(place, request)) return [];
    const isAsking = notice.kind === 'approvalNeeded' && place.kind === 'personal';
    const isSaid = isAsking && shownNow.includes(place.conversationId);
    return [{ place, peopleIds, ...(isSaid && { activityId: card.activityId }) }];
  });
}
