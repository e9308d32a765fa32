/**
 * Says what a state change left to be said: a new message for each notice, once, judged against the request as it is when it is posted.
 * One that is not true any more is dealt with, and not said.
 */
import { approverIdsOf, type Place } from '../approvals/approval';
import { drawNotice } from '../cards/notice';
import { nameOf } from '../cards/wording';
import { stillConcerned } from '../recovery/notice-moment';
import type { RecoveryRequest } from '../recovery/request';
import type { Notice, NoticeStore } from '../recovery/store-ports';
import type { PersonId, RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import type { UsecasePorts } from '../usecases/ports';
import type { Teams } from './conversation';
import { eachInTurn } from './each-in-turn';
import { isUnreachable } from './unreachable';

export interface NoticeDeskPorts {
  readonly usecases: Pick<UsecasePorts, 'requests' | 'directory' | 'clock'>;
  readonly notices: Pick<NoticeStore, 'unsent' | 'sent'>;
  readonly teams: Pick<Teams, 'post'>;
  readonly log: Log;
  /** Where the request's live card stands in that place. */
  readonly linkIn: (request: RecoveryRequest, place: Place) => Promise<string | undefined>;
}

export class NoticeDesk {
  private readonly ports: NoticeDeskPorts;

  constructor(ports: NoticeDeskPorts) {
    this.ports = ports;
  }

  /** A place that cannot be reached does not stop the others. @returns the failures */
  async sayAll(requestId: RequestId): Promise<readonly unknown[]> {
    const unsent = await this.ports.notices.unsent(requestId);
    return await eachInTurn(unsent, (notice) => this.say(notice, unsent));
  }

  /** The request may have moved on since its cards were drawn, and while the notices before this one were posted. */
  private async say(notice: Notice, unsent: readonly Notice[]): Promise<void> {
    const { usecases, notices, log } = this.ports;
    const request = await usecases.requests.get(notice.requestId);
    const peopleIds = stillConcerned(notice, request, usecases.clock.now());
    if (peopleIds !== undefined && !areToldLater(notice, unsent)) {
      await this.post(notice, request, peopleIds);
      return;
    }
    log.info({ requestId: request.id, notice: notice.id, state: request.state.name }, 'the moment of a notice is over');
    await notices.sent(notice.id, undefined);
  }

  private async post(notice: Notice, request: RecoveryRequest, peopleIds: readonly PersonId[]): Promise<void> {
    const { notices, teams, usecases, log, linkIn } = this.ports;
    const names = await usecases.directory.namesOf(peopleNamed(request, peopleIds));
    const cardLink = await linkIn(request, notice.place);
    const drawn = drawNotice(notice, request, { names, now: usecases.clock.now(), cardLink });
    const mentions = peopleIds.map((personId) => ({ personId, name: nameOf(names, personId) }));
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

/** Each notice is drawn from the present state: a later one of the same kind and place says the same, to the same people or more. */
function areToldLater({ id, kind, place, peopleIds }: Notice, unsent: readonly Notice[]): boolean {
  const later = unsent.filter((other) => other.id > id && other.kind === kind && isSamePlace(other.place, place));
  return later.some((other) => peopleIds.every((personId) => other.peopleIds.includes(personId)));
}

const isSamePlace = (one: Place, other: Place): boolean => one.conversationId === other.conversationId;

const peopleNamed = (request: RecoveryRequest, peopleIds: readonly PersonId[]): readonly PersonId[] => [
  ...new Set([...peopleIds, request.requesterId, ...approverIdsOf(request)]),
];
