/**
 * What the recovery is told to touch (A13). Up to 100 approved objects: exactly those ids, so that nothing else can ride along.
 * Above that, or where an object has no id that Graph takes: by type, within the scope of the plan, and the card says so.
 */
import { isGuid, type ObjectId } from '../shared/ids';
import type { Change } from './change';
import { hasUnknownKinds, type ChangeCounts } from './counts';
import type { RecoveryPlan } from './plan';
import { objectsOf } from './request';
import { objectKey, typesWithCompanions, type Scope, type ScopeObject } from './scope';
import { MAX_OBJECT_IDS, type EntityType } from './terms';

/** One of each per tenant: Graph takes them by type only. */
export const SINGLETONS: readonly EntityType[] = ['authorizationPolicy', 'authenticationMethodPolicy', 'organization'];
/** Not recovered on their own: they come back with the service principal that they lead to. */
const RIDERS: readonly string[] = ['oAuth2PermissionGrant', 'appRoleAssignment'] satisfies readonly EntityType[];
export const isRider = (type: string): boolean => RIDERS.includes(type);

/**
 * `ids`: exactly what was approved. `types`: by type, and what else of these types changes until then rides along. `asked`: all that the
 * plan is about, where types would be more than that, or do not tell it.
 * `mixed`: what Graph takes by type only beside what it takes by id; one job takes types or ids, never both, so this would touch more than
 * was approved and is not run.
 * `tooMany`: something was left out, and what is left is more than a list of ids holds. `ridesAlong`: what was left out would be touched,
 * too. Neither is run.
 */
export type Pinning = 'ids' | 'types' | 'asked' | 'mixed' | 'tooMany' | 'ridesAlong';
type Chosen = Pick<RecoveryPlan, 'scope' | 'except'>;

export function pinningOf(counts: ChangeCounts, plan: Chosen): Pinning {
  const pinning = pinningOfWhole(counts, plan);
  return isChoice(plan) ? pinningOfChoice(pinning, counts, plan) : pinning;
}

/** Something was left out of what the preview found. */
export const isChoice = ({ except = [] }: Pick<RecoveryPlan, 'except'>): boolean => except.length > 0;

/** Nothing runs that was left out, ever: where it cannot be told apart from the rest, nothing does. */
function pinningOfChoice(pinning: Pinning, counts: ChangeCounts, plan: Chosen): Pinning {
  if (objectsOf(counts) > MAX_OBJECT_IDS) return 'tooMany';
  return wouldRideAlong(pinning, counts, plan) ? 'ridesAlong' : pinning;
}

/** A list of ids touches nothing else, but for what comes with a service principal. */
function wouldRideAlong(pinning: Pinning, counts: ChangeCounts, { scope, except = [] }: Chosen): boolean {
  const types = typesToRun(counts);
  if (pinning === 'types') return except.some(({ type }) => types.includes(type));
  if (pinning === 'asked' && scope.kind !== 'objects') return true;
  return types.includes('servicePrincipal') && except.some(({ type }) => isRider(type));
}

function pinningOfWhole(counts: ChangeCounts, { scope }: Chosen): Pinning {
  const isUnpinned = objectsOf(counts) > MAX_OBJECT_IDS || counts.unpinnable > 0;
  if (hasUnknownKinds(counts) || (isUnpinned && scope.kind === 'objects')) return 'asked';
  if (objectsOf(counts) > MAX_OBJECT_IDS) return 'types';
  const byTypeOnly = takenByTypeOnly(counts);
  if (byTypeOnly.length === 0) return 'ids';
  return byTypeOnly.length === typesIn(counts).length ? 'types' : 'mixed';
}

/** Kinds among the changes that Graph takes by type, and by no id. */
export const takenByTypeOnly = (counts: ChangeCounts): readonly EntityType[] =>
  typesIn(counts).filter((type) => isByTypeOnly(type, counts));

/** A grant that no id can name takes its service principals with it. */
function isByTypeOnly(type: EntityType, { unpinnable }: ChangeCounts): boolean {
  return SINGLETONS.includes(type) || (unpinnable > 0 && leaderOf(type) === 'servicePrincipal');
}

/** There is something to recover, and Graph can be told to touch that and nothing else. */
export function isRecoverable(counts: ChangeCounts, plan: Chosen): boolean {
  const pinning = pinningOf(counts, plan);
  return objectsOf(counts) > 0 && (pinning === 'ids' || pinning === 'types' || pinning === 'asked');
}

/**
 * @param changes - everything that was approved, where the recovery is pinned to ids; not looked at otherwise
 * @returns `undefined` where Graph cannot be told to touch what was approved and nothing else
 */
export function recoveryScopeOf(plan: Chosen, counts: ChangeCounts, changes: readonly Change[]): Scope | undefined {
  switch (pinningOf(counts, plan)) {
    case 'mixed':
    case 'tooMany':
    case 'ridesAlong':
      return undefined;
    case 'asked':
      return plan.scope;
    case 'types':
      return { kind: 'types', types: [...typesToRun(counts)] };
    case 'ids':
      return pinnedTo(changes, plan);
  }
}

function pinnedTo(changes: readonly Change[], { except = [] }: Chosen): Scope | undefined {
  const excepted = new Set(except.map(objectKey));
  const objects = new Map<ObjectId, ScopeObject>();
  for (const change of changes) {
    if (change.shownOnly) continue;
    const object = pinOf(change);
    if (!object || excepted.has(objectKey(object))) return undefined;
    objects.set(object.id, object);
  }
  // An empty list would be no filter at all.
  return objects.size === 0 ? undefined : { kind: 'objects', objects: [...objects.values()] };
}

/** A grant of which Graph does not tell where it belongs. */
export const isUnpinnable = (change: Change): boolean => isRider(change.type) && pinOf(change) === undefined;

/** Of these, where a recovery runs by type. */
export const typesToRun = (counts: ChangeCounts): readonly EntityType[] => wholeKinds(typesIn(counts));

/** What comes along where these run by type: grants and assignments with their service principals. */
export const wholeKinds = (types: readonly EntityType[]): readonly EntityType[] =>
  typesWithCompanions(types.map(leaderOf));

const leaderOf = (type: EntityType): EntityType => (isRider(type) ? 'servicePrincipal' : type);

const typesIn = ({ byType }: ChangeCounts): readonly EntityType[] =>
  Object.entries(byType).flatMap(([type, count]) => (count > 0 ? [type as EntityType] : []));

function pinOf(change: Change): ScopeObject | undefined {
  const { type, id, displayName } = change;
  if (type === 'unknown') return undefined;
  if (!isRider(type)) return { type, id, name: displayName ?? '' };
  const leader = servicePrincipalOf(change);
  return leader && { type: 'servicePrincipal', id: leader, name: '' };
}

/** What a grant or an assignment comes with, where Graph tells. */
export function servicePrincipalOf({ now, target }: Change): ObjectId | undefined {
  const resourceId = target['resourceId'] ?? now['resourceId'];
  return typeof resourceId === 'string' && isGuid(resourceId) ? (resourceId as ObjectId) : undefined;
}
