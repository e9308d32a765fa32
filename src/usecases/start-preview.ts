/** *Start preview*, by the requester, with the requester's own token. For `restore` this press is also the asking (SPEC 5). */
import { isOver } from '../approvals/windows';
import { tooFewApprovers } from '../approvals/policy';
import { hasEnoughPeople } from '../approvals/quorum';
import { firstRefusal, refused, type Refusal } from '../approvals/refusal';
import type { Power } from '../recovery/ports';
import { isIn, resumed, type RecoveryIn, type RecoveryState } from '../recovery/request';
import { stakesOfScope } from '../recovery/stakes';
import { SlotTakenError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import { needsReason, type Reason } from '../approvals/reason';
import { judgeQuorum } from './judge-quorum';
import { startJob } from './start-job';
import { waitingForSlot } from './waiting-for-slot';
import type { Outcome, UsecasePorts } from './ports';

export interface StartPreviewPress {
  readonly requestId: RequestId;
  readonly revision: number;
  /** From the plan card's input; the reason given in the command stands otherwise. */
  readonly reason?: Reason;
  readonly power: Power;
}

export async function startPreview(press: StartPreviewPress, ports: UsecasePorts): Promise<Outcome> {
  const found = await ports.requests.find(press.requestId);
  if (!found) return refused('noSuchRequest', { requestId: press.requestId });
  const request = resumed(found);
  if (!isIn(request, 'planned')) return refused('notPlanned', { requestId: request.id });
  const refusal = await refusalOf(request, press, ports);
  if (refusal) return refusal;
  return await start(request, press, ports);
}

async function refusalOf(
  request: RecoveryIn<'planned'>,
  press: StartPreviewPress,
  ports: UsecasePorts,
): Promise<Refusal | undefined> {
  const { power, revision, reason } = press;
  const { clock, settings } = ports;
  const refusal = firstRefusal([
    [settings.isRecoveryDisabled, 'recoveryDisabled'],
    [revision !== request.revision, 'changedSinceShown'],
    [power.personId !== request.requesterId, 'notRequester'],
    [isOver(request.state.expiresAt, clock.now()), 'windowOver'],
  ]);
  if (refusal) return refusal;
  const standing = await power.standing();
  if (standing === 'none') return refused('roleNotActive');
  if (!request.plan.wantsApproval) return undefined;
  if (standing === 'reader') return refused('readerMayNotAsk');
  return needsReason(reason ?? request.reason) ?? (await tooFewPeople(request, ports));
}

/** A5: a request is opened only when the people who could approve it exist. What the changes add is judged when they are read. */
async function tooFewPeople(request: RecoveryIn<'planned'>, ports: UsecasePorts): Promise<Refusal | undefined> {
  const { quorum } = await judgeQuorum(request, stakesOfScope(request.plan.scope), ports);
  return hasEnoughPeople(quorum) ? undefined : tooFewApprovers(quorum);
}

async function start(request: RecoveryIn<'planned'>, press: StartPreviewPress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, clock, wake } = ports;
  const { power, reason } = press;
  const { snapshotId, scope } = request.plan;
  const intent = { name: 'previewing' as const, starterId: power.personId, intendedAt: clock.now() };
  const withReason = reason ? { with: { reason } } : {};
  try {
    return await startJob(
      {
        request,
        intent,
        move: { what: 'startedPreview', ...withReason },
        power,
        post: () => power.startPreview(snapshotId, scope),
        otherwise: {
          slotBusy: () => waiting(request, ports),
          notAccepted: request.state,
          refused: { state: request.state },
        },
      },
      ports,
    );
  } catch (error) {
    if (!(error instanceof SlotTakenError)) throw error;
    const state = await waiting(request, ports);
    const moved = await requests.move(request, state, { by: power.personId, what: 'slotBusy', ...withReason });
    await wake.step(request.id);
    await wake.draw(request.id);
    return { kind: 'done', request: moved, note: 'slotBusy' };
  }
}

const waiting = ({ id, requesterId, state }: RecoveryIn<'planned'>, ports: UsecasePorts): Promise<RecoveryState> =>
  waitingForSlot({ requestId: id, resume: state, tellIds: [requesterId] }, ports);
