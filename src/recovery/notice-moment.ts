/** A notice may be posted long after it was written: Teams was away, or the queue tried again. It is said only where it is true still. */
import { approverIdsOf } from '../approvals/approval';
import { isOver } from '../approvals/windows';
import type { PersonId } from '../shared/ids';
import type { RecoveryRequest, RecoveryState } from './request';
import { has, isAtRest } from './states';
import type { NoticeDraft, NoticeKind } from './store-ports';

type Written = Pick<NoticeDraft, 'kind' | 'peopleIds'>;

/** @returns the people of the notice whom it still concerns; `undefined` where its moment is over */
export function stillConcerned(notice: Written, request: RecoveryRequest, now: Date): readonly PersonId[] | undefined {
  if (!isTrueIn(notice, request, now)) return undefined;
  const peopleIds = concernedBy(notice, request);
  return peopleIds.length === 0 && notice.peopleIds.length > 0 ? undefined : peopleIds;
}

function isTrueIn({ kind }: Written, { state, away }: RecoveryRequest, now: Date): boolean {
  switch (kind) {
    case 'approvalNeeded':
    case 'reminder':
    case 'escalation':
      return state.name === 'awaitingApproval' && !isOver(state.expiresAt, now);
    case 'finished':
      return hasEnded(state);
    case 'failed':
    case 'expired':
      return state.name === kind;
    case 'votesDismissed':
      return state.name !== 'rejected' && state.name !== 'withdrawn' && state.name !== 'expired';
    case 'slotFree':
      return waitsForPress(state) && !isOver(state.expiresAt, now);
    case 'away':
      return away !== undefined && !isAtRest(state.name);
  }
}

/** It goes to those who may approve. */
export const asksForVote = (kind: NoticeKind): boolean =>
  kind === 'approvalNeeded' || kind === 'reminder' || kind === 'escalation';

const isFinish = has('isFinish');

const hasEnded = (state: RecoveryState): boolean =>
  isFinish(state) || (state.name === 'approved' && state.because === 'rechecked');

const waitsForPress = has('window');

/** Nobody is asked for a vote that was given, or told that one is gone which was given anew. */
function concernedBy({ kind, peopleIds }: Written, request: RecoveryRequest): readonly PersonId[] {
  const approverIds = approverIdsOf(request);
  const withoutVote = peopleIds.filter((id) => !approverIds.includes(id));
  if (asksForVote(kind)) return withoutVote;
  if (kind !== 'votesDismissed') return peopleIds;
  return wereDismissed(request) ? withoutVote : withoutVote.filter((id) => id !== request.requesterId);
}

/** By a re-check that was a new preview, on which nothing has been decided yet. */
const wereDismissed = ({ recheck, revision, state }: RecoveryRequest): boolean =>
  recheck?.freshRevision === revision && (state.name === 'awaitingApproval' || state.name === 'previewed');
