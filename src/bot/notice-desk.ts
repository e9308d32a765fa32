/**
 * Says what a state change left to be said: a new message for each notice, once, judged against the request as it is when it is posted.
 * One that is not true any more is dealt with, and not said.
 */
import { approverIdsOf, type Place } from '../approvals/approval';
import { freshEndOf } from '../approvals/windows';
import { drawNotice } from '../cards/notice';
import { nameOf } from '../cards/wording';
import { stillConcerned } from '../recovery/notice-moment';
import type { RecoveryRequest } from '../recovery/request';
import { agedPreviewOf } from '../recovery/slot-wait';
import type { ConversationStore, Notice, NoticeStore } from '../recovery/store-ports';
import { RewindError, UnavailableError } from '../shared/errors';
import type { ActivityId, PersonId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { UsecasePorts } from '../usecases/ports';
import { wouldRecheck } from '../usecases/would-recheck';
import { namesFor } from '../usecases/while-unread';
import type { Post, Teams } from './conversation';
import { eachInTurn } from './each-in-turn';
import {
  copiesOf,
  isForElsewhere,
  isForOwnChat,
  isOwnChat,
  isQuestion,
  type IncidentPorts,
  type ShownNow,
} from './notice-places';
import { isUnreachable } from './unreachable';

export interface NoticeDeskPorts extends IncidentPorts {
  readonly usecases: Pick<UsecasePorts, 'requests' | 'directory' | 'backup' | 'clock' | 'settings'>;
  readonly notices: Pick<NoticeStore, 'unsent' | 'sent' | 'givenUp' | 'alsoIn' | 'cards'>;
  readonly conversations: Pick<ConversationStore, 'find' | 'personalOf'>;
  readonly teams: Pick<Teams, 'post'>;
  readonly log: Log;
  /** Where the request's live card stands in that place. */
  readonly linkIn: (request: RecoveryRequest, place: Place) => Promise<string | undefined>;
}

interface Said {
  readonly failed: readonly unknown[];
  readonly hasGivenUp: boolean;
}

export class NoticeDesk {
  private readonly ports: NoticeDeskPorts;

  constructor(ports: NoticeDeskPorts) {
    this.ports = ports;
  }

  /**
   * A place that cannot be reached does not stop the others. A question comes behind the card that it points to.
   *
   * @returns the failures, which are tried again, and whether something will not be said any more
   */
  async sayAll(requestId: RequestId, { shownIn, missedIn }: ShownNow): Promise<Said> {
    const { notices } = this.ports;
    for (const notice of await notices.unsent(requestId)) await this.spread(notice, shownIn);
    const unsent = await notices.unsent(requestId);
    const isEarly = (notice: Notice) => isQuestion(notice) && missedIn.includes(notice.place.conversationId);
    let hasGivenUp = false;
    const failed = await eachInTurn(
      unsent.filter((notice) => !isEarly(notice)),
      async (notice) => {
        if ((await this.say(notice, unsent)) === 'givenUp') hasGivenUp = true;
      },
    );
    return { failed, hasGivenUp };
  }

  /** Kept before anything is said: a place that is busy is tried again alone. */
  private async spread(notice: Notice, shownIn: ShownNow['shownIn']): Promise<void> {
    const { notices } = this.ports;
    const request = await this.ports.usecases.requests.get(notice.requestId);
    const copies = await copiesOf(notice, { request, shownIn }, this.ports);
    if (copies.length > 0) await notices.alsoIn(notice.id, copies);
  }

  /** The request may have moved on since its cards were drawn, and while the notices before this one were posted. */
  private async say(notice: Notice, unsent: readonly Notice[]): Promise<'done' | 'givenUp'> {
    const { usecases, notices, log } = this.ports;
    const request = await usecases.requests.get(notice.requestId);
    const isForHere = isSaidHere(notice, request) && !isForElsewhere(notice, this.ports);
    const peopleIds = stillConcerned(notice, request, usecases.clock.now());
    if (isForHere && peopleIds !== undefined && !areToldLater(notice, unsent)) {
      return await this.post(notice, request, peopleIds);
    }
    const { name: state } = request.state;
    log.info({ requestId: request.id, notice: notice.id, isForHere, state }, 'a notice is not said here');
    await notices.sent(notice.id, undefined);
    return 'done';
  }

  private async post(
    notice: Notice,
    request: RecoveryRequest,
    peopleIds: readonly PersonId[],
  ): Promise<'done' | 'givenUp'> {
    const { usecases, linkIn } = this.ports;
    const names = await namesFor(request, peopleNamed(request, peopleIds), usecases.directory);
    const cardLink = await linkIn(request, notice.place);
    const isOwn = isOwnChat(notice.place, request);
    const { isRecoveryDisabled: isSwitchedOff } = usecases.settings;
    const startsAtOnceUntil = notice.kind === 'reminder' ? await startsAtOnce(request, usecases) : undefined;
    const facts = { names, now: usecases.clock.now(), cardLink, isOwnChat: isOwn, isSwitchedOff, startsAtOnceUntil };
    const drawn = drawNotice(notice, request, facts);
    const present = isOwn ? peopleIds.filter((id) => id === request.requesterId) : peopleIds;
    const mentions = present.map((personId) => ({ personId, name: nameOf(names, personId) }));
    return await this.postUnlessRefused(notice, { ...drawn, mentions });
  }

  /** A definite no stays one however often the same is tried: the notice is given up, and the card says who was not told. */
  private async postUnlessRefused({ id, requestId, place }: Notice, post: Post): Promise<'done' | 'givenUp'> {
    const { teams, notices, log } = this.ports;
    let activityId: ActivityId;
    try {
      activityId = await teams.post(place.conversationId, post);
    } catch (error) {
      if (!(error instanceof RewindError) || error instanceof UnavailableError) throw error;
      const facts = { requestId, notice: id, code: error.code };
      if (isUnreachable(error)) log.warn(facts, 'notice cannot be delivered');
      else log.error(facts, 'notice is refused, and given up');
      await notices.givenUp(id, error.code);
      return 'givenUp';
    }
    await notices.sent(id, activityId);
    return 'done';
  }
}

const isSaidHere = (notice: Notice, request: RecoveryRequest): boolean =>
  !isOwnChat(notice.place, request) || isForOwnChat(notice, request);

/** Until when an approval starts it; `undefined` where it looks again first. */
async function startsAtOnce(
  request: RecoveryRequest,
  usecases: NoticeDeskPorts['usecases'],
): Promise<Date | undefined> {
  const preview = agedPreviewOf(request);
  if (!preview || (await wouldRecheck(request, usecases))) return undefined;
  return freshEndOf(preview, usecases.settings.windows);
}

/** Each notice is drawn from the present state: a later one of the same kind and place says the same, to the same people or more. */
function areToldLater({ id, kind, place, peopleIds }: Notice, unsent: readonly Notice[]): boolean {
  const later = unsent.filter((other) => other.id > id && other.kind === kind && isSamePlace(other.place, place));
  return later.some((other) => peopleIds.every((personId) => other.peopleIds.includes(personId)));
}

const isSamePlace = (one: Place, other: Place): boolean => one.conversationId === other.conversationId;

const peopleNamed = (request: RecoveryRequest, peopleIds: readonly PersonId[]): readonly PersonId[] => [
  ...new Set([...peopleIds, request.requesterId, ...approverIdsOf(request), ...endedBy(request)]),
];

const endedBy = ({ state }: RecoveryRequest): readonly PersonId[] =>
  'byId' in state && state.byId ? [state.byId] : [];
