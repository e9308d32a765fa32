/** After a recovery ran: a preview of the same scope shows what is left, and what failed may be asked for again. Both are new requests. */
import { refused, type Refusal } from '../approvals/refusal';
import { VOID_BECAUSE, type RecoveryRequest } from './request';
import { isAtRest } from './states';
import { MAX_OBJECT_IDS } from './terms';

/** Microsoft says that it changed nothing, and that nothing failed: there was nothing left to change. */
export function changedNothing({ state, outcome }: Pick<RecoveryRequest, 'state' | 'outcome'>): boolean {
  return (
    state.name === 'recovered' && outcome?.changedObjects === 0 && !outcome.changedLinks && outcome.failedChanges === 0
  );
}

/** Why there is no result to look into, or `undefined`. */
export function noResultOf({ id: requestId, state }: RecoveryRequest): Refusal | undefined {
  if (mayBeFollowed({ state })) return undefined;
  if (state.name === 'recovering') return refused('stillRecovering', { requestId });
  const mayRun = !isAtRest(state.name) || state.name === 'previewed';
  return refused(mayRun ? 'notRunYet' : 'nothingRan', { requestId });
}

const NEVER_RAN: readonly string[] = VOID_BECAUSE;

/** A recovery ran, to its end or not, and its snapshot was there. */
export function mayBeFollowed({ state }: Pick<RecoveryRequest, 'state'>): boolean {
  if (state.name === 'failed') return state.during === 'recovery' && !NEVER_RAN.includes(state.because);
  return state.name === 'recovered' || (state.name === 'canceled' && state.during === 'recovery');
}

export const failedChangesOf = ({ outcome }: Pick<RecoveryRequest, 'outcome'>): number => outcome?.failedChanges ?? 0;

/** Something failed, and no more than can be pinned to ids. */
export function mayBeRetried(request: Pick<RecoveryRequest, 'state' | 'outcome'>): boolean {
  const failed = failedChangesOf(request);
  return mayBeFollowed(request) && failed > 0 && failed <= MAX_OBJECT_IDS;
}
