/**
 * Every page of the changes: read, judged, hashed, stored. One page is in memory at a time, whatever the size of the tenant.
 * An interrupted reading begins again from the first page.
 */
import { digestOf } from '../../approvals/digest';
import { createChangeCounter } from '../../recovery/change-counts';
import type { Change } from '../../recovery/change';
import type { Candidate } from '../../recovery/ports';
import { hasEnoughPeople } from '../../approvals/quorum';
import { createHazardJudge } from '../../recovery/hazards';
import { pinningOf } from '../../recovery/recovery-scope';
import { objectsOf, type PreviewResult, type RecoveryIn } from '../../recovery/request';
import { stakesOf } from '../../recovery/stakes';
import { minutesAfter } from '../../shared/clock';
import type { Digest, PersonId } from '../../shared/ids';
import { judgeQuorum } from '../../usecases/judge-quorum';
import { whoCouldApprove } from '../../usecases/who-could-approve';
import { failed } from '../endings';
import { noticeTo } from '../notices';
import { moveTo, type Reading, type StepResult } from '../step';

type BeingRead = RecoveryIn<'reading'>;

export async function readChanges(request: BeingRead, reading: Reading): Promise<StepResult> {
  const { backup, changes, clock } = reading;
  const { id, plan, revision, tenantId } = request;
  const { candidates } = await whoCouldApprove(request, reading);
  const preview = await readPages(request, idsOf(candidates), reading);

  const snapshots = await backup.listSnapshots();
  if (!snapshots.some((snapshot) => snapshot.id === plan.snapshotId))
    return failed(request, { at: clock.now(), because: 'snapshotGone' });

  const subject = { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope };
  const digest = await digestOf(subject, changes.itemHashes(id, revision));
  if (!plan.wantsApproval || objectsOf(preview.counts) === 0 || pinningOf(preview.counts) === 'mixed')
    return moveTo({ name: 'previewed' }, { with: { preview, digest } });
  return await askForApproval(request, { preview, digest }, reading);
}

/** A5, A6: how many have to approve is known now; where they do not exist, the requester is told and asks again when they do. */
async function askForApproval(
  request: BeingRead,
  read: { readonly preview: PreviewResult; readonly digest: Digest },
  reading: Reading,
): Promise<StepResult> {
  const { candidates, quorum } = await judgeQuorum(request, stakesOf(read.preview), reading);
  if (!hasEnoughPeople(quorum)) {
    const notices = noticeTo([request.requesterId], 'finished', request);
    return moveTo({ name: 'previewed' }, { what: 'tooFewApprovers', with: read, notices });
  }
  const opensAt = reading.clock.now();
  const expiresAt = minutesAfter(opensAt, reading.settings.approvalWindowMinutes);
  return moveTo(
    { name: 'awaitingApproval', opensAt, expiresAt },
    { with: read, notices: noticeTo(idsOf(candidates), 'approvalNeeded', request) },
  );
}

const idsOf = (candidates: readonly Candidate[]): readonly PersonId[] => candidates.map(({ id }) => id);

async function readPages(
  request: BeingRead,
  candidateIds: readonly PersonId[],
  { backup, changes, settings, stopping, directory }: Reading,
): Promise<PreviewResult> {
  const { id: requestId, plan, revision, requesterId, state } = request;
  const { snapshotAt, incidentAt } = plan;
  const { emergencyAccountIds, privilegedGroupIds } = settings;
  const judge = createHazardJudge({
    snapshotAt,
    requesterId,
    candidateIds,
    emergencyAccountIds,
    privilegedGroupIds,
    ...(incidentAt && { incidentAt }),
  });
  const counter = createChangeCounter();

  await changes.clear(requestId, revision);
  let page = 0;
  for await (const pageAsRead of backup.changePages(plan.snapshotId, state.previewJobId)) {
    stopping.throwIfAborted();
    const facts = await directory.factsOf(pageAsRead.map(({ id }) => id));
    const judged = pageAsRead.map((change): Change => {
      const about = facts.get(change.id);
      const known = about?.synced ? { ...change, shownOnly: true } : change;
      counter.see(known);
      judge.see(known, about);
      return known;
    });
    await changes.savePage({ requestId, revision, page, changes: judged });
    page += 1;
  }
  const { previewJobId, computedAt } = state;
  return { previewJobId, computedAt, counts: counter.counts(), hazards: [...judge.hazards()] };
}
