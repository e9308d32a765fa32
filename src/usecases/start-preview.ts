/** *Start preview*, by the requester, with the requester's own token. For `restore` this press is also the asking (SPEC 5). */
import { isOver } from '../approvals/windows';
import { tooFewApprovers } from '../approvals/policy';
import { hasEnoughPeople } from '../approvals/quorum';
import { firstRefusal, refused, type Refusal } from '../approvals/refusal';
import type { Power } from '../recovery/ports';
import { isIn, type RecoveryIn, type RecoveryRequest } from '../recovery/request';
import { pressedAt } from '../recovery/slot-wait';
import { stakesOfScope } from '../recovery/stakes';
import { SlotTakenError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import { needsReason, type Reason } from '../approvals/reason';
import { quorumAmong } from './judge-quorum';
import { startJob } from './start-job';
import { waitingForSlot } from './waiting-for-slot';
import { otherHolders } from './who-could-approve';
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
  const judgedAt = ports.clock.now();
  const request = pressedAt(found, judgedAt, ports.settings.windows);
  if (!isIn(request, 'planned')) return refused('notPlanned', { requestId: request.id });
  const refusal = await refusalOf(request, { ...press, judgedAt }, ports);
  return refusal ?? (await start(request, { ...press, judgedAt }, ports));
}

/** The window is judged at the press, and the intent dates from then. */
type Judged = StartPreviewPress & { readonly judgedAt: Date };

async function refusalOf(
  request: RecoveryIn<'planned'>,
  press: Judged,
  ports: UsecasePorts,
): Promise<Refusal | undefined> {
  const { power, revision, reason, judgedAt } = press;
  const { settings } = ports;
  const refusal = firstRefusal([
    [settings.isRecoveryDisabled, 'recoveryDisabled'],
    [revision !== request.revision, 'changedSinceShown'],
    [power.personId !== request.requesterId, 'notRequester'],
    [isOver(request.state.expiresAt, judgedAt), 'windowOver'],
  ]);
  if (refusal) return refusal;
  return await refusalToStart({ ...request, reason: reason ?? request.reason }, power, ports);
}

type Startable = Pick<RecoveryRequest, 'plan' | 'requesterId' | 'changedByIds' | 'reason'>;

/** Whether this person may start the preview of it; where approval is wished for, this is also the asking (SPEC 5). */
export async function refusalToStart(
  request: Startable,
  power: Power,
  ports: UsecasePorts,
): Promise<Refusal | undefined> {
  const standing = await power.standing();
  if (standing === 'none') return refused('roleNotActive');
  if (!request.plan.wantsApproval) return undefined;
  if (standing === 'reader') return refused('readerMayNotAsk');
  return needsReason(request.reason) ?? (await tooFewPeople(request, ports));
}

/** A5: a request is opened only when the people who could approve it exist. What the changes add is judged when they are read. */
async function tooFewPeople(request: Startable, ports: UsecasePorts): Promise<Refusal | undefined> {
  const quorum = quorumAmong(await otherHolders(request, ports), stakesOfScope(request.plan.scope), ports);
  return hasEnoughPeople(quorum) ? undefined : tooFewApprovers(quorum);
}

async function start(request: RecoveryIn<'planned'>, press: Judged, ports: UsecasePorts): Promise<Outcome> {
  const { requests, wake } = ports;
  const { power, reason, judgedAt: intendedAt } = press;
  const { snapshotId, scope } = request.plan;
  const { expiresAt: planExpiresAt } = request.state;
  const intent = { name: 'previewing' as const, starterId: power.personId, intendedAt, planExpiresAt };
  const withReason = reason ? { with: { reason } } : {};
  try {
    return await startJob(
      {
        request,
        intent,
        move: { what: 'startedPreview', ...withReason },
        power,
        post: (withinMs) => power.startPreview(snapshotId, scope, withinMs),
        otherwise: {
          slotBusy: () => waiting(request, ports),
          notSent: () => ({ ...request.state, startWasLost: true }),
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

const waiting = ({ id, requesterId, state }: RecoveryIn<'planned'>, ports: UsecasePorts) =>
  waitingForSlot({ requestId: id, resume: state, tellIds: [requesterId] }, ports);
