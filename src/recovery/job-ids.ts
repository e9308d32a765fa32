import type { RecoveryRequest } from './request';

/** Microsoft's ids of the previews and the recovery that belong to this request, as far as they were saved; each once. */
export function jobIdsOf({ state, preview, outcome }: RecoveryRequest): readonly string[] {
  const ids = [preview?.previewJobId, outcome?.recoveryJobId, jobOfState(state)];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function jobOfState(state: RecoveryRequest['state']): string | undefined {
  if ('previewJobId' in state) return state.previewJobId;
  if ('jobId' in state) return state.jobId;
  return 'recoveryJobId' in state ? state.recoveryJobId : undefined;
}
