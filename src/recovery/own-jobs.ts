/**
 * Which of Microsoft's jobs are the request's own. A job whose id was known once stays its own, also after the request failed, was
 * withdrawn or went on; a start whose answer was lost stays open until a job is known for it.
 */
import { jobIdsOf } from './job-ids';
import type { OpenStart } from './open-start';
import type { RecoveryRequest } from './request';
import { has } from './states';

const MOST_OPEN_STARTS = 20;

const isIntent = has('runs');

/** The request as every store writes it: derived here, so that no move can forget it. */
export function withOwnJobs(request: RecoveryRequest): RecoveryRequest {
  const jobIds = jobIdsOf(request);
  const openStarts = openStartsOf(request);
  const [known, open] = [jobIds.length > 0 ? [...jobIds] : undefined, openStarts.length > 0 ? [...openStarts] : undefined]; // prettier-ignore
  return { ...request, jobIds: known, openStarts: open };
}

function openStartsOf({ state, plan, openStarts = [] }: RecoveryRequest): readonly OpenStart[] {
  if (!isIntent(state)) return openStarts;
  const others = openStarts.filter(({ intendedAt }) => intendedAt.getTime() !== state.intendedAt.getTime());
  const jobId = state.name === 'recovering' ? state.recoveryJobId : state.previewJobId;
  if (jobId !== undefined) return others;
  const what = state.name === 'recovering' ? 'recovery' : 'preview';
  const scope = ('scope' in state && state.scope) || plan.scope;
  return [...others, { what, intendedAt: state.intendedAt, scope } as const].slice(-MOST_OPEN_STARTS);
}
