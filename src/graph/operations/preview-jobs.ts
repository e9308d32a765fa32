import type { Scope } from '../../recovery/scope';
import type { PreviewJobId, SnapshotId } from '../../shared/ids';
import { changeObjectSchema } from '../change-contract';
import { filteringCriteriaOf, FULL_PAGES, jobIdSchema, jobSchema, pageOf } from '../contract';
import { JOB_ID, SNAPSHOT_ID, operation } from '../operation';

/**
 * Starts a preview job with a person's token. Graph answers 202 at once; the job runs on for minutes to hours.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-snapshot-post-recoverypreviewjobs
 */
export const createPreviewJob = operation({
  name: 'createPreviewJob',
  method: 'POST',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryPreviewJobs',
  ids: { snapshotId: SNAPSHOT_ID },
  body: ({ scope }: { readonly snapshotId: SnapshotId; readonly scope: Scope }) => filteringCriteriaOf(scope),
  status: 202,
  permission: { delegated: 'EntraBackup.ReadWrite.Preview' },
  reads: 'location',
  answer: jobIdSchema.transform((id) => id as PreviewJobId),
});

/** @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoverypreviewjob-get */
export const getPreviewJob = operation({
  name: 'getPreviewJob',
  method: 'GET',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryPreviewJobs/{jobId}',
  ids: { snapshotId: SNAPSHOT_ID, jobId: JOB_ID },
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: jobSchema('preview'),
});

/**
 * Every object that a recovery would touch. Graph answers 400 until the preview job was successful.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoverypreviewjob-getchanges
 */
export const getChanges = operation({
  name: 'getChanges',
  method: 'GET',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryPreviewJobs/{jobId}/microsoft.graph.entraRecoveryServices.getChanges',
  ids: { snapshotId: SNAPSHOT_ID, jobId: JOB_ID },
  query: () => FULL_PAGES,
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: pageOf(changeObjectSchema),
});
