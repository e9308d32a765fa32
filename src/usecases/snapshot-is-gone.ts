/** A15: a snapshot that left Microsoft's list voids the request. The list is the only reliable read of snapshots. */
import type { Refusal } from '../approvals/refusal';
import type { BackupReader } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { RewindError } from '../shared/errors';
import type { UsecasePorts } from './ports';
import { voidRequest } from './void-request';

/** Voids the request where its snapshot is gone. @returns the refusal, or `undefined` when the snapshot is still listed */
export async function snapshotIsGone(request: RecoveryRequest, ports: UsecasePorts): Promise<Refusal | undefined> {
  return (await isSnapshotGone(request, ports.backup)) ? await voidRequest(request, 'snapshotGone', ports) : undefined;
}

/**
 * A list without it says that it is gone. A list of none says nothing of it: what was backed up daily does not end in one moment, and a
 * tenant whose licence or permission is not seen for a while answers like that, too.
 *
 * @throws RewindError `graph/no-snapshots`: it could not be read
 */
export async function isSnapshotGone(
  { plan }: Pick<RecoveryRequest, 'plan'>,
  backup: Pick<BackupReader, 'listSnapshots'>,
): Promise<boolean> {
  const snapshots = await backup.listSnapshots();
  if (snapshots.length === 0) throw new RewindError('graph/no-snapshots', 'the list of snapshots is empty');
  return snapshots.every(({ id }) => id !== plan.snapshotId);
}
