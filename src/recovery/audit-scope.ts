/** Which events of the audit log are about a kind of objects. Microsoft names kinds of targets, and for settings only what was done. */
import type { AuditEvent } from '../tenant/audit';
import type { EntityType } from './terms';

type Test = (event: AuditEvent) => boolean;

const targets = (...types: readonly string[]): Test => {
  const names = types.map((type) => type.toLowerCase());
  return ({ targets: touched }) => touched.some(({ type }) => type !== undefined && names.includes(type.toLowerCase()));
};
const does = (words: RegExp): Test => ({ activity }) => words.test(activity); // prettier-ignore

const TESTS: { readonly [Type in EntityType]: Test } = {
  user: targets('User'),
  group: targets('Group'),
  application: targets('Application', 'App'),
  servicePrincipal: targets('ServicePrincipal'),
  oAuth2PermissionGrant: does(/permission grant/i),
  appRoleAssignment: does(/app role assignment/i),
  conditionalAccessPolicy: does(/conditional access/i),
  namedLocationPolicy: does(/named location/i),
  authenticationMethodPolicy: does(/authentication methods?\b.*polic/i),
  authorizationPolicy: does(/authorization policy/i),
  authenticationStrengthPolicy: does(/authentication strength/i),
  organization: does(/company|organization/i),
};

export function isAboutTypes(event: AuditEvent, types: readonly EntityType[]): boolean {
  return types.some((type) => TESTS[type](event));
}

const TARGET_TYPES: Readonly<Record<string, EntityType>> = {
  user: 'user',
  group: 'group',
  application: 'application',
  app: 'application',
  serviceprincipal: 'servicePrincipal',
};
const POLICY_TYPES: readonly EntityType[] = ['conditionalAccessPolicy', 'namedLocationPolicy'];

/** The kind of one target of an event; `undefined` for kinds that cannot be looked up. */
export function typeOfTarget(event: AuditEvent, { type }: AuditEvent['targets'][number]): EntityType | undefined {
  return TARGET_TYPES[type?.toLowerCase() ?? ''] ?? POLICY_TYPES.find((policy) => TESTS[policy](event));
}

/** Gone, and no recovery brings it back. */
export const isHardDelete = ({ activity, succeeded }: AuditEvent): boolean =>
  succeeded && /^hard delete\b/i.test(activity);
