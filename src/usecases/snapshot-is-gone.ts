/** A15: a snapshot that left Microsoft's list voids the request. The list is the only reliable read of snapshots. */
import type { Refusal } from '../approvals/refusal';
import type { RecoveryRequest } from '../recovery/request';
import type { UsecasePorts } from './ports';
import { voidRequest } from './void-request';

/** Voids the request where its snapshot is gone. @returns the refusal, or `undefined` when the snapshot is still listed */
export async function snapshotIsGone(request: RecoveryRequest, ports: UsecasePorts): Promise<Refusal | undefined> {
  const snapshots = await ports.backup.listSnapshots();
  if (snapshots.some(({ id }) => id === request.plan.snapshotId)) return undefined;
  return await voidRequest(request, 'snapshotGone', ports);
}
