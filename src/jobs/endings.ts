/** The ends that several steps come to. */
import { isOver } from '../approvals/windows';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import { rowOf } from '../recovery/states';
import { windowEndOf } from '../recovery/slot-wait';
import { noticeToInvolved } from './notices';
import { moveTo, type StepResult } from './step';

type Failed = Extract<RecoveryState, { name: 'failed' }>;

type FailureFacts = Omit<Failed, 'name' | 'during' | 'mayRun'>;

/** Nothing of it runs any more, as Microsoft itself or a rule says. */
export function failed(request: RecoveryRequest, facts: FailureFacts): StepResult {
  return moveTo(
    { name: 'failed', during: phaseOf(request.state), ...facts, ...jobOf(request.state) },
    { reason: facts.because, notices: noticeToInvolved('failed', request), with: { away: undefined } },
  );
}

/** Nobody follows it any more, and that ends nothing in Microsoft: what may run there stays known as ours, and keeps the slot. */
export function unfollowed(request: RecoveryRequest, facts: FailureFacts): StepResult {
  const mayRun = whatMayRun(request.state);
  const result = failed(request, facts);
  if (mayRun === undefined || result.kind !== 'moveTo' || result.state.name !== 'failed') return result;
  return { ...result, state: { ...result.state, mayRun } };
}

function whatMayRun(state: RecoveryState): Failed['mayRun'] {
  if (state.name === 'recovering') return 'recovery';
  const isPreviewed = state.name === 'rechecking' && state.computedAt !== undefined;
  return (state.name === 'previewing' || state.name === 'rechecking') && !isPreviewed ? 'preview' : undefined;
}

function jobOf(state: RecoveryState): Pick<Failed, 'previewJobId' | 'recoveryJobId' | 'intendedAt'> {
  if (state.name === 'recovering') return { recoveryJobId: state.recoveryJobId, intendedAt: state.intendedAt };
  if (state.name !== 'previewing' && state.name !== 'rechecking') return {};
  return { previewJobId: state.previewJobId, intendedAt: state.intendedAt };
}

function phaseOf(state: RecoveryState): Failed['during'] {
  const { name } = state.name === 'waitingForSlot' ? state.resume : state;
  return rowOf(name).phase ?? 'recovery';
}

/** The move that time alone makes: it was over at the window's end, whenever somebody sees it. `undefined` while the window is open, and for states without a window. */
export function expiryOf(request: RecoveryRequest, now: Date): Extract<StepResult, { kind: 'moveTo' }> | undefined {
  const { state } = request;
  const expiresAt = windowEndOf(state);
  if (!expiresAt || !isOver(expiresAt, now)) return undefined;
  const { slotFreeAt } = 'slotFreeAt' in state ? state : {};
  return {
    kind: 'moveTo',
    state: { name: 'expired', at: expiresAt, during: state.name, ...(slotFreeAt && { slotFreeAt }) },
    move: { notices: noticeToInvolved('expired', request) },
  };
}
