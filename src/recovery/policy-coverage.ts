/**
 * Whether a conditional access policy, as the recovery would leave it, applies to somebody who asks or approves here. Pure. What is not
 * known counts against it: an unknown membership may include somebody, and never excludes anybody.
 */
import type { ObjectId, PersonId } from '../shared/ids';
import type { Json, JsonObject } from '../shared/json';
import { isAnnotation } from './annotations';
import type { Change } from './change';

/** What the directory says of a policy as it is now; values are directory data. */
export interface PolicyNow {
  readonly id: ObjectId;
  readonly state?: string | undefined;
  readonly conditions?: JsonObject | undefined;
}

/** Groups and roles (by template id) that a person is in, of those that were asked about; `undefined` where nobody could say. */
type MembershipsOf = (personId: PersonId) => ReadonlySet<string> | undefined;

/** Only labels: they decide about nobody. */
const LABELS: readonly string[] = ['displayName', 'description', 'createdDateTime', 'modifiedDateTime', 'templateId'];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** False where the policy goes, is or becomes off or report-only, or where only its labels change. */
export function isEnforcedAfter({ action, now, target }: Change, present?: PolicyNow): boolean {
  if (action === 'softDelete') return false;
  if (action === 'update' && Object.keys(target).every((key) => LABELS.includes(key) || isAnnotation(key)))
    return false;
  return (target['state'] ?? now['state'] ?? present?.state ?? 'enabled') === 'enabled';
}

/** As the recovery would leave them: `undefined` where nobody told. */
export function conditionsAfter({ now, target }: Change, present: PolicyNow | undefined): JsonObject | undefined {
  const conditions = target['conditions'] ?? now['conditions'] ?? present?.conditions;
  return isObject(conditions) ? conditions : undefined;
}

/** What the policy says of people, as the recovery would leave it: `undefined` where nobody told. */
function usersAfter(change: Change, present: PolicyNow | undefined): JsonObject | undefined {
  const conditions = conditionsAfter(change, present);
  if (!conditions || !Object.hasOwn(conditions, 'users')) return undefined;
  const users = conditions['users'];
  return isObject(users) ? users : {};
}

/** Lower case, as ids are here. */
function idsIn(users: JsonObject, name: string): readonly string[] {
  const listed = users[name];
  return Array.isArray(listed) ? listed.flatMap((id: Json) => (typeof id === 'string' ? [id.toLowerCase()] : [])) : [];
}

const GROUPS_AND_ROLES = ['includeGroups', 'includeRoles', 'excludeGroups', 'excludeRoles'] as const;

/** Groups and roles that decide about this change: what to ask the directory before judging it. */
export function membershipsAsked(change: Change, present?: PolicyNow): readonly string[] {
  const users = isEnforcedAfter(change, present) ? usersAfter(change, present) : undefined;
  return users ? GROUPS_AND_ROLES.flatMap((name) => idsIn(users, name)) : [];
}

export interface PeopleInvolved {
  readonly ids: readonly PersonId[];
  readonly membershipsOf: MembershipsOf;
}

/** True where it applies to one of them, or may. */
export function coversPeopleInvolved(
  change: Change,
  { ids, membershipsOf }: PeopleInvolved,
  present?: PolicyNow,
): boolean {
  if (!isEnforcedAfter(change, present)) return false;
  const users = usersAfter(change, present);
  if (users === undefined) return true;
  return ids.some((id) => covers(users, id, membershipsOf(id)));
}

function covers(users: JsonObject, personId: PersonId, memberOf: ReadonlySet<string> | undefined): boolean {
  const named = (list: string, ...words: readonly string[]) => idsIn(users, list).some((id) => [personId, ...words].includes(id)); // prettier-ignore
  const isIn = (...lists: readonly string[]) => lists.flatMap((list) => idsIn(users, list)).some((id) => memberOf?.has(id) === true); // prettier-ignore
  if (named('excludeUsers') || isIn('excludeGroups', 'excludeRoles')) return false;
  if (named('includeUsers', 'all')) return true;
  const included = [...idsIn(users, 'includeGroups'), ...idsIn(users, 'includeRoles')];
  return memberOf === undefined ? included.length > 0 : isIn('includeGroups', 'includeRoles');
}
