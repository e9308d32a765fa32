import type { Scope } from '../../recovery/scope';
import type { RecoveryJobId, SnapshotId } from '../../shared/ids';
import { changeObjectSchema } from '../change-contract';
import { filteringCriteriaOf, FULL_PAGES, jobIdSchema, jobSchema, pageOf } from '../contract';
import { JOB_ID, SNAPSHOT_ID, operation } from '../operation';

/**
 * Starts a recovery with a person's token. What it changes is computed anew by Microsoft; nothing undoes it.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-snapshot-post-recoveryjobs
 */
export const createRecoveryJob = operation({
  name: 'createRecoveryJob',
  method: 'POST',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryJobs',
  ids: { snapshotId: SNAPSHOT_ID },
  body: ({ scope }: { readonly snapshotId: SnapshotId; readonly scope: Scope }) => filteringCriteriaOf(scope),
  status: 202,
  permission: { delegated: 'EntraBackup.ReadWrite.Recovery' },
  reads: 'location',
  answer: jobIdSchema.transform((id) => id as RecoveryJobId),
});

/** @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoveryjob-get */
export const getRecoveryJob = operation({
  name: 'getRecoveryJob',
  method: 'GET',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryJobs/{jobId}',
  ids: { snapshotId: SNAPSHOT_ID, jobId: JOB_ID },
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: jobSchema('recovery'),
});

/**
 * What a finished recovery could not change, with Graph's words why.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoveryjob-getfailedchanges
 */
export const getFailedChanges = operation({
  name: 'getFailedChanges',
  method: 'GET',
  path: '/directory/recovery/snapshots/{snapshotId}/recoveryJobs/{jobId}/microsoft.graph.entraRecoveryServices.getFailedChanges',
  ids: { snapshotId: SNAPSHOT_ID, jobId: JOB_ID },
  query: () => FULL_PAGES,
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: pageOf(changeObjectSchema),
});
