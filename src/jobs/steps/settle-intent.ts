/**
 * An intent to start without Graph's answer: the process died between POST and save, or the answer was lost. Nothing is ever
 * posted again. The list of jobs tells: what we meant to start is there and is adopted, or a person is asked to press again.
 */
import type { TenantJob } from '../../recovery/ports';
import type { RecoveryIn, RecoveryRequest } from '../../recovery/request';
import { sameScope, type Scope } from '../../recovery/scope';
import type { Reading } from '../step';

const LISTING_LAG_MS = 15_000;
const START_TIMEOUT_MS = 30_000;
/** Graph's clock and ours. */
const SKEW_MS = 60_000;
/** Snapshot times are written with and without fractions. */
const SAME_TIME_MS = 1000;
const OWNERS_SINCE_MS = 30 * 24 * 60 * 60_000;

export type Settled =
  | { readonly kind: 'started'; readonly job: TenantJob }
  | { readonly kind: 'unsure'; readonly waitMs: number }
  | { readonly kind: 'lost' };

type Intending = RecoveryIn<'previewing' | 'recovering'>;

/** Adopted as soon as it is listed; given up only when neither a POST under way nor the listing's lag can still bring it. */
export async function settleIntent(request: Intending, reading: Reading): Promise<Settled> {
  const { listingLagMs = LISTING_LAG_MS, startTimeoutMs = START_TIMEOUT_MS, pollMinMs } = reading.settings;
  const ageMs = reading.clock.now().getTime() - request.state.intendedAt.getTime();
  if (ageMs < listingLagMs) return { kind: 'unsure', waitMs: listingLagMs - ageMs };

  const job = await findStarted(request, reading);
  if (job) return { kind: 'started', job };
  const leftMs = listingLagMs + startTimeoutMs - ageMs;
  return leftMs > 0 ? { kind: 'unsure', waitMs: Math.min(leftMs, pollMinMs) } : { kind: 'lost' };
}

async function findStarted(request: Intending, reading: Reading): Promise<TenantJob | undefined> {
  const what = request.state.name === 'previewing' ? 'preview' : 'recovery';
  const { intendedAt } = request.state;
  const sameTarget = (await reading.backup.listJobs()).filter(
    (job) => job.what === what && isNear(job.targetAt, request.plan.snapshotAt) && startedAfter(job, intendedAt),
  );
  if (sameTarget.length === 0) return undefined;

  const owned = await ownedJobIds(reading);
  const intended = intendedScopeOf(request);
  const distanceMs = ({ startedAt = intendedAt }: TenantJob): number =>
    Math.abs(startedAt.getTime() - intendedAt.getTime());
  return sameTarget
    .filter(({ id, scope }) => !owned.has(id) && scope !== undefined && sameScope(scope, intended))
    .sort((left, right) => distanceMs(left) - distanceMs(right))[0];
}

function isNear(time: Date | undefined, other: Date): boolean {
  return time !== undefined && Math.abs(time.getTime() - other.getTime()) < SAME_TIME_MS;
}

function startedAfter({ startedAt }: TenantJob, intendedAt: Date): boolean {
  return startedAt !== undefined && startedAt.getTime() >= intendedAt.getTime() - SKEW_MS;
}

async function ownedJobIds({ requests, clock }: Reading): Promise<ReadonlySet<string>> {
  const since = new Date(clock.now().getTime() - OWNERS_SINCE_MS);
  const known = [...(await requests.open()), ...(await requests.since(since))];
  return new Set(known.flatMap((request) => jobIdsOf(request)));
}

function jobIdsOf({ state, preview, outcome }: RecoveryRequest): readonly string[] {
  const ofState =
    state.name === 'previewing' || state.name === 'reading'
      ? state.previewJobId
      : state.name === 'recovering'
        ? state.recoveryJobId
        : undefined;
  return [ofState, preview?.previewJobId, outcome?.recoveryJobId].filter((id) => id !== undefined);
}

/** A recovery was told the scope that its intent keeps; a preview that of the plan. */
const intendedScopeOf = ({ state, plan }: Intending): Scope =>
  state.name === 'recovering' ? (state.scope ?? plan.scope) : plan.scope;
