import type { RecoveryRequest } from './request';

/** Microsoft's ids of the previews and the recovery that belong to this request, as far as they were ever known; each once. */
export function jobIdsOf({ state, preview, outcome, jobIds = [] }: RecoveryRequest): readonly string[] {
  const ids = [...jobIds, preview?.previewJobId, outcome?.recoveryJobId, ...jobsOfState(state)];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function jobsOfState(state: RecoveryRequest['state']): readonly (string | undefined)[] {
  return [
    'previewJobId' in state ? state.previewJobId : undefined,
    'jobId' in state ? state.jobId : undefined,
    'recoveryJobId' in state ? state.recoveryJobId : undefined,
  ];
}
