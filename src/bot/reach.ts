/** Whom a request reached, and whom it did not: for the card, where the others read it. */
import { nameOf } from '../cards/wording';
import { stillConcerned } from '../recovery/notice-moment';
import type { Candidate, DirectoryReader } from '../recovery/ports';
import type { Reach, Untold } from '../recovery/reach';
import type { RecoveryRequest } from '../recovery/request';
import type { ConversationStore, Notice, NoticeStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import type { ConversationId, PersonId } from '../shared/ids';
import { isOwnChat } from './notice-places';

interface ReachPorts {
  readonly conversations: Pick<ConversationStore, 'personalOf' | 'lostBecause'>;
  readonly notices: Pick<NoticeStore, 'cards'>;
  readonly settings: { readonly incidentConversationId?: string | undefined };
}

/** @param candidates - who could approve it */
export async function reachOf(
  request: Pick<RecoveryRequest, 'id'>,
  candidates: readonly Candidate[],
  { conversations, notices, settings }: ReachPorts,
): Promise<Reach> {
  const cards = await notices.cards(request.id);
  const shownIn = new Set<string | undefined>(cards.map(({ conversationId }) => conversationId));
  const howOf = async ({ id }: Candidate) => await howReached(id, shownIn, conversations);
  const found = await Promise.all(candidates.map(async (candidate) => ({ name: candidate.name, how: await howOf(candidate) }))); // prettier-ignore
  const those = (how: HowReached) => found.filter((one) => one.how === how).map(({ name }) => name);
  return {
    reached: those('reached'),
    notInstalled: those('notInstalled'),
    givenUp: those('givenUp'),
    notYet: those('notYet'),
    inIncidentConversation: shownIn.has(settings.incidentConversationId),
  };
}

type HowReached = Exclude<keyof Reach, 'inIncidentConversation'>;

async function howReached(
  id: PersonId,
  shownIn: ReadonlySet<string | undefined>,
  conversations: ReachPorts['conversations'],
): Promise<HowReached> {
  const chat: ConversationId | undefined = (await conversations.personalOf(id))?.conversationId;
  if (chat !== undefined) return shownIn.has(chat) ? 'reached' : 'notYet';
  return (await conversations.lostBecause(id)) === 'teams/given-up' ? 'givenUp' : 'notInstalled';
}

interface UntoldPorts {
  readonly notices: Pick<NoticeStore, 'ofRequest'>;
  readonly usecases: { readonly directory: Pick<DirectoryReader, 'namesOf'>; readonly clock: Clock };
}

/** One word of it that arrived anywhere is enough: whoever was told the same elsewhere is left out. */
export async function untoldOf(
  request: RecoveryRequest,
  { notices, usecases }: UntoldPorts,
): Promise<readonly Untold[]> {
  const all = await notices.ofRequest(request.id);
  const lost = all.filter(({ givenUpBecause }) => givenUpBecause !== undefined);
  if (lost.length === 0) return [];
  const now = usecases.clock.now();
  const untold = lost.map((notice) => {
    const concerned = stillConcerned(notice, request, now) ?? [];
    const ids = concerned.filter((id) => readThere(notice, request, id) && !wasTold(id, { notice, all, request }));
    return { ids, because: notice.givenUpBecause ?? '' };
  });
  const names = await usecases.directory.namesOf([...new Set(untold.flatMap(({ ids }) => ids))]);
  return [...new Set(untold.map(({ because }) => because))].flatMap((because) => {
    const ids = new Set(untold.filter((one) => one.because === because).flatMap((one) => one.ids));
    return ids.size === 0 ? [] : [{ people: [...ids].map((id) => nameOf(names, id)), because }];
  });
}

/** In the requester's chat nobody else reads. */
const readThere = ({ place }: Notice, request: RecoveryRequest, id: PersonId): boolean =>
  !isOwnChat(place, request) || id === request.requesterId;

interface Telling {
  readonly notice: Notice;
  readonly all: readonly Notice[];
  readonly request: RecoveryRequest;
}

/** By the same notice in another place, or by a later one of its kind. */
function wasTold(id: PersonId, { notice: { kind, createdAt }, all, request }: Telling): boolean {
  const said = all.filter((other) => other.activityId !== undefined && other.kind === kind && other.createdAt >= createdAt); // prettier-ignore
  return said.some((other) => other.peopleIds.includes(id) && readThere(other, request, id));
}
