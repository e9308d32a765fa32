/** Which of Microsoft's jobs are ours: those that a request ever named, and those that it may have started without knowing it. */
import { jobIdsOf } from '../recovery/job-ids';
import type { TenantJob } from '../recovery/ports';
import type { OpenStart } from '../recovery/open-start';
import { isIn, resumed, type RecoveryRequest } from '../recovery/request';
import { sameScope } from '../recovery/scope';
import { START_TIMEOUT_MS } from '../recovery/start-window';
import type { RequestStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';

/** Graph's clock and ours. */
const SKEW_MS = 60_000;
/** Snapshot times are written with and without fractions. */
const SAME_TIME_MS = 1000;
const OWNERS_SINCE_MS = 30 * 24 * 60 * 60_000;

export interface Owners {
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

function isNear(time: Date | undefined, other: Date): boolean {
  return time !== undefined && Math.abs(time.getTime() - other.getTime()) < SAME_TIME_MS;
}

/** This start's own job, as far as kind, snapshot, scope and start time tell. `withinMs`: how long after the intent it may begin. */
export function isJobOf(
  { what, intendedAt, scope }: OpenStart,
  { job, snapshotAt, withinMs = Infinity }: { readonly job: TenantJob; readonly snapshotAt: Date; readonly withinMs?: number }, // prettier-ignore
): boolean {
  const { startedAt } = job;
  if (job.what !== what || !isNear(job.targetAt, snapshotAt) || startedAt === undefined) return false;
  const afterMs = startedAt.getTime() - intendedAt.getTime();
  return afterMs >= -SKEW_MS && afterMs <= withinMs && job.scope !== undefined && sameScope(job.scope, scope);
}

/** How long after its intent a job of a start that is over may have begun. */
export const BEGINS_WITHIN_MS = START_TIMEOUT_MS + SKEW_MS;

/** It may be what a start of this request, whose answer nobody knows, has begun. */
export function isOfOpenStart({ openStarts = [], plan }: RecoveryRequest, job: TenantJob): boolean {
  const question = { job, snapshotAt: plan.snapshotAt, withinMs: BEGINS_WITHIN_MS };
  return openStarts.some((start) => isJobOf(start, question));
}

/** True where the request has posted, or may have posted, a recovery whose id it does not know, and this may be it. */
export function mayHaveStarted(request: RecoveryRequest, job: TenantJob): boolean {
  const { snapshotAt } = request.plan;
  return isOfOpenStart(request, job) || isWithin(unsettledStart(resumed(request)), { job, snapshotAt });
}

function isWithin(posted: Posted | undefined, { job, snapshotAt }: { job: TenantJob; snapshotAt: Date }): boolean {
  const isElsewhere = job.targetAt !== undefined && !isNear(job.targetAt, snapshotAt);
  if (!posted || isElsewhere) return false;
  const startedAt = job.startedAt?.getTime();
  if (startedAt === undefined) return true;
  const isLater = posted.until !== undefined && startedAt > posted.until.getTime() + SKEW_MS;
  return startedAt >= posted.since.getTime() - SKEW_MS && !isLater;
}

interface Posted {
  readonly since: Date;
  readonly until?: Date;
}

/** When the POST may have been made, as the state says. Without an end where the state itself soon ends. */
function unsettledStart(request: RecoveryRequest): Posted | undefined {
  if (isIn(request, 'recovering') && request.state.recoveryJobId === undefined)
    return { since: request.state.intendedAt };
  if (isIn(request, 'approved') && request.state.because === 'startWasLost') return { since: request.state.approvedAt };
  if (!isIn(request, 'failed') || request.state.recoveryJobId || !request.state.intendedAt) return undefined;
  const since = request.state.intendedAt;
  return { since, until: new Date(since.getTime() + START_TIMEOUT_MS) };
}
