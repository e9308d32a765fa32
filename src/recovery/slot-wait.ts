/**
 * A place in the queue: while somebody else holds the tenant's slot, no window runs, however long that takes. It begins when the slot is
 * free, which the people concerned are told.
 */
import type { AgedPreview, Windows } from '../approvals/windows';
import { minutesAfter } from '../shared/clock';
import type { RecoveryRequest, RecoveryState } from './request';
import type { StateWith } from './states';

type StartWindows = Pick<Windows, 'plan' | 'approval' | 'execution'>;
type Held = StateWith<'window'>;

/** All votes were in, and the slot was taken: since then nobody has seen it free. */
const isApprovedBehind = (state: RecoveryState): boolean =>
  state.name === 'approved' && state.because === 'slotBusy' && state.slotFreeAt === undefined;

export const isHeldUp = (state: RecoveryState): boolean => state.name === 'waitingForSlot' || isApprovedBehind(state);

/** When time alone ends this state. `undefined`: it has no window, or none that runs. */
export function windowEndOf(state: RecoveryState): Date | undefined {
  return !isHeldUp(state) && 'expiresAt' in state ? state.expiresAt : undefined;
}

/** After a re-check: until when its preview counts as fresh, also while it waits for the slot. */
export function freshUntilOf({ state }: Pick<RecoveryRequest, 'state'>): Date | undefined {
  const held = state.name === 'waitingForSlot' ? state.resume : state;
  return 'freshUntil' in held ? held.freshUntil : undefined;
}

export function agedPreviewOf(request: Pick<RecoveryRequest, 'state' | 'preview'>): AgedPreview | undefined {
  return request.preview && { computedAt: request.preview.computedAt, freshUntil: freshUntilOf(request) };
}

/** The same with a whole window from then on. */
export function freedAt<State extends Held>(state: State, at: Date, windows: StartWindows): State {
  switch (state.name) {
    case 'planned':
      return { ...state, expiresAt: minutesAfter(at, windows.plan) };
    case 'awaitingApproval':
      return { ...state, opensAt: at, expiresAt: minutesAfter(at, windows.approval), remindedAt: undefined, escalatedAt: undefined }; // prettier-ignore
    case 'approved':
      return { ...state, expiresAt: minutesAfter(at, windows.execution) };
  }
}

/** As a press finds it: what is held up may be pressed at any time, and its window begins then at the earliest. */
export function pressedAt(request: RecoveryRequest, at: Date, windows: StartWindows): RecoveryRequest {
  const { state } = request;
  if (state.name === 'waitingForSlot') return { ...request, state: freedAt(state.resume, at, windows) };
  return state.name === 'approved' && isApprovedBehind(state)
    ? { ...request, state: freedAt(state, at, windows) }
    : request;
}
