import { jobIdsOf } from './job-ids';
import type { TenantJob } from './ports';
import type { RecoveryRequest } from './request';
import { progressOf } from './terms';

/** @returns of the jobs that ran, or may still run, after the preview was made, the one that started last; never one of the request's own */
export function overtakingJob(request: RecoveryRequest, jobs: readonly TenantJob[]): TenantJob | undefined {
  const { preview } = request;
  if (!preview) return undefined;
  const own = jobIdsOf(request);
  const later = jobs.filter(
    (job) => job.what !== 'preview' && !own.includes(job.id) && isBehind(preview.computedAt, job),
  );
  return later.sort((one, other) => timeOf(other.startedAt) - timeOf(one.startedAt))[0];
}

/** What Microsoft does not tell of its end may have ended after it. */
function isBehind(computedAt: Date, { status, completedAt }: TenantJob): boolean {
  return progressOf(status) === 'running' || completedAt === undefined || completedAt > computedAt;
}

const timeOf = (time: Date | undefined): number => time?.getTime() ?? 0;
