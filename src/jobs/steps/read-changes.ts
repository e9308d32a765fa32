/**
 * Every page of the changes: read, judged, hashed, stored. One page is in memory at a time, whatever the size of the tenant.
 * An interrupted reading begins again from the first page.
 */
import { digestOf } from '../../approvals/digest';
import { createChangeCounter } from '../../recovery/change-counts';
import type { Change } from '../../recovery/change';
import { createHazardJudge } from '../../recovery/hazards';
import { objectsOf, type PreviewResult, type RecoveryIn } from '../../recovery/request';
import { minutesAfter } from '../../shared/clock';
import type { PersonId } from '../../shared/ids';
import { failed } from '../endings';
import { candidateIdsFor, noticeTo } from '../notices';
import { moveTo, type Reading, type StepResult } from '../step';

type BeingRead = RecoveryIn<'reading'>;

export async function readChanges(request: BeingRead, reading: Reading): Promise<StepResult> {
  const { backup, changes, clock, directory } = reading;
  const { id, plan, revision, tenantId } = request;
  const candidateIds = await candidateIdsFor(request, directory);
  const preview = await readPages(request, candidateIds, reading);

  const snapshots = await backup.listSnapshots();
  if (!snapshots.some((snapshot) => snapshot.id === plan.snapshotId))
    return failed(request, { at: clock.now(), because: 'snapshotGone' });

  const subject = { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope };
  const digest = await digestOf(subject, changes.itemHashes(id, revision));
  if (!plan.wantsApproval || objectsOf(preview.counts) === 0)
    return moveTo({ name: 'previewed' }, { with: { preview, digest } });

  const opensAt = clock.now();
  const expiresAt = minutesAfter(opensAt, reading.settings.approvalWindowMinutes);
  return moveTo(
    { name: 'awaitingApproval', opensAt, expiresAt },
    { with: { preview, digest }, notices: noticeTo(candidateIds, 'approvalNeeded', request) },
  );
}

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
