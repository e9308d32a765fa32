/**
 * Reasons why a recovery may hurt, one rule each: does this change concern it? Pure, and of one change at a time. A missing fact is an
 * unknown, not a no: where it could hide power or a new person, the rule speaks.
 * Source: SPEC section 7
 */
import type { ObjectId, PersonId } from '../shared/ids';
import type { Change } from './change';
import type { Hazard, HazardKind } from './hazard';
import { lostExclusions } from './lost-exclusions';
import type { ObjectFacts } from './ports';
import { isEnforcedAfter } from './policy-coverage';
import { isPrivilegedGroup } from './power-touched';

/** What the plan and the settings say; ids are lower case. */
export interface PlanFacts {
  readonly snapshotAt: Date;
  readonly requesterId: PersonId;
  readonly candidateIds: readonly PersonId[];
  readonly emergencyAccountIds: readonly ObjectId[];
  readonly privilegedGroupIds: readonly ObjectId[];
  /** When the damage began, where the person named it. */
  readonly incidentAt?: Date | undefined;
  /** Something was left out: more than a list of ids holds is not run at all. */
  readonly isChoice?: boolean;
}

export interface Seen {
  readonly change: Change;
  readonly facts: ObjectFacts | undefined;
  readonly plan: PlanFacts;
}

/** `objects` counts changes; `people` counts the people it names, each once, however many changes touch them. */
type Rule = { readonly severity: Hazard['severity'] } & (
  { readonly concerns: (seen: Seen) => boolean } | { readonly people: (seen: Seen) => readonly string[] }
);
export type HazardRule = { readonly kind: HazardKind } & Rule;

const NOT_COVERED_LINKS: readonly string[] = ['owners', 'owner', 'manager', 'sponsors', 'sponsor'];

/** Nobody knows when it was created: it may be new. */
const isNew = ({ facts, plan }: Seen): boolean => facts?.createdAt === undefined || facts.createdAt > plan.snapshotAt;

const comesBack = ({ action, now, target }: Change): boolean =>
  action === 'restore' || (target['accountEnabled'] === true && now['accountEnabled'] !== true);

/** A policy that comes back from deletion has no state in the change: it may be switched on. */
function isSwitchedOn({ action, now, target }: Change): boolean {
  if (action === 'softDelete') return false;
  const state = target['state'] ?? (action === 'restore' ? (now['state'] ?? 'enabled') : undefined);
  return state === 'enabled' && (action === 'restore' || now['state'] !== 'enabled');
}

/** A group of which the directory tells nothing, as of a deleted one, counts as privileged: better a vote too many. */
function isPrivileged({ change, facts, plan: { privilegedGroupIds } }: Seen): boolean {
  const told = change.target['isAssignableToRole'] ?? change.now['isAssignableToRole'];
  return isPrivilegedGroup(change, { facts, privilegedGroupIds }) ?? told !== false;
}

const isApplication = (type: Change['type']): boolean => type === 'application' || type === 'servicePrincipal';

const saysDynamic = (values: Change['now']): boolean => {
  const types = values['groupTypes'];
  return Array.isArray(types) && types.includes('DynamicMembership');
};

/** Those of the people whose object or membership this change touches. */
function touched({ change: { id, links } }: Seen, people: readonly string[]): readonly string[] {
  if (people.length === 0) return [];
  const ids = new Set<string>([id, ...links.map((link) => link.objectId)]);
  return people.filter((person) => ids.has(person));
}

/** Found in the whole preview, in the audit log or by asking what a policy points to: no rule about one change shows them. */
type FoundOtherwise =
  | 'syncedSkipped'
  | 'snapshotAfterDamage'
  | 'wholeTypeRidesAlong'
  | 'bigBang'
  | 'exclusionPointsToNothing'
  | 'inclusionPointsToNothing'
  | 'exclusionsUnread';

/** A hazard that is forgotten here does not compile. */
const RULES: { readonly [Kind in Exclude<HazardKind, FoundOtherwise>]: Rule } = {
  newObjectsDeleted: {
    severity: 'danger',
    concerns: (seen) => seen.change.action === 'softDelete' && isNew(seen),
  },
  // Only what was deleted when the snapshot was taken, and restored since, is older than it and would be deleted.
  handRestoredDeletedAgain: {
    severity: 'danger',
    concerns: (seen) => seen.change.action === 'softDelete' && !isNew(seen),
  },
  leaversRevived: {
    severity: 'danger',
    concerns: ({ change }) => change.type === 'user' && comesBack(change),
  },
  policyEnabled: {
    severity: 'danger',
    concerns: ({ change }) => change.type === 'conditionalAccessPolicy' && isSwitchedOn(change),
  },
  policyLosesExclusion: {
    severity: 'danger',
    concerns: ({ change: { type, now, target } }) =>
      type === 'conditionalAccessPolicy' && lostExclusions(now, target).length > 0,
  },
  policyCoversPeopleInvolved: {
    severity: 'warning',
    concerns: ({ change, facts }) =>
      change.type === 'conditionalAccessPolicy' && (facts?.coversPeopleInvolved ?? isEnforcedAfter(change)),
  },
  privilegedGroup: {
    severity: 'danger',
    concerns: (seen) => seen.change.type === 'group' && isPrivileged(seen),
  },
  emergencyAccount: {
    severity: 'danger',
    people: (seen) => touched(seen, seen.plan.emergencyAccountIds),
  },
  requesterInScope: {
    severity: 'warning',
    people: (seen) => touched(seen, [seen.plan.requesterId]),
  },
  approverInScope: {
    severity: 'warning',
    people: (seen) => touched(seen, seen.plan.candidateIds).filter((id) => id !== seen.plan.requesterId),
  },
  dynamicGroup: {
    severity: 'note',
    concerns: ({ change: { type, now, target }, facts }) =>
      type === 'group' && (facts?.isDynamicGroup === true || saysDynamic(now) || saysDynamic(target)),
  },
  linksNotCovered: {
    severity: 'note',
    concerns: ({ change: { links } }) => links.some(({ relation }) => NOT_COVERED_LINKS.includes(relation)),
  },
  secretsNotCovered: {
    severity: 'note',
    concerns: ({ change: { type, action } }) => isApplication(type) && action !== 'softDelete' && action !== 'restore',
  },
  oldSecretsReturn: {
    severity: 'warning',
    concerns: ({ change: { type, action } }) => isApplication(type) && action === 'restore',
  },
  oldSignInMethodsReturn: {
    severity: 'warning',
    concerns: ({ change }) => change.type === 'user' && comesBack(change),
  },
  unknownKind: {
    severity: 'danger',
    concerns: ({ change: { type, action } }) => type === 'unknown' || action === 'unknown',
  },
};

export const HAZARD_RULES: readonly HazardRule[] = (Object.keys(RULES) as readonly (keyof typeof RULES)[]).map(
  (kind) => ({
    kind,
    ...RULES[kind],
  }),
);
