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

/** Whether a recovery of these counts can be pinned to ids; `false` means that it runs by type. */
function canBePinned(counts: ChangeCounts): boolean {
  const hasSingletons = SINGLETONS.some((type) => (counts.byType[type] ?? 0) > 0);
  return objectsOf(counts) <= MAX_OBJECT_IDS && !hasSingletons && counts.unknown === 0;
}

/** @param changes - everything that was approved; read only when the recovery can be pinned */
export async function recoveryScopeOf(
  plan: RecoveryPlan,
  counts: ChangeCounts,
  changes: AsyncIterable<Change>,
): Promise<Scope> {
  if (!canBePinned(counts)) return singletonScopeOf(counts) ?? plan.scope;
  const objects = new Map<ObjectId, ScopeObject>();
  for await (const change of changes) {
    const object = change.shownOnly ? undefined : pinOf(change);
    if (object) objects.set(object.id, object);
    else if (!change.shownOnly) return plan.scope;
  }
  return { kind: 'objects', objects: [...objects.values()] };
}

/** Only singletons were approved: their types, and no others. */
function singletonScopeOf({ byType, unknown }: ChangeCounts): Scope | undefined {
  const types = Object.entries(byType).filter(([, count]) => count > 0).map(([type]) => type as EntityType); // prettier-ignore
  if (unknown > 0 || types.some((type) => !SINGLETONS.includes(type))) return undefined;
  return { kind: 'types', types };
}

function pinOf({ type, id, displayName, now, target }: Change): ScopeObject | undefined {
  if (type === 'unknown') return undefined;
  if (!RIDES_WITH_SERVICE_PRINCIPAL.includes(type)) return { type, id, name: displayName ?? '' };
  const resourceId = target['resourceId'] ?? now['resourceId'];
  if (typeof resourceId !== 'string') return undefined;
  return { type: 'servicePrincipal', id: resourceId as ObjectId, name: '' };
}
