/** Which of Microsoft's jobs are ours: those that a request names, and those that it may have started without knowing it yet. */
import { jobIdsOf } from '../recovery/job-ids';
import type { TenantJob } from '../recovery/ports';
import { isIn, resumed, type RecoveryRequest } from '../recovery/request';
import { START_TIMEOUT_MS } from '../recovery/start-window';
import type { RequestStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';

/** Graph's clock and ours. */
export const SKEW_MS = 60_000;
/** Snapshot times are written with and without fractions. */
const SAME_TIME_MS = 1000;
const OWNERS_SINCE_MS = 30 * 24 * 60 * 60_000;

interface Owners {
  readonly requests: Pick<RequestStore, 'open' | 'since'>;
  readonly clock: Clock;
}

/** Every request that may own a job that Microsoft still lists. */
export async function possibleOwners({ requests, clock }: Owners): Promise<readonly RecoveryRequest[]> {
  const since = new Date(clock.now().getTime() - OWNERS_SINCE_MS);
  return [...(await requests.open()), ...(await requests.since(since))];
}

export function ownedJobIds(owners: readonly RecoveryRequest[]): ReadonlySet<string> {
  return new Set(owners.flatMap((request) => jobIdsOf(request)));
}

export function isNear(time: Date | undefined, other: Date): boolean {
  return time !== undefined && Math.abs(time.getTime() - other.getTime()) < SAME_TIME_MS;
}

/** True where the request has posted, or may have posted, a recovery whose id it does not know, and this may be it. */
export function mayHaveStarted(request: RecoveryRequest, job: TenantJob): boolean {
  const posted = unsettledStart(resumed(request));
  if (!posted) return false;
  const isElsewhere = job.targetAt !== undefined && !isNear(job.targetAt, request.plan.snapshotAt);
  const startedAt = job.startedAt?.getTime();
  if (isElsewhere || startedAt === undefined) return !isElsewhere;
  const isLater = posted.until !== undefined && startedAt > posted.until.getTime() + SKEW_MS;
  return startedAt >= posted.since.getTime() - SKEW_MS && !isLater;
}

/** When the POST may have been made. Without an end where the state itself soon ends. */
function unsettledStart(request: RecoveryRequest): { readonly since: Date; readonly until?: Date } | undefined {
  if (isIn(request, 'recovering') && request.state.recoveryJobId === undefined)
    return { since: request.state.intendedAt };
  if (isIn(request, 'approved') && request.state.because === 'startWasLost') return { since: request.state.approvedAt };
  if (!isIn(request, 'failed') || !request.state.intendedAt) return undefined;
  const since = request.state.intendedAt;
  return { since, until: new Date(since.getTime() + START_TIMEOUT_MS) };
}
