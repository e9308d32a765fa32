/**
 * An intent to start without Graph's answer: the process died between POST and save, or the answer was lost. Nothing is ever
 * posted again. The list of jobs tells: what we meant to start is there and is adopted, or a person is asked to press again.
 */
import type { TenantJob } from '../../recovery/ports';
import type { RecoveryIn } from '../../recovery/request';
import { sameScope, type Scope } from '../../recovery/scope';
import { startTimeLeftMs } from '../../recovery/start-window';
import { isNear, ownedJobIds, possibleOwners, SKEW_MS } from '../owned-jobs';
import type { Reading } from '../step';

const LISTING_LAG_MS = 15_000;

export type Settled =
  | { readonly kind: 'started'; readonly job: TenantJob }
  | { readonly kind: 'unsure'; readonly waitMs: number }
  | { readonly kind: 'lost' };

type Intending = RecoveryIn<'previewing' | 'rechecking' | 'recovering'>;

/** Adopted as soon as it is listed; given up only when neither a POST under way nor the listing's lag can still bring it. */
export async function settleIntent(request: Intending, reading: Reading): Promise<Settled> {
  const { listingLagMs = LISTING_LAG_MS, pollMinMs } = reading.settings;
  const { intendedAt } = request.state;
  const now = reading.clock.now();
  const ageMs = now.getTime() - intendedAt.getTime();
  if (ageMs < listingLagMs) return { kind: 'unsure', waitMs: listingLagMs - ageMs };

  const job = await findStarted(request, reading);
  if (job) return { kind: 'started', job };
  const leftMs = listingLagMs + startTimeLeftMs(intendedAt, now, reading.settings);
  return leftMs > 0 ? { kind: 'unsure', waitMs: Math.min(leftMs, pollMinMs) } : { kind: 'lost' };
}

async function findStarted(request: Intending, reading: Reading): Promise<TenantJob | undefined> {
  const what = request.state.name === 'recovering' ? 'recovery' : 'preview';
  const { intendedAt } = request.state;
  const sameTarget = (await reading.backup.listJobs()).filter(
    (job) => job.what === what && isNear(job.targetAt, request.plan.snapshotAt) && startedAfter(job, intendedAt),
  );
  if (sameTarget.length === 0) return undefined;

  const owned = ownedJobIds(await possibleOwners(reading));
  const intended = intendedScopeOf(request);
  const distanceMs = ({ startedAt = intendedAt }: TenantJob): number =>
    Math.abs(startedAt.getTime() - intendedAt.getTime());
  return sameTarget
    .filter(({ id, scope }) => !owned.has(id) && scope !== undefined && sameScope(scope, intended))
    .sort((left, right) => distanceMs(left) - distanceMs(right))[0];
}

function startedAfter({ startedAt }: TenantJob, intendedAt: Date): boolean {
  return startedAt !== undefined && startedAt.getTime() >= intendedAt.getTime() - SKEW_MS;
}

/** What was told another scope than the plan's keeps it with its intent. */
const intendedScopeOf = ({ state, plan }: Intending): Scope => ('scope' in state && state.scope) || plan.scope;
