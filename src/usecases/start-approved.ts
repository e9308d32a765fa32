/** What an approved request starts, a recovery or the re-check before it; and where it stands when the start could not be made. */
import { minutesAfter } from '../shared/clock';
import { SlotTakenError } from '../shared/errors';
import type { PreviewJobId, RecoveryJobId } from '../shared/ids';
import type { Power, StartAnswer } from '../recovery/ports';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import { freshUntilOf } from '../recovery/slot-wait';
import type { Move } from '../recovery/store-ports';
import { startJob } from './start-job';
import type { StoredChanges } from './stored-changes';
import { waitingForSlot, type Waiting } from './waiting-for-slot';
import type { Outcome, UsecasePorts } from './ports';

export interface ApprovedStart {
  /** As it was judged: in `awaitingApproval` or `approved`. */
  readonly request: RecoveryRequest;
  /** Read to the end, and found to be what was approved. */
  readonly stored: Pick<StoredChanges, 'counts' | 'touched'>;
  readonly power: Power;
  /** When it was judged, its preview young enough and its window open: the intent dates from then, however long reading takes after it. */
  readonly judgedAt: Date;
  /** What the record says, and who is told. */
  readonly move: Omit<Move, 'by' | 'with'>;
  /** The votes with the one that completes the quorum. */
  readonly votes: RecoveryRequest['votes'];
  /** Without this press: what is left of them when Microsoft refuses the presser. Dismissed votes stay dismissed, as was told. */
  readonly votesBefore: RecoveryRequest['votes'];
}

type Approved = Extract<RecoveryState, { name: 'approved' }>;
type Approval = Pick<Approved, 'approvedAt' | 'expiresAt' | 'freshUntil'>;

interface Starting extends ApprovedStart {
  readonly approval: Approval;
  readonly intent: Extract<RecoveryState, { name: 'recovering' | 'rechecking' }>;
  /** What changes of the request with the intent, besides its votes. */
  readonly with?: Move['with'];
  readonly post: (withinMs: number) => Promise<StartAnswer<PreviewJobId | RecoveryJobId>>;
}

export async function startApproved(start: Starting, ports: UsecasePorts): Promise<Outcome> {
  const { request, intent, post, power, votes, votesBefore } = start;
  const { requests, wake } = ports;
  const move: Omit<Move, 'by'> = { ...start.move, with: { ...start.with, votes } };
  try {
    return await startJob(
      {
        request,
        intent,
        move,
        power,
        post,
        otherwise: {
          slotBusy: () => busy(start, ports),
          notSent: () => approvedInstead(start, 'startWasLost'),
          refused: { state: request.state, with: { votes: votesBefore } },
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
async function busy(start: Starting, ports: UsecasePorts): Promise<Approved | Waiting> {
  const { id: requestId, requesterId, state } = start.request;
  if (state.name !== 'approved') return approvedInstead(start, 'slotBusy');
  const tellIds = [requesterId, ...start.votes.map(({ voterId }) => voterId)];
  return await waitingForSlot({ requestId, resume: state, tellIds }, ports);
}

/** The execution window runs from the last vote, and a failed start does not renew it. */
export function approvalOf(
  { request: { state } }: Pick<ApprovedStart, 'request'>,
  { clock, settings }: Pick<UsecasePorts, 'clock' | 'settings'>,
): Approval {
  const freshUntil = freshUntilOf({ state });
  const fresh = freshUntil && { freshUntil };
  if (state.name === 'approved') return { approvedAt: state.approvedAt, expiresAt: state.expiresAt, ...fresh };
  const approvedAt = clock.now();
  return { approvedAt, expiresAt: minutesAfter(approvedAt, settings.windows.execution), ...fresh };
}

/** All votes are in, the start could not be made. */
export function approvedInstead(
  { request: { state }, approval }: Pick<Starting, 'request' | 'approval'>,
  because: Approved['because'],
): Approved {
  return state.name === 'approved' ? { ...state, because } : { name: 'approved', ...approval, because };
}
