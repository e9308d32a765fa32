/** *Cancel*: stops a running preview or recovery. One administrator is enough; what was applied already stays. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import type { Standing } from '../recovery/terms';
import type { Move } from '../recovery/store-ports';
import { StaleRequestError } from '../shared/errors';
import type { PersonId, RequestId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';

export interface CancelPress {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function cancel({ requestId, power }: CancelPress, ports: UsecasePorts): Promise<Outcome> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (!isIn(request, 'previewing') && !isIn(request, 'recovering')) return refused('notRunning', { requestId });
  const refusal = refusalFor(await power.standing(), request.state.name);
  if (refusal) return refusal;
  const jobId = request.state.name === 'previewing' ? request.state.previewJobId : request.state.recoveryJobId;
  if (!jobId) return refused('startUnclear', { requestId });
  return await settle(request, await power.cancel(jobId), { power, ports });
}

/** Microsoft lets a Reader cancel previews only. */
function refusalFor(standing: Standing, during: 'previewing' | 'recovering'): Refusal | undefined {
  if (standing === 'none') return refused('roleNotActive');
  return standing === 'reader' && during === 'recovering' ? refused('readerMayNotAsk') : undefined;
}

async function settle(
  request: RecoveryIn<'previewing'> | RecoveryIn<'recovering'>,
  answer: StartAnswer<string>,
  { power, ports }: { power: Power; ports: UsecasePorts },
): Promise<Outcome> {
  if (answer.kind === 'refused') return refusalOf(answer);
  if (answer.kind === 'notAccepted' || answer.kind === 'slotBusy') return refused('graphAway');
  const graphRequestIds = answer.kind === 'started' && answer.graphRequestId ? [answer.graphRequestId] : [];
  const move = { by: power.personId, what: 'askedToCancel', graphRequestIds };
  const moved = await remember(request.id, move, ports);
  await ports.wake.step(request.id);
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'cancelAsked' };
}

/** Microsoft has been asked already: whoever moved the request meanwhile is no reason to ask again. */
async function remember(id: RequestId, move: Move & { by: PersonId }, { requests }: UsecasePorts) {
  for (;;) {
    const request = await requests.get(id);
    if (!isIn(request, 'previewing') && !isIn(request, 'recovering')) return request;
    try {
      return await requests.move(request, { ...request.state, cancelAskedById: move.by }, move);
    } catch (error) {
      if (!(error instanceof StaleRequestError)) throw error;
    }
  }
}

function refusalOf({ because, reference }: Extract<StartAnswer<string>, { kind: 'refused' }>): Refusal {
  if (because === 'conditionalAccess') return refused('conditionalAccess');
  return refused('graphRefused', { reference: reference ?? '' });
}
