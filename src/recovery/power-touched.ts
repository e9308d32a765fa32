/** A3: whether a change decides about somebody's power: nobody approves what makes or unmakes their own. */
import type { ObjectId, PersonId } from '../shared/ids';
import type { Json } from '../shared/json';
import type { Change } from './change';
import type { ObjectFacts } from './ports';

const POWER_ATTRIBUTES: readonly string[] = ['accountEnabled', 'userPrincipalName', 'identities', 'userType'];

/** Relations of an account that give it nothing. */
const POWERLESS_RELATIONS: readonly string[] = ['manager', 'directReports'];

export type PowerTouched =
  | 'no'
  | 'yes'
  /** A membership of this person changes: it counts where the group is role-assignable or configured. */
  | 'ifGroupIsPrivileged'
  /** The same, told on the person's own account: it counts where one of the linked groups is privileged. */
  | 'ifLinkedGroupIsPrivileged'
  /** A group goes or comes back, and does not tell who is in it: it counts where it is privileged and the person a member. */
  | 'ifMemberOfPrivilegedGroup';

/** A group, and what a change tells of it. */
export type GroupFound = Pick<Change, 'id' | 'now' | 'target'>;

type Rule = (change: Change, personId: PersonId) => PowerTouched;

const ifNamed: Rule = (change, personId) => (names(change, personId) ? 'yes' : 'no');
const ifPrincipal: Rule = (change, personId) => (isPrincipal(change, personId) ? 'yes' : 'no');

/** Kinds that are not here touch nobody's power. */
const RULES: { readonly [Type in Change['type']]?: Rule } = {
  user: (change, personId) => (isPerson(change.id, personId) ? touchedOnOwnAccount(change) : 'no'),
  group: (change, personId) => touchedByGroup(change, personId),
  oAuth2PermissionGrant: ifPrincipal,
  appRoleAssignment: ifPrincipal,
  conditionalAccessPolicy: ifNamed,
  namedLocationPolicy: ifNamed,
  authenticationMethodPolicy: ifNamed,
  authorizationPolicy: ifNamed,
  authenticationStrengthPolicy: ifNamed,
  organization: ifNamed,
  unknown: (change, personId) => (isPerson(change.id, personId) || names(change, personId) ? 'yes' : 'no'),
};

/** What one change means for this account. Changes of ordinary attributes touch no power. */
export function powerTouchedBy(change: Change, personId: PersonId): PowerTouched {
  return change.shownOnly ? 'no' : (RULES[change.type]?.(change, personId) ?? 'no');
}

/** The groups that decide, by the answer of `powerTouchedBy`: the changed one, or those that an account's change links to. */
export function decidingGroups(change: Change, touched: PowerTouched): readonly GroupFound[] {
  if (touched === 'yes' || touched === 'no') return [];
  if (touched !== 'ifLinkedGroupIsPrivileged') return [change];
  return powerLinks(change).map(({ objectId: id }) => ({ id, now: {}, target: {} }));
}

/** Role-assignable, or configured. `undefined`: the directory tells nothing, as of a deleted group. */
export function isPrivilegedGroup(
  { id, now, target }: GroupFound,
  { facts, privilegedGroupIds }: { facts: ObjectFacts | undefined; privilegedGroupIds: readonly ObjectId[] },
): boolean | undefined {
  if (privilegedGroupIds.includes(id)) return true;
  if (now['isAssignableToRole'] === true || target['isAssignableToRole'] === true) return true;
  return facts && facts.isAssignableToRole === true;
}

function touchedOnOwnAccount(change: Change): PowerTouched {
  if (touchesSignIn(change)) return 'yes';
  return powerLinks(change).length > 0 ? 'ifLinkedGroupIsPrivileged' : 'no';
}

/** The members that a restored group tells of are all that it gets; who a deleted one loses, its row need not say. */
function touchedByGroup({ action, links }: Change, personId: PersonId): PowerTouched {
  if (links.some(({ objectId }) => isPerson(objectId, personId))) return 'ifGroupIsPrivileged';
  const tellsMembers = action === 'restore' && links.some(({ relation }) => relation === 'members');
  return action === 'update' || tellsMembers ? 'no' : 'ifMemberOfPrivilegedGroup';
}

function touchesSignIn({ action, target }: Change): boolean {
  return action !== 'update' || POWER_ATTRIBUTES.some((attribute) => attribute in target);
}

const powerLinks = ({ links }: Change) => links.filter(({ relation }) => !POWERLESS_RELATIONS.includes(relation));

function isPrincipal({ now, target, links }: Change, personId: PersonId): boolean {
  const principals = [now['principalId'] ?? null, target['principalId'] ?? null];
  return mentions(principals, personId) || links.some(({ objectId }) => isPerson(objectId, personId));
}

function names({ now, target, links }: Change, personId: PersonId): boolean {
  return mentions([now, target], personId) || links.some(({ objectId }) => isPerson(objectId, personId));
}

function mentions(value: Json, id: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === id;
  if (Array.isArray(value)) return value.some((item: Json) => mentions(item, id));
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => mentions(item, id));
}

const isPerson = (id: ObjectId, personId: PersonId): boolean => (id as string) === personId;
