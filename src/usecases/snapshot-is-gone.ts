/** A15: a snapshot that left Microsoft's list voids the request. The list is the only reliable read of snapshots. */
import { approverIdsOf } from '../approvals/approval';
import { refused, type Refusal } from '../approvals/refusal';
import { type RecoveryRequest } from '../recovery/request';
import type { UsecasePorts } from './ports';

/** Voids the request where its snapshot is gone. @returns the refusal, or `undefined` when the snapshot is still listed */
export async function snapshotIsGone(request: RecoveryRequest, ports: UsecasePorts): Promise<Refusal | undefined> {
  const { backup, requests, clock, wake } = ports;
  const snapshots = await backup.listSnapshots();
  if (snapshots.some(({ id }) => id === request.plan.snapshotId)) return undefined;
  await requests.move(
    request,
    { name: 'failed', at: clock.now(), during: 'recovery', because: 'snapshotGone' },
    {
      by: 'rewind',
      notices: [{ kind: 'failed', place: request.place, peopleIds: [request.requesterId, ...approverIdsOf(request)] }],
    },
  );
  await wake.draw(request.id);
  return refused('snapshotGone', { requestId: request.id });
}
