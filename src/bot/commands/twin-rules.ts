/**
 * Whether this person's card has the button that a typed twin stands for, and otherwise why not and what the way out is. Courtesy only, by
 * the state and the roles just told: the lock is in the use case that the button presses.
 */
import { approverIdsOf } from '../../approvals/approval';
import { firstRefusal, refused, type Refusal } from '../../approvals/refusal';
import { isOver } from '../../approvals/windows';
import { holderWords } from '../../cards/plan-card';
import { failedChangesOf, noResultOf } from '../../recovery/follow-up';
import { notAskableOf, notReadOf, notWithdrawableOf } from '../../recovery/moments';
import { formatInstant } from '../../recovery/print-time';
import { isRecoverable } from '../../recovery/recovery-scope';
import { holdsSlot, isIn, objectsOf, type RecoveryRequest, type RecoveryState } from '../../recovery/request';
import { runningJobOf } from '../../recovery/stoppable';
import { MAX_OBJECT_IDS, type Standing } from '../../recovery/terms';
import type { PersonId } from '../../shared/ids';

export type Twin = 'approve' | 'reject' | 'withdraw' | 'cancel' | 'start' | 'ask' | 'runNow' | 'check' | 'retry';

export interface TwinAsker {
  readonly personId: PersonId;
  readonly standing: Standing;
  readonly now: Date;
  /** The kill switch. */
  readonly isRecoveryDisabled: boolean;
}
type Rule = (request: RecoveryRequest, asker: TwinAsker) => Refusal | undefined;

const hasVoted = (request: RecoveryRequest, personId: PersonId) => approverIdsOf(request).includes(personId);
const isPartOfIt = (request: RecoveryRequest, personId: PersonId) =>
  request.requesterId === personId || hasVoted(request, personId);

const forAdministrators: Rule = (_request, { standing }) =>
  standing === 'administrator' ? undefined : refused(standing === 'reader' ? 'readerMayNotAsk' : 'roleMissing');

const forRequester: Rule = ({ requesterId }, { personId }) =>
  requesterId === personId ? undefined : refused('notRequester');

type Resumable = Extract<RecoveryState, { name: 'waitingForSlot' }>['resume']['name'];

/** It would be the moment, but somebody else runs the tenant's one preview or recovery. */
function slotBusy({ state, zone }: RecoveryRequest, resumes: Resumable): Refusal | undefined {
  if (state.name !== 'waitingForSlot' || state.resume.name !== resumes) return undefined;
  const { startedAt, ...holder } = state.holder;
  const since = startedAt === undefined ? {} : { since: formatInstant(startedAt, zone) };
  return refused('slotBusy', { holder: holderWords(holder, zone), ...since });
}

/** A window that is over waits for the sweep. */
function windowOver({ state, zone }: RecoveryRequest, now: Date): Refusal | undefined {
  if (state.name !== 'awaitingApproval' && state.name !== 'approved') return undefined;
  return isOver(state.expiresAt, now)
    ? refused('windowOver', { until: formatInstant(state.expiresAt, zone) })
    : undefined;
}

const vote: Rule = (request, asker) =>
  notReadOf(request) ??
  slotBusy(request, 'awaitingApproval') ??
  firstRefusal([[request.state.name !== 'awaitingApproval' || request.digest === undefined, 'notAwaitingApproval']]) ??
  windowOver(request, asker.now) ??
  firstRefusal([
    [request.requesterId === asker.personId, 'voterIsRequester'],
    [request.changedByIds.includes(asker.personId), 'voterChangedRequest'],
  ]) ??
  forAdministrators(request, asker) ??
  firstRefusal([[hasVoted(request, asker.personId), 'alreadyVoted']]);

const withdraw: Rule = (request, { personId }) =>
  notWithdrawableOf(request) ??
  firstRefusal([[!isPartOfIt(request, personId), 'notRequesterOrApprover']]) ??
  firstRefusal([
    [request.state.name === 'previewed', 'asksNobody'],
    [request.state.name === 'reading', 'notReadYet'],
  ]);

/** Microsoft lets a Reader stop previews only. */
const stopped: Rule = (request, asker) => {
  const { state } = request;
  const isReading = isIn(request, 'rechecking') && request.state.computedAt !== undefined;
  if (!holdsSlot(state.name) || isReading) return refused('notRunning');
  return state.name === 'previewing' ? undefined : forAdministrators(request, asker);
};

const stoppable: Rule = ({ state }) => {
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering') return undefined;
  return firstRefusal([
    [runningJobOf(state) === undefined, 'startUnclear'],
    [state.cancelAskedById !== undefined, 'alreadyStopping'],
  ]);
};

const start: Rule = (request, asker) =>
  firstRefusal([[!['planned', 'waitingForSlot'].includes(request.state.name), 'notPlanned']]) ??
  forRequester(request, asker) ??
  slotBusy(request, 'planned') ??
  firstRefusal([[request.state.name !== 'planned', 'notPlanned']]);

const recoverable: Rule = ({ preview, plan }) => {
  if (preview && isRecoverable(preview.counts, plan)) return undefined;
  return refused(preview && objectsOf(preview.counts) > 0 ? 'cannotBePinned' : 'nothingToRecover');
};

const runNow: Rule = (request, asker) =>
  slotBusy(request, 'approved') ??
  firstRefusal([
    [request.state.name !== 'approved', 'notApproved'],
    [!isPartOfIt(request, asker.personId), 'notRequesterOrApprover'],
  ]) ??
  forAdministrators(request, asker) ??
  windowOver(request, asker.now);

function tooManyFailed(request: RecoveryRequest): Refusal | undefined {
  const count = failedChangesOf(request);
  return count > MAX_OBJECT_IDS
    ? refused('tooManyObjects', { count: String(count), limit: String(MAX_OBJECT_IDS) })
    : undefined;
}

const RULES: { readonly [Kind in Twin]: Rule } = {
  approve: vote,
  reject: vote,
  withdraw,
  cancel: (request, asker) => stopped(request, asker) ?? stoppable(request, asker),
  start,
  ask: (request, asker) =>
    notAskableOf(request) ??
    forRequester(request, asker) ??
    forAdministrators(request, asker) ??
    recoverable(request, asker),
  runNow,
  check: noResultOf,
  retry: (request, asker) =>
    noResultOf(request) ??
    firstRefusal([[failedChangesOf(request) === 0, 'nothingFailed']]) ??
    forAdministrators(request, asker) ??
    tooManyFailed(request),
};

export const isTwin = (name: string): name is Twin => Object.hasOwn(RULES, name);

/** What starts nothing and leads to no start. */
const NEVER_SWITCHED_OFF: readonly Twin[] = ['reject', 'withdraw', 'cancel'];

export function twinRefusal(twin: Twin, request: RecoveryRequest, asker: TwinAsker): Refusal | undefined {
  const isSwitchedOff = asker.isRecoveryDisabled && !NEVER_SWITCHED_OFF.includes(twin);
  return RULES[twin](request, asker) ?? firstRefusal([[isSwitchedOff, 'recoveryDisabled']]);
}
