/** *Cancel*: stops a running preview or recovery. One administrator is enough; what was applied already stays. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import { isIn, type RecoveryIn, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import { runningJobOf, stoppableOf, type RunningStateName, type Stoppable } from '../recovery/states';
import type { Standing } from '../recovery/terms';
import type { PersonId, RequestId } from '../shared/ids';
import { moveInAnyCase } from './move-in-any-case';
import type { Outcome, UsecasePorts } from './ports';

export interface CancelPress {
  readonly requestId: RequestId;
  /** What the presser's card said that it stops. A press without it means nothing that may be stopped. */
  readonly stops: Stoppable | undefined;
  /** Microsoft's id of the very job that the card showed. */
  readonly jobId: string | undefined;
  readonly power: Power;
}

export async function cancel({ requestId, stops, jobId, power }: CancelPress, ports: UsecasePorts): Promise<Outcome> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (!runs(request)) return refused('notRunning', { requestId });
  const runningId = runningJobOf(request.state);
  if (stops !== stoppableOf(request.state.name) || jobId !== runningId)
    return refused('changedSinceShown', { requestId });
  const refusal = refusalFor(await power.standing(), request.state.name);
  if (refusal) return refusal;
  if (!runningId) return refused('startUnclear', { requestId });
  return await settle(request, await power.cancel(runningId), { power, ports });
}

type Running = { [Name in RunningStateName]: RecoveryIn<Name> }[RunningStateName];

/** A re-check that is finished and being read runs no more. */
function runs(request: RecoveryRequest): request is Running {
  const isReading = isIn(request, 'rechecking') && request.state.computedAt !== undefined;
  return !isReading && (isIn(request, 'previewing') || isIn(request, 'rechecking') || isIn(request, 'recovering'));
}

/** Microsoft lets a Reader cancel previews only; the one of a re-check takes an approved request with it. */
function refusalFor(standing: Standing, during: RunningStateName): Refusal | undefined {
  if (standing === 'none') return refused('roleNotActive');
  return standing === 'reader' && during !== 'previewing' ? refused('readerMayNotAsk') : undefined;
}

async function settle(
  request: Running,
  answer: StartAnswer<string>,
  { power, ports }: { power: Power; ports: UsecasePorts },
): Promise<Outcome> {
  if (answer.kind === 'refused') return refusalOf(answer);
  if (answer.kind === 'notAccepted' || answer.kind === 'slotBusy') return refused('graphAway');
  const graphRequestIds = answer.kind === 'started' && answer.graphRequestId ? [answer.graphRequestId] : [];
  const move = { by: power.personId, what: 'askedToCancel' as const, graphRequestIds };
  const moved = await moveInAnyCase(
    request.id,
    (current) => ({ state: stateAfterStop(request, current, power.personId), move }),
    ports,
  );
  await ports.wake.step(request.id);
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'cancelAsked' };
}

/**
 * Microsoft may have stopped it, or ended it, before this could be saved. Another job of the same request, started since, was not asked to
 * stop.
 */
function stateAfterStop(stopped: Running, current: RecoveryRequest, byId: PersonId): RecoveryState {
  const jobId = runningJobOf(stopped.state);
  if (runs(current))
    return runningJobOf(current.state) === jobId ? { ...current.state, cancelAskedById: byId } : current.state;
  const isUnclaimed = isIn(current, 'canceled') && current.state.jobId === jobId && current.state.byId === undefined;
  return isUnclaimed ? { ...current.state, byId } : current.state;
}

function refusalOf({ because, reference }: Extract<StartAnswer<string>, { kind: 'refused' }>): Refusal {
  if (because === 'conditionalAccess' || because === 'signInNotTaken') return refused(because);
  return refused('graphRefused', { reference: reference ?? '' });
}
