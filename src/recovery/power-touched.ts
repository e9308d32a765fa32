/** A3: whether a change decides about somebody's power: nobody approves what makes or unmakes their own. */
import type { ObjectId, PersonId } from '../shared/ids';
import type { Json } from '../shared/json';
import type { Change } from './change';
import type { ObjectFacts } from './ports';

const POWER_ATTRIBUTES: readonly string[] = ['accountEnabled', 'userPrincipalName'];

export type PowerTouched =
  | 'no'
  | 'yes'
  /** A membership of this person changes: it counts where the group is role-assignable or configured. */
  | 'ifGroupIsPrivileged';

type Rule = (change: Change, personId: PersonId) => PowerTouched;

/** Kinds that are not here touch nobody's power. */
const RULES: { readonly [Type in Change['type']]?: Rule } = {
  user: (change, personId) => (isPerson(change.id, personId) && touchesSignIn(change) ? 'yes' : 'no'),
  group: ({ links }, personId) =>
    links.some(({ objectId }) => isPerson(objectId, personId)) ? 'ifGroupIsPrivileged' : 'no',
  conditionalAccessPolicy: ({ now, target }, personId) =>
    mentions(target, personId) || mentions(now, personId) ? 'yes' : 'no',
  unknown: ({ id }, personId) => (isPerson(id, personId) ? 'yes' : 'no'),
};

/** What one change means for this account. Changes of ordinary attributes touch no power. */
export function powerTouchedBy(change: Change, personId: PersonId): PowerTouched {
  return change.shownOnly ? 'no' : (RULES[change.type]?.(change, personId) ?? 'no');
}

/** Whether a change of this kind can touch anybody's power. */
export const canTouchPower = (type: string): boolean => Object.hasOwn(RULES, type);

/** Role-assignable, or configured. `undefined`: the directory tells nothing, as of a deleted group. */
export function isPrivilegedGroup(
  { id, now, target }: Change,
  { facts, privilegedGroupIds }: { facts: ObjectFacts | undefined; privilegedGroupIds: readonly ObjectId[] },
): boolean | undefined {
  if (privilegedGroupIds.includes(id)) return true;
  if (now['isAssignableToRole'] === true || target['isAssignableToRole'] === true) return true;
  return facts && facts.isAssignableToRole === true;
}

function touchesSignIn({ action, target }: Change): boolean {
  return action !== 'update' || POWER_ATTRIBUTES.some((attribute) => attribute in target);
}

function mentions(value: Json, id: string): boolean {
  if (typeof value === 'string') return value.toLowerCase() === id;
  if (Array.isArray(value)) return value.some((item: Json) => mentions(item, id));
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => mentions(item, id));
}

const isPerson = (id: ObjectId, personId: PersonId): boolean => (id as string) === personId;
