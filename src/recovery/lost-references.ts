/**
 * What a conditional access policy, as the recovery would leave it, leaves out or is for, and what of that is gone by now: a policy goes back
 * as it was, and the group that was excepted does not. Pure. Roles are Microsoft's own and do not go.
 */
import type { ObjectId } from '../shared/ids';
import { isGuid } from '../shared/ids';
import type { Json, JsonObject } from '../shared/json';
import type { Change } from './change';
import type { Hazard, HazardKind } from './hazard';
import { conditionsAfter, isEnforcedAfter, type PolicyNow } from './policy-coverage';

export interface PolicyReference {
  readonly does: 'except' | 'include';
  readonly type: 'user' | 'group' | 'namedLocationPolicy';
  readonly id: ObjectId;
}

/** One that is gone; the name where somebody still tells it. */
interface LostReference extends PolicyReference {
  readonly name?: string | undefined;
}

/** A policy of the changes whose references were looked up. */
export interface LookedUpPolicy {
  readonly id: ObjectId;
  readonly name: string;
  readonly lost: readonly LostReference[];
  /** Whether some of them could not be asked about. */
  readonly isUnread: boolean;
  /** Emergency accounts that it would apply to, or may. */
  readonly covers: readonly { readonly id: ObjectId; readonly name: string }[];
}

const PLACES = [
  ['users', 'excludeUsers', 'except', 'user'],
  ['users', 'excludeGroups', 'except', 'group'],
  ['locations', 'excludeLocations', 'except', 'namedLocationPolicy'],
  ['users', 'includeUsers', 'include', 'user'],
  ['users', 'includeGroups', 'include', 'group'],
  ['locations', 'includeLocations', 'include', 'namedLocationPolicy'],
] as const;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** None of a policy that will not be enforced. Words such as `All` and `AllTrusted` name no object. */
export function referencesAfter(change: Change, present?: PolicyNow): readonly PolicyReference[] {
  const conditions = isEnforcedAfter(change, present) ? conditionsAfter(change, present) : undefined;
  if (!conditions) return [];
  return PLACES.flatMap(([part, list, does, type]) => {
    const place = conditions[part];
    const ids = isObject(place) ? place[list] : undefined;
    if (!Array.isArray(ids)) return [];
    return ids.flatMap((id: Json) => typeof id === 'string' && isGuid(id) ? [{ does, type, id: id.toLowerCase() as ObjectId }] : []); // prettier-ignore
  });
}

/** @param comesBack - ids that the same recovery restores: they are there again when the policy is */
export function hazardsOfLost(
  policies: readonly LookedUpPolicy[],
  comesBack: ReadonlySet<ObjectId>,
): readonly Hazard[] {
  const still = policies.map((policy) => ({ ...policy, lost: policy.lost.filter(({ id }) => !comesBack.has(id)) }));
  const lostBy = (does: PolicyReference['does']) =>
    still.flatMap(({ lost, covers, ...policy }) => {
      const gone = lost.filter((reference) => reference.does === does);
      return gone.length > 0 ? [{ ...policy, lost: gone, covers: does === 'except' ? covers : [] }] : [];
    });
  return [
    ...hazard('exclusionPointsToNothing', 'danger', lostBy('except')),
    ...hazard('inclusionPointsToNothing', 'warning', lostBy('include')),
    ...hazard('exclusionsUnread', 'warning', still.filter(({ isUnread }) => isUnread)),
  ]; // prettier-ignore
}

const MAX_EXAMPLES = 20;
const MAX_NAMED = 5;

function hazard(
  kind: HazardKind,
  severity: Hazard['severity'],
  policies: readonly Pick<LookedUpPolicy, 'id' | 'name' | 'lost' | 'covers'>[],
): readonly Hazard[] {
  if (policies.length === 0) return [];
  const examples = policies.slice(0, MAX_EXAMPLES).map(({ id, name, lost, covers }) => ({
    id,
    name,
    lost: lost
      .slice(0, MAX_NAMED)
      .map(({ type, id: lostId, name: lostName }) => ({ type, id: lostId, name: lostName })),
    covers: covers.slice(0, MAX_NAMED).map((account) => ({ ...account })),
  }));
  return [{ kind, severity, count: policies.length, examples }];
}
