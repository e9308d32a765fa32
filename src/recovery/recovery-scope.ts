/**
 * What the recovery is told to touch (A13). Up to 100 approved objects: exactly those ids, so that nothing else can ride along.
 * Above that, or where an object has no id that Graph takes: by type, within the scope of the plan, and the card says so.
 */
import { isGuid, type ObjectId } from '../shared/ids';
import type { Change } from './change';
import { hasUnknownKinds, type ChangeCounts } from './counts';
import type { RecoveryPlan } from './plan';
import { objectsOf } from './request';
import { typesWithCompanions, type Scope, type ScopeObject } from './scope';
import { MAX_OBJECT_IDS, type EntityType } from './terms';

/** One of each per tenant: Graph takes them by type only. */
const SINGLETONS: readonly EntityType[] = ['authorizationPolicy', 'authenticationMethodPolicy', 'organization'];
/** Not recovered on their own: they come back with the service principal that they lead to. */
const RIDERS: readonly string[] = ['oAuth2PermissionGrant', 'appRoleAssignment'] satisfies readonly EntityType[];
export const isRider = (type: string): boolean => RIDERS.includes(type);

/**
 * `ids`: exactly what was approved. `types`: by type, and what else of these types changes until then rides along. `asked`: all that the
 * plan is about, where types would be more than that, or do not tell it.
 * `mixed`: what Graph takes by type only beside what it takes by id; one job takes types or ids, never both, so this would touch more than
 * was approved and is not run.
 */
export type Pinning = 'ids' | 'types' | 'asked' | 'mixed';

export function pinningOf(counts: ChangeCounts, { scope }: Pick<RecoveryPlan, 'scope'>): Pinning {
  const isUnpinned = objectsOf(counts) > MAX_OBJECT_IDS || counts.unpinnable > 0;
  if (hasUnknownKinds(counts) || (isUnpinned && scope.kind === 'objects')) return 'asked';
  if (objectsOf(counts) > MAX_OBJECT_IDS) return 'types';
  const types = typesIn(counts);
  const byTypeOnly = types.filter((type) => isByTypeOnly(type, counts));
  if (byTypeOnly.length === 0) return 'ids';
  return byTypeOnly.length === types.length ? 'types' : 'mixed';
}

/** A grant that no id can name takes its service principals with it. */
function isByTypeOnly(type: EntityType, { unpinnable }: ChangeCounts): boolean {
  return SINGLETONS.includes(type) || (unpinnable > 0 && leaderOf(type) === 'servicePrincipal');
}

/** There is something to recover, and Graph can be told to touch that and nothing else. */
export function isRecoverable(counts: ChangeCounts, plan: Pick<RecoveryPlan, 'scope'>): boolean {
  return objectsOf(counts) > 0 && pinningOf(counts, plan) !== 'mixed';
}

/**
 * @param changes - everything that was approved, where the recovery is pinned to ids; not looked at otherwise
 * @returns `undefined` where Graph cannot be told to touch what was approved and nothing else
 */
export function recoveryScopeOf(
  plan: RecoveryPlan,
  counts: ChangeCounts,
  changes: readonly Change[],
): Scope | undefined {
  switch (pinningOf(counts, plan)) {
    case 'mixed':
      return undefined;
    case 'asked':
      return plan.scope;
    case 'types':
      return { kind: 'types', types: [...typesToRun(counts)] };
    case 'ids':
      return pinnedTo(changes);
  }
}

function pinnedTo(changes: readonly Change[]): Scope | undefined {
  const objects = new Map<ObjectId, ScopeObject>();
  for (const change of changes) {
    if (change.shownOnly) continue;
    const object = pinOf(change);
    if (!object) return undefined;
    objects.set(object.id, object);
  }
  // An empty list would be no filter at all.
  return objects.size === 0 ? undefined : { kind: 'objects', objects: [...objects.values()] };
}

/** A grant of which Graph does not tell where it belongs. */
export const isUnpinnable = (change: Change): boolean => isRider(change.type) && pinOf(change) === undefined;

/** Of these, where a recovery runs by type. */
export const typesToRun = (counts: ChangeCounts): readonly EntityType[] =>
  typesWithCompanions(typesIn(counts).map(leaderOf));

const leaderOf = (type: EntityType): EntityType => (isRider(type) ? 'servicePrincipal' : type);

const typesIn = ({ byType }: ChangeCounts): readonly EntityType[] =>
  Object.entries(byType).flatMap(([type, count]) => (count > 0 ? [type as EntityType] : []));

function pinOf({ type, id, displayName, now, target }: Change): ScopeObject | undefined {
  if (type === 'unknown') return undefined;
  if (!isRider(type)) return { type, id, name: displayName ?? '' };
  const resourceId = target['resourceId'] ?? now['resourceId'];
  if (typeof resourceId !== 'string' || !isGuid(resourceId)) return undefined;
  return { type: 'servicePrincipal', id: resourceId as ObjectId, name: '' };
}
