/** The ends that several steps come to. */
import { isOver } from '../approvals/windows';
import type { RecoveryRequest, RecoveryState, RecoveryStateName } from '../recovery/request';
import { windowEndOf } from '../recovery/slot-wait';
import { noticeToInvolved } from './notices';
import { moveTo, type StepResult } from './step';

type Failed = Extract<RecoveryState, { name: 'failed' }>;

export function failed(request: RecoveryRequest, facts: Omit<Failed, 'name' | 'during'>): StepResult {
  return moveTo(
    { name: 'failed', during: phaseOf(request.state), ...facts, ...whatMayRun(request.state) },
    { reason: facts.because, notices: noticeToInvolved('failed', request) },
  );
}

/** A failure of ours ends nothing in Microsoft: what runs there stays known as ours. */
function whatMayRun(state: RecoveryState): Pick<Failed, 'recoveryJobId' | 'intendedAt'> {
  if (state.name !== 'recovering') return {};
  const { recoveryJobId, intendedAt } = state;
  return recoveryJobId === undefined ? { intendedAt } : { recoveryJobId };
}

const PHASES: { readonly [Name in RecoveryStateName]?: Failed['during'] } = {
  planned: 'preview',
  previewing: 'preview',
  reading: 'reading',
  rechecking: 'recheck',
};

function phaseOf(state: RecoveryState): Failed['during'] {
  const { name } = state.name === 'waitingForSlot' ? state.resume : state;
  return PHASES[name] ?? 'recovery';
}

/** The move that time alone makes. `undefined` while the window is open, and for states without a window. */
export function expiryOf(request: RecoveryRequest, now: Date): Extract<StepResult, { kind: 'moveTo' }> | undefined {
  const { state } = request;
  const expiresAt = windowEndOf(state);
  if (!expiresAt || !isOver(expiresAt, now)) return undefined;
  const { slotFreeAt } = 'slotFreeAt' in state ? state : {};
  return {
    kind: 'moveTo',
    state: { name: 'expired', at: now, during: state.name, ...(slotFreeAt && { slotFreeAt }) },
    move: { notices: noticeToInvolved('expired', request) },
  };
}
