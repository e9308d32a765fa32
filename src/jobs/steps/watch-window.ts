/** States in which a person has the word. Only time passes: a reminder, the end of the window, a snapshot that left the list. */
import { halfOf, remindAtOf } from '../../approvals/reminder-time';
import { asksForVote } from '../../recovery/notice-moment';
import type { RecoveryIn, RecoveryRequest } from '../../recovery/request';
import { agedPreviewOf, freedAt, isHeldUp } from '../../recovery/slot-wait';
import { expiryOf, failed } from '../endings';
import { noticeTo, noticeToInvolved } from '../notices';
import { moveTo, wait, type Reading, type StepResult } from '../step';
import { isSnapshotGone } from '../../usecases/snapshot-is-gone';
import { whoCouldApprove } from '../../usecases/who-could-approve';
import { isSlotTaken, startWindowsOf } from './watch-slot';

type Awaiting = RecoveryIn<'awaitingApproval'>;

export async function watchPlan(request: RecoveryIn<'planned'>, reading: Reading): Promise<StepResult> {
  const now = reading.clock.now();
  return await Promise.resolve(expiryOf(request, now) ?? untilNext([request.state.expiresAt], reading));
}

export async function watchApproval(request: Awaiting, reading: Reading): Promise<StepResult> {
  const { expiresAt } = request.state;
  const calls = callsOf(request, reading);
  const due = calls.find(({ at }) => reading.clock.now() >= at);
  return (
    expiryOf(request, reading.clock.now()) ??
    (await due?.call(request, reading)) ??
    (await voidIfSnapshotGone(request, reading)) ??
    untilNext([...calls.map(({ at }) => at), expiresAt], reading)
  );
}

interface Call {
  readonly at: Date;
  readonly call: (request: Awaiting, reading: Reading) => Promise<StepResult>;
}

/** A24: what was not done yet. */
function callsOf(request: Awaiting, { settings }: Reading): Call[] {
  const { state } = request;
  const remindAt = remindAtOf(state, agedPreviewOf(request), { previewMaxAge: settings.previewMaxAgeMinutes });
  return [
    ...(state.remindedAt ? [] : [{ at: remindAt, call: remind }]),
    ...(state.escalatedAt ? [] : [{ at: halfOf(state), call: escalate }]),
  ];
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

/** A24: once, to those who can still decide: nobody who voted, with whichever account. */
async function remind(request: Awaiting, reading: Reading): Promise<StepResult> {
  const { peopleIds } = await withoutVote(request, reading);
  return moveTo(
    { ...request.state, remindedAt: reading.clock.now() },
    { what: 'reminded', notices: noticeTo(peopleIds, 'reminder', request) },
  );
}

/** A24: once at half the window, to those whom nobody has asked yet, and to the incident's conversation. */
async function escalate(request: Awaiting, reading: Reading): Promise<StepResult> {
  const { peopleIds: all, humanOf } = await withoutVote(request, reading);
  const said = await reading.notices.ofRequest(request.id);
  const asked = said.filter(({ kind, givenUpBecause }) => asksForVote(kind) && givenUpBecause === undefined);
  const toldHumans = new Set(asked.flatMap(({ peopleIds }) => peopleIds.map(humanOf)));
  const peopleIds = all.filter((id) => !toldHumans.has(humanOf(id)));
  const state = { ...request.state, escalatedAt: reading.clock.now() };
  if (peopleIds.length === 0 && reading.settings.incidentConversationId === undefined)
    return moveTo(state, { what: 'nobodyElseToAsk' });
  return moveTo(state, { what: 'escalated', notices: noticeTo(peopleIds, 'escalation', request) });
}

async function withoutVote(request: Awaiting, reading: Reading) {
  const { candidates, humanOf } = await whoCouldApprove(request, reading);
  const voters = new Set(request.votes.map(({ voterId }) => humanOf(voterId)));
  return { peopleIds: candidates.map(({ id }) => id).filter((id) => !voters.has(humanOf(id))), humanOf };
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
