/** States in which a person has the word. Only time passes: a reminder, the end of the window, a snapshot that left the list. */
import type { RecoveryIn, RecoveryRequest } from '../../recovery/request';
import { freedAt, isHeldUp } from '../../recovery/slot-wait';
import { expiryOf, failed } from '../endings';
import { noticeTo, noticeToInvolved } from '../notices';
import { moveTo, wait, type Reading, type StepResult } from '../step';
import { isSnapshotGone } from '../../usecases/snapshot-is-gone';
import { whoCouldApprove } from '../../usecases/who-could-approve';
import { isSlotTaken, startWindowsOf } from './watch-slot';

export async function watchPlan(request: RecoveryIn<'planned'>, reading: Reading): Promise<StepResult> {
  const now = reading.clock.now();
  return await Promise.resolve(expiryOf(request, now) ?? untilNext([request.state.expiresAt], reading));
}

export async function watchApproval(request: RecoveryIn<'awaitingApproval'>, reading: Reading): Promise<StepResult> {
  const now = reading.clock.now();
  const { opensAt, expiresAt, remindedAt } = request.state;
  const halfAt = new Date((opensAt.getTime() + expiresAt.getTime()) / 2);
  const isDue = remindedAt === undefined && now >= halfAt;
  return (
    expiryOf(request, now) ??
    (isDue ? await remind(request, reading) : undefined) ??
    (await voidIfSnapshotGone(request, reading)) ??
    untilNext(remindedAt ? [expiresAt] : [halfAt, expiresAt], reading)
  );
}

export async function watchExecution(request: RecoveryIn<'approved'>, reading: Reading): Promise<StepResult> {
  return (
    expiryOf(request, reading.clock.now()) ??
    (await voidIfSnapshotGone(request, reading)) ??
    (await tellWhenSlotFree(request, reading)) ??
    untilNext(isHeldUp(request.state) ? [] : [request.state.expiresAt], reading)
  );
}

/** The last vote found the slot taken: whoever may press *Run now* hears when it is worth a press. */
async function tellWhenSlotFree(request: RecoveryIn<'approved'>, reading: Reading): Promise<StepResult | undefined> {
  if (!isHeldUp(request.state) || (await isSlotTaken(reading))) return undefined;
  const slotFreeAt = reading.clock.now();
  const state = { ...freedAt(request.state, slotFreeAt, startWindowsOf(reading.settings)), slotFreeAt };
  return moveTo(state, { what: 'slotFree', notices: noticeToInvolved('slotFree', request) });
}

/** A24: once at half the window, to those who can still decide: nobody who voted, with whichever account. */
async function remind(request: RecoveryIn<'awaitingApproval'>, reading: Reading): Promise<StepResult> {
  const { candidates, humanOf } = await whoCouldApprove(request, reading);
  const voters = new Set(request.votes.map(({ voterId }) => humanOf(voterId)));
  const peopleIds = candidates.map(({ id }) => id).filter((id) => !voters.has(humanOf(id)));
  return moveTo(
    { ...request.state, remindedAt: reading.clock.now() },
    { what: 'reminded', notices: noticeTo(peopleIds, 'reminder', request) },
  );
}

/** A15 */
async function voidIfSnapshotGone(
  request: RecoveryRequest,
  { backup, clock }: Reading,
): Promise<StepResult | undefined> {
  return (await isSnapshotGone(request, backup))
    ? failed(request, { at: clock.now(), because: 'snapshotGone' })
    : undefined;
}

/** Never longer than the longest poll: the pretend clock of the sandbox may run faster than the queue's. */
function untilNext(times: readonly Date[], { clock, settings }: Reading): StepResult {
  const now = clock.now().getTime();
  return wait(Math.min(settings.pollMaxMs, ...times.map((time) => time.getTime() - now)));
}
