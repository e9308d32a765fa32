/**
 * The job of a start whose answer nobody knows: in Microsoft's list, of the same kind, snapshot and scope, begun about then, and nobody's
 * yet. It is adopted, and nothing is posted a second time.
 */
import type { TenantJob } from '../recovery/ports';
import type { OpenStart } from '../recovery/open-start';
import type { RecoveryRequest } from '../recovery/request';
import { BEGINS_WITHIN_MS, isJobOf, ownedJobIds, possibleOwners, type Owners } from './owned-jobs';

/** The nearest in time to the intent among those that are listed. */
export async function startedAmong(
  listed: readonly TenantJob[],
  start: OpenStart,
  { request, ports }: { readonly request: RecoveryRequest; readonly ports: Owners },
): Promise<TenantJob | undefined> {
  const { snapshotAt } = request.plan;
  const alike = listed.filter((job) => isJobOf(start, { job, snapshotAt }));
  if (alike.length === 0) return undefined;
  const owned = ownedJobIds(await possibleOwners(ports));
  const { intendedAt } = start;
  const distanceMs = ({ startedAt = intendedAt }: TenantJob): number => Math.abs(startedAt.getTime() - intendedAt.getTime()); // prettier-ignore
  return alike.filter(({ id }) => !owned.has(id)).sort((left, right) => distanceMs(left) - distanceMs(right))[0];
}

/** Of earlier starts of these kinds that came to nothing as far as anybody could see, one that did begin after all. */
export async function startedEarlier(
  listed: readonly TenantJob[],
  whats: readonly OpenStart['what'][],
  { request, ports }: { readonly request: RecoveryRequest; readonly ports: Owners },
): Promise<{ readonly job: TenantJob; readonly start: OpenStart } | undefined> {
  const { openStarts = [], plan } = request;
  const owned = openStarts.length === 0 ? new Set() : ownedJobIds(await possibleOwners(ports));
  const isOurs = (start: OpenStart) => (job: TenantJob) => !owned.has(job.id) && isJobOf(start, { job, snapshotAt: plan.snapshotAt, withinMs: BEGINS_WITHIN_MS }); // prettier-ignore
  for (const start of openStarts.filter((one) => whats.includes(one.what) && isNewsTo(request, one))) {
    const job = listed.find(isOurs(start));
    if (job) return { job, start };
  }
  return undefined;
}

/** A preview that was begun before the one that was read is no fresh look at the tenant. */
const isNewsTo = ({ preview }: RecoveryRequest, { what, intendedAt }: OpenStart): boolean =>
  what === 'recovery' || preview === undefined || intendedAt > preview.computedAt;
