/** Whether another recovery ran since the preview of a request was made, by Microsoft's own list, at this moment. */
import { jobIdsOf } from '../recovery/job-ids';
import type { Overtaken } from '../recovery/overtaken';
import { overtakingJob } from '../recovery/overtaking-job';
import type { BackupReader, TenantJob } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { RequestStore } from '../recovery/store-ports';
import { minutesAfter, type Clock } from '../shared/clock';
import { isOfOpenStart } from './owned-jobs';

/** Microsoft's list of jobs reaches back no further. */
const LISTED_MINUTES = 30 * 24 * 60;

export interface OvertakenPorts {
  readonly requests: Pick<RequestStore, 'since'>;
  readonly backup: Pick<BackupReader, 'listJobs'>;
  readonly clock: Clock;
}

/**
 * What was found before stays true until there is a fresh preview, whatever the list has forgotten.
 *
 * @throws UnavailableError
 */
export async function overtakenBy(request: RecoveryRequest, ports: OvertakenPorts): Promise<Overtaken | undefined> {
  if (!request.preview) return undefined;
  return (await overtakenAmong(request, await ports.backup.listJobs(), ports)) ?? request.overtaken;
}

export async function overtakenAmong(
  request: RecoveryRequest,
  jobs: readonly TenantJob[],
  { requests, clock }: Omit<OvertakenPorts, 'backup'>,
): Promise<Overtaken | undefined> {
  // A start of this request whose answer was lost is no other recovery, whether it began or not.
  const foreign = jobs.filter((job) => !isOfOpenStart(request, job));
  if (!overtakingJob(request, foreign)) return undefined;
  const others = await requests.since(minutesAfter(clock.now(), -LISTED_MINUTES));
  const siblings = new Set(others.filter((other) => isOtherHalf(request, other)).flatMap((other) => jobIdsOf(other)));
  const job = overtakingJob(request, foreign.filter(({ id }) => !siblings.has(id))); // prettier-ignore
  if (!job) return undefined;
  const owner = others.find((other) => jobIdsOf(other).includes(job.id));
  return { jobId: job.id, startedAt: job.startedAt, requestId: owner?.id };
}

/** The two that a request was split into are of different kinds: what one of them changes is not in the other. */
const isOtherHalf = ({ plan }: RecoveryRequest, other: RecoveryRequest): boolean =>
  plan.splitFrom !== undefined && other.plan.splitFrom === plan.splitFrom;
