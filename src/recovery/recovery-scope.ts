/**
 * What the recovery is told to touch (A13). Up to 100 approved objects: exactly those ids, so that nothing else can ride along.
 * Above that, or where an object has no id that Graph takes: the scope of the plan, by type, and the card says so.
 */
import type { ObjectId } from '../shared/ids';
import type { Change } from './change';
import { objectsOf, type ChangeCounts, type RecoveryPlan } from './request';
import type { Scope, ScopeObject } from './scope';
import { MAX_OBJECT_IDS, type EntityType } from './terms';

/** One of each per tenant: Graph takes them by type only. */
const SINGLETONS: readonly EntityType[] = ['authorizationPolicy', 'authenticationMethodPolicy', 'organization'];
/** Not recovered on their own: they come back with the service principal that they lead to. */
const RIDES_WITH_SERVICE_PRINCIPAL: readonly EntityType[] = ['oAuth2PermissionGrant', 'appRoleAssignment'];

/**
 * `ids`: exactly what was approved. `types`: by type, and what else of these types changes until then rides along.
 * `mixed`: settings that the tenant has only once beside other objects; one job takes types or ids, never both, so this would touch more
 * than was approved and is not run.
 */
export type Pinning = 'ids' | 'types' | 'mixed';

export function pinningOf(counts: ChangeCounts): Pinning {
  if (objectsOf(counts) > MAX_OBJECT_IDS || counts.unknown > 0) return 'types';
  const types = typesIn(counts);
  const singletons = types.filter((type) => SINGLETONS.includes(type));
  if (singletons.length === 0) return 'ids';
  return singletons.length === types.length ? 'types' : 'mixed';
}

/**
 * @param changes - everything that was approved; read only when the recovery is pinned to ids
 * @returns `undefined` where Graph cannot be told to touch what was approved and nothing else
 */
export async function recoveryScopeOf(
  plan: RecoveryPlan,
  counts: ChangeCounts,
  changes: AsyncIterable<Change>,
): Promise<Scope | undefined> {
  switch (pinningOf(counts)) {
    case 'mixed':
      return undefined;
    case 'types': {
      const types = typesIn(counts);
      const onlySingletons = counts.unknown === 0 && types.every((type) => SINGLETONS.includes(type));
      return onlySingletons ? { kind: 'types', types: [...types] } : plan.scope;
    }
    case 'ids':
      return await pinnedTo(changes);
  }
}

async function pinnedTo(changes: AsyncIterable<Change>): Promise<Scope | undefined> {
  const objects = new Map<ObjectId, ScopeObject>();
  for await (const change of changes) {
    if (change.shownOnly) continue;
    const object = pinOf(change);
    if (!object) return undefined;
    objects.set(object.id, object);
  }
  return { kind: 'objects', objects: [...objects.values()] };
}

const typesIn = ({ byType }: ChangeCounts): readonly EntityType[] =>
  Object.entries(byType).flatMap(([type, count]) => (count > 0 ? [type as EntityType] : []));

function pinOf({ type, id, displayName, now, target }: Change): ScopeObject | undefined {
  if (type === 'unknown') return undefined;
  if (!RIDES_WITH_SERVICE_PRINCIPAL.includes(type)) return { type, id, name: displayName ?? '' };
  const resourceId = target['resourceId'] ?? now['resourceId'];
  if (typeof resourceId !== 'string') return undefined;
  return { type: 'servicePrincipal', id: resourceId as ObjectId, name: '' };
}
