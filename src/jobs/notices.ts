/** New messages that a state change brings with it. Nobody else is mentioned (A24). */
import type { RecoveryRequest } from '../recovery/request';
import type { NoticeDraft, NoticeKind } from '../recovery/store-ports';
import type { PersonId } from '../shared/ids';

type Addressed = Pick<RecoveryRequest, 'place' | 'requesterId' | 'votes'>;

export function noticeTo(
  peopleIds: readonly PersonId[],
  kind: NoticeKind,
  { place }: Pick<Addressed, 'place'>,
): readonly NoticeDraft[] {
  return [{ kind, place, peopleIds: [...new Set(peopleIds)] }];
}

/** To the requester and everyone who voted. */
export function noticeToInvolved(kind: NoticeKind, request: Addressed): readonly NoticeDraft[] {
  const voterIds = request.votes.map(({ voterId }) => voterId);
  return noticeTo([request.requesterId, ...voterIds], kind, request);
}
