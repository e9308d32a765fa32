/**
 * Microsoft runs the job; its id belongs to the request. Whatever happens to the saving, nobody is told that nothing runs, and nobody
 * is told that it runs for this request before the stored state names it.
 */
import { RewindError, SlotTakenError, StaleRequestError } from '../shared/errors';
import type { PreviewJobId, RecoveryJobId } from '../shared/ids';
import { jobIdsOf } from '../recovery/job-ids';
import type { StartAnswer } from '../recovery/ports';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import type { StateWith } from '../recovery/states';
import { moveInAnyCase } from './move-in-any-case';
import type { Outcome, UsecasePorts } from './ports';

type Started = Extract<StartAnswer<PreviewJobId | RecoveryJobId>, { kind: 'started' }>;
export type Intent = StateWith<'runs'>;

export interface StartedJob {
  /** As it was saved with the intent. */
  readonly intended: RecoveryRequest;
  readonly intent: Intent;
  readonly answer: Started;
}

type SavingPorts = Pick<UsecasePorts, 'requests' | 'log'>;

export async function saveStartedJob(started: StartedJob, ports: SavingPorts): Promise<Outcome> {
  try {
    return { kind: 'done', request: await save(started.intended, started, ports) };
  } catch (error) {
    if (error instanceof StaleRequestError) return await readAgain(started, ports);
    if (!(error instanceof RewindError)) throw error;
    return unsaved(started.intended, started, ports);
  }
}

async function save(request: RecoveryRequest, { intent, answer }: StartedJob, { requests }: SavingPorts) {
  const graphRequestIds = answer.graphRequestId ? [answer.graphRequestId] : [];
  return await requests.move(request, withJobId(intent, answer.jobId), {
    by: 'rewind',
    what: 'jobAccepted',
    graphRequestIds,
  });
}

/** The worker was faster: it adopted this job, or it did not find it in the list and gave the intent up, which was wrong. */
async function readAgain(started: StartedJob, ports: SavingPorts): Promise<Outcome> {
  const request = await ports.requests.get(started.intended.id);
  if (jobIdsOf(request).includes(started.answer.jobId)) return { kind: 'done', request };
  if (!wasGivenUp(request)) return await keptAsOwn(request, started, ports);
  try {
    return { kind: 'done', request: await save(request, started, ports) };
  } catch (error) {
    if (error instanceof StaleRequestError || error instanceof SlotTakenError)
      return await keptAsOwn(request, started, ports);
    throw error;
  }
}

const wasGivenUp = ({ state }: RecoveryRequest): boolean =>
  (state.name === 'planned' && state.startWasLost === true) ||
  (state.name === 'approved' && state.because === 'startWasLost');

/** The intent, where it still stands, is settled by the list of jobs. Where the request went on, the job is still its own, and told as such. */
async function keptAsOwn(request: RecoveryRequest, started: StartedJob, ports: SavingPorts): Promise<Outcome> {
  const outcome = unsaved(request, started, ports);
  const withJob = ({ jobIds = [] }: RecoveryRequest) => ({ jobIds: [...new Set([...jobIds, started.answer.jobId])] });
  const move = { by: 'rewind' as const, what: 'startedInVain' as const };
  const kept = await moveInAnyCase(request.id, (now) => ({ move: { ...move, with: withJob(now) } }), ports);
  return { ...outcome, request: kept };
}

function unsaved(
  request: RecoveryRequest,
  { answer }: StartedJob,
  { log }: SavingPorts,
): Extract<Outcome, { kind: 'done' }> {
  const { id: requestId, state } = request;
  log.warn({ requestId, jobId: answer.jobId, state: state.name }, 'a job that was started could not be saved');
  return { kind: 'done', request, note: 'startUnclear' };
}

/** The intent, settled. */
export function withJobId({ ifBusy: _settled, ...intent }: Intent, jobId: string): RecoveryState {
  return intent.name === 'recovering'
    ? { ...intent, recoveryJobId: jobId as RecoveryJobId }
    : { ...intent, previewJobId: jobId as PreviewJobId };
}
