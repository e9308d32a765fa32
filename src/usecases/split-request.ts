/**
 * *Split in two*, and *Plan both* before anything is previewed: two requests take the place of one that cannot be run in one go. They
 * share the pages that are stored, and their age; each is judged and voted on alone. It happens once: a second press finds it done.
 */
import { firstRefusal, refused, type Refusal } from '../approvals/refusal';
import { isOver } from '../approvals/windows';
import type { RecoveryPlan } from '../recovery/plan';
import type { Power } from '../recovery/ports';
import { notSplittableOf } from '../recovery/moments';
import { isIn, type RecoveryRequest, type RecoveryState } from '../recovery/request';
import { halvesOf } from '../recovery/split-scope';
import type { NewRequest } from '../recovery/store-ports';
import { minutesAfter } from '../shared/clock';
import type { RequestId } from '../shared/ids';
import type { Outcome, UsecasePorts } from './ports';
import { snapshotIsGone } from './snapshot-is-gone';

export interface SplitPress {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly power: Power;
}

export async function splitRequest(press: SplitPress, ports: UsecasePorts): Promise<Outcome> {
  const { requestId, power } = press;
  const request = await ports.requests.find(requestId);
  if (!request) return refused('noSuchRequest', { requestId });
  if (isIn(request, 'split') && request.requesterId === power.personId) return { kind: 'done', request };
  const tooLate = notSplittableOf(request);
  if (tooLate) return tooLate;
  const halves = halvesOf(request);
  return halves ? await splitInto(halves, { request, press }, ports) : refused('nothingToSplit', { requestId });
}

interface Split {
  readonly request: RecoveryRequest;
  readonly press: SplitPress;
}

async function splitInto(
  halves: NonNullable<ReturnType<typeof halvesOf>>,
  { request, press }: Split,
  ports: UsecasePorts,
): Promise<Outcome> {
  const refusal = (await refusalOf(request, press, ports)) ?? (await unreadable(request, ports));
  if (refusal) return refusal;
  const drafts = halves.map((wish) => draftOf(request, wish, ports));
  const split = await ports.requests.split(request, drafts, press.power.personId);
  for (const { id } of split.halves) {
    await ports.wake.draw(id);
    await ports.wake.step(id);
  }
  await ports.wake.draw(request.id);
  return { kind: 'done', request: split.request };
}

async function refusalOf(
  request: RecoveryRequest,
  { power, revision }: SplitPress,
  { settings, clock }: UsecasePorts,
): Promise<Refusal | undefined> {
  const { requesterId, state, plan } = request;
  const refusal = firstRefusal([
    [settings.isRecoveryDisabled, 'recoveryDisabled'],
    [revision !== request.revision, 'changedSinceShown'],
    [power.personId !== requesterId, 'notRequester'],
    [state.name === 'planned' && isOver(state.expiresAt, clock.now()), 'windowOver'],
  ]);
  if (refusal) return refusal;
  const standing = await power.standing();
  // What was asked for as a recovery is put to the vote by itself when it is read.
  if (plan.wantsApproval && standing === 'reader') return refused('readerMayNotAsk');
  return standing === 'none' ? refused('roleNotActive') : undefined;
}

/** Of a read preview the two need what is kept of it, and its snapshot. */
async function unreadable(request: RecoveryRequest, ports: UsecasePorts): Promise<Refusal | undefined> {
  if (!isIn(request, 'previewed')) return undefined;
  const { id: requestId, revision } = request;
  if (!(await ports.changes.has(requestId, revision))) return refused('changesNotKept', { requestId });
  return await snapshotIsGone(request, ports);
}

function draftOf(
  request: RecoveryRequest,
  wish: Pick<RecoveryPlan, 'scope' | 'except'>,
  ports: UsecasePorts,
): NewRequest {
  const { requesterId, reason, place, zone, changedByIds, id: splitFrom } = request;
  return {
    requesterId,
    reason,
    place,
    zone,
    changedByIds,
    plan: { ...request.plan, except: undefined, ...wish, splitFrom },
    state: stateOf(request, ports),
  };
}

function stateOf({ id: requestId, revision, preview }: RecoveryRequest, ports: UsecasePorts): RecoveryState {
  const { clock, settings } = ports;
  if (!preview) return { name: 'planned', expiresAt: minutesAfter(clock.now(), settings.windows.plan) };
  const { previewJobId, computedAt } = preview;
  return { name: 'reading', previewJobId, computedAt, from: { requestId, revision } };
}
