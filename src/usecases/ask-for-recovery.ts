/** *Ask for recovery*, after a plain preview: the requester, as an administrator, puts exactly this preview to the vote. However old it is: the last vote looks again (A12). */
import { tooFewApprovers } from '../approvals/policy';
import { hasEnoughPeople } from '../approvals/quorum';
import { firstRefusal, refused, type Refusal } from '../approvals/refusal';
import { minutesAfter } from '../shared/clock';
import { notAskableOf } from '../recovery/moments';
import { notRecoverableOf } from '../recovery/not-recoverable';
import type { Power } from '../recovery/ports';
import type { PreviewResult } from '../recovery/preview-result';
import { isIn, type RecoveryIn, type RecoveryRequest } from '../recovery/request';
import { stakesOf } from '../recovery/stakes';
import type { RequestId } from '../shared/ids';
import { needsReason, type Reason } from '../approvals/reason';
import { judgeQuorum } from './judge-quorum';
import type { Outcome, UsecasePorts } from './ports';
import { snapshotIsGone } from './snapshot-is-gone';

export interface AskPress {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly reason?: Reason;
  readonly power: Power;
}

export async function askForRecovery(press: AskPress, ports: UsecasePorts): Promise<Outcome> {
  const { requests, clock, settings, wake } = ports;
  const request = await requests.find(press.requestId);
  if (!request) return refused('noSuchRequest', { requestId: press.requestId });
  if (!isIn(request, 'previewed') || !request.preview) return notNow(request);
  const refusal = await refusalOf({ ...request, preview: request.preview }, press, ports);
  if (refusal) return refusal;
  const { candidates, quorum } = await judgeQuorum(request, stakesOf(request.preview), ports);
  if (!hasEnoughPeople(quorum)) return tooFewApprovers(quorum);
  const opensAt = clock.now();
  const reason = press.reason ?? request.reason;
  const moved = await requests.move(
    request,
    { name: 'awaitingApproval', opensAt, expiresAt: minutesAfter(opensAt, settings.windows.approval) },
    {
      by: press.power.personId,
      what: 'askedForRecovery',
      reason,
      with: { plan: { ...request.plan, wantsApproval: true }, ...(reason ? { reason } : {}) },
      notices: [{ kind: 'approvalNeeded', place: request.place, peopleIds: candidates.map(({ id }) => id) }],
    },
  );
  await wake.step(request.id);
  await wake.draw(request.id);
  return { kind: 'done', request: moved };
}

const notNow = (request: RecoveryRequest): Refusal =>
  notAskableOf(request) ?? refused('changesNotKept', { requestId: request.id });

type Shown = RecoveryIn<'previewed'> & { readonly preview: PreviewResult };

async function refusalOf(request: Shown, press: AskPress, ports: UsecasePorts): Promise<Refusal | undefined> {
  const { changes, settings } = ports;
  const { power, revision, reason } = press;
  const { id } = request;
  const refusal = firstRefusal([
    [settings.isRecoveryDisabled, 'recoveryDisabled'],
    [revision !== request.revision, 'changedSinceShown'],
    [power.personId !== request.requesterId, 'notRequester'],
  ]);
  const notRunnable = refusal ?? notRecoverableOf(request);
  if (notRunnable) return notRunnable;
  if (!(await changes.has(id, revision))) return refused('changesNotKept', { requestId: id });
  const standing = await power.standing();
  if (standing !== 'administrator') return refused(standing === 'reader' ? 'readerMayNotAsk' : 'roleNotActive');
  return needsReason(reason ?? request.reason) ?? (await snapshotIsGone(request, ports));
}
