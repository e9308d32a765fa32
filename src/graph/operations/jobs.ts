import { z } from 'zod/v4';
import { FULL_PAGES, jobSchema, pageOf } from '../contract';
import { JOB_ID, operation } from '../operation';

/**
 * Preview jobs and recovery jobs of the whole tenant, whoever started them. The list names no person.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recovery-list-jobs
 */
export const listJobs = operation({
  name: 'listJobs',
  method: 'GET',
  path: '/directory/recovery/jobs',
  query: () => FULL_PAGES,
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: pageOf(jobSchema()),
});

/**
 * Asks for the end of a job of either kind, with the scope of that kind. Best effort: the job may go on for a while.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoveryjobbase-cancel
 */
export const cancelJob = operation({
  name: 'cancelJob',
  method: 'POST',
  path: '/directory/recovery/jobs/{jobId}/microsoft.graph.entraRecoveryServices.cancel',
  ids: { jobId: JOB_ID },
  status: 202,
  permission: { delegated: ['EntraBackup.ReadWrite.Preview', 'EntraBackup.ReadWrite.Recovery'] },
  answer: z.unknown(),
});
