/** *Cancel*: stops a running preview or recovery. One administrator is enough; what was applied already stays. */
import { refused, type Refusal } from '../approvals/refusal';
import type { Power, StartAnswer } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import type { Standing } from '../recovery/terms';
import type { RequestId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';

export interface CancelPress {
  readonly requestId: RequestId;
  readonly power: Power;
}

export async function cancel({ requestId, power }: CancelPress, ports: UsecasePorts): Promise<Outcome> {
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (!isIn(request, 'previewing') && !isIn(request, 'recovering')) return refused('notRunning', { requestId });
  if (!mayCancel(await power.standing(), request.state.name)) return refused('roleNotActive');
  const jobId = request.state.name === 'previewing' ? request.state.previewJobId : request.state.recoveryJobId;
  if (!jobId) return refused('startUnclear', { requestId });
  return await settle(request, await power.cancel(jobId), { power, ports });
}

/** Microsoft lets a Reader cancel previews only. */
function mayCancel(standing: Standing, during: 'previewing' | 'recovering'): boolean {
  return standing === 'administrator' || (standing === 'reader' && during === 'previewing');
}

async function settle(
  request: RecoveryIn<'previewing'> | RecoveryIn<'recovering'>,
  answer: StartAnswer<string>,
  { power, ports }: { power: Power; ports: UsecasePorts },
): Promise<Outcome> {
  if (answer.kind === 'refused') return refusalOf(answer);
  if (answer.kind === 'notAccepted' || answer.kind === 'slotBusy') return refused('graphAway');
  const graphRequestIds = answer.kind === 'started' && answer.graphRequestId ? [answer.graphRequestId] : [];
  const moved = await ports.requests.move(
    request,
    { ...request.state, cancelAskedById: power.personId },
    { by: power.personId, what: 'askedToCancel', graphRequestIds },
  );
  await ports.wake.step(request.id);
  await ports.wake.draw(request.id);
  return { kind: 'done', request: moved, note: 'cancelAsked' };
}

function refusalOf({ because, reference }: Extract<StartAnswer<string>, { kind: 'refused' }>): Refusal {
  if (because === 'roleMissing') return refused('roleNotActive');
  if (because === 'conditionalAccess') return refused('conditionalAccess');
  return refused('graphRefused', { reference: reference ?? '' });
}
