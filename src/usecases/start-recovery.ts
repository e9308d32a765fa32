/** The start of a recovery, after the last vote or on *Run now*: pinned to what was approved, with the presser's own token. */
import { refused } from '../approvals/refusal';
import { minutesAfter } from '../shared/clock';
import { SlotTakenError } from '../shared/errors';
import type { Power } from '../recovery/ports';
import type { PreviewResult, RecoveryRequest, RecoveryState } from '../recovery/request';
import { recoveryScopeOf } from '../recovery/recovery-scope';
import type { Move } from '../recovery/store-ports';
import { startJob } from './start-job';
import { waitingForSlot } from './waiting-for-slot';
import type { Outcome, UsecasePorts } from './ports';

export interface RecoveryStart {
  /** As it was judged: in `awaitingApproval` or `approved`. */
  readonly request: RecoveryRequest;
  readonly preview: PreviewResult;
  readonly power: Power;
  /** What the record says, and who is told. */
  readonly move: Omit<Move, 'by' | 'with'>;
  /** The votes with the one that completes the quorum. */
  readonly votes: RecoveryRequest['votes'];
}

export async function startRecovery(start: RecoveryStart, ports: UsecasePorts): Promise<Outcome> {
  const { request, preview, power, votes } = start;
  const { requests, changes, clock, wake } = ports;
  const scope = await recoveryScopeOf(request.plan, preview.counts, changes.changes(request.id, request.revision));
  if (!scope) return refused('cannotBePinned');
  const move: Omit<Move, 'by'> = { ...start.move, with: { votes } };
  try {
    return await startJob(
      {
        request,
        intent: { name: 'recovering', starterId: power.personId, intendedAt: clock.now() },
        move,
        power,
        post: () => power.startRecovery(request.plan.snapshotId, scope),
        otherwise: {
          slotBusy: () => busy(start, ports),
          notAccepted: approved(start, 'graphAway', ports),
          refused: { state: request.state, with: { votes: request.votes } },
        },
      },
      ports,
    );
  } catch (error) {
    if (!(error instanceof SlotTakenError)) throw error;
    const state = await busy(start, ports);
    const moved = await requests.move(request, state, { ...move, by: power.personId });
    await wake.draw(request.id);
    await wake.step(request.id);
    return { kind: 'done', request: moved, note: 'slotBusy' };
  }
}

/** At the last vote it is approved and says why it does not run; a press on *Run now* waits as any other press does. */
async function busy(start: RecoveryStart, ports: UsecasePorts): Promise<RecoveryState> {
  const { id: requestId, requesterId, state } = start.request;
  if (state.name !== 'approved') return approved(start, 'slotBusy', ports);
  const tellIds = [requesterId, ...start.votes.map(({ voterId }) => voterId)];
  return await waitingForSlot({ requestId, resume: state, tellIds }, ports);
}

type Because = Extract<RecoveryState, { name: 'approved' }>['because'];

/** All votes are in, the start could not be made. The execution window runs from the last vote, and a failed start does not renew it. */
function approved(
  { request: { state } }: RecoveryStart,
  because: Because,
  { clock, settings }: UsecasePorts,
): RecoveryState {
  if (state.name === 'approved') return { ...state, because };
  const approvedAt = clock.now();
  return { name: 'approved', approvedAt, because, expiresAt: minutesAfter(approvedAt, settings.windows.execution) };
}
