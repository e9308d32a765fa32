/** What Microsoft's backup tells with the reading identity. It can start nothing. */
import type { BackupReader, TenantJob } from '../recovery/ports';
import type { SnapshotId } from '../shared/ids';
import type { GraphClient } from './client';
import { GraphRefusedError } from './errors';
import type { Operation } from './operation';
import { listJobs } from './operations/jobs';
import { getChanges, getPreviewJob } from './operations/preview-jobs';
import { getFailedChanges, getRecoveryJob } from './operations/recovery-jobs';
import { listSnapshots } from './operations/snapshots';
import { wholeList } from './whole-list';

type GetJob = Operation<{ readonly snapshotId: string; readonly jobId: string }, TenantJob>;

export function createBackupReader({ client }: { readonly client: GraphClient }): BackupReader {
  const listNewestFirst = async () => (await wholeList(client, listJobs, {})).sort(byTime((job) => job.startedAt));

  /** Things below a snapshot's id may answer 404 while the list still knows them. */
  const getJob = async (operation: GetJob, snapshotId: SnapshotId, jobId: string): Promise<TenantJob> => {
    try {
      return (await client.call(operation, { snapshotId, jobId })).answer;
    } catch (error) {
      if (!(error instanceof GraphRefusedError) || error.details.status !== 404) throw error;
      const listed = (await listNewestFirst()).find(({ id }) => id === jobId);
      if (listed === undefined) throw error;
      return listed;
    }
  };

  return {
    listSnapshots: async () =>
      (await wholeList(client, listSnapshots, {})).sort(byTime((snapshot) => snapshot.createdAt)),
    listJobs: listNewestFirst,
    getPreviewJob: (snapshotId, id) => getJob(getPreviewJob, snapshotId, id),
    getRecoveryJob: (snapshotId, id) => getJob(getRecoveryJob, snapshotId, id),
    changePages: (snapshotId, id) => client.pages(getChanges, { snapshotId, jobId: id }),
    failedChangePages: (snapshotId, id) => client.pages(getFailedChanges, { snapshotId, jobId: id }),
  };
}

const byTime =
  <Item>(timeOf: (item: Item) => Date | undefined) =>
  (left: Item, right: Item) =>
    (timeOf(right)?.getTime() ?? 0) - (timeOf(left)?.getTime() ?? 0);
