/**
 * What Microsoft's backup holds: kinds of objects, the properties of each that a recovery can write, and how Graph calls them.
 * Source: https://learn.microsoft.com/entra/backup/scope-supported-objects-limitations
 */

export const ENTITY_TYPES = [
  'user',
  'group',
  'conditionalAccessPolicy',
  'namedLocationPolicy',
  'authenticationMethodPolicy',
  'authorizationPolicy',
  'authenticationStrengthPolicy',
  'application',
  'servicePrincipal',
  'oAuth2PermissionGrant',
  'appRoleAssignment',
  'organization',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** Come and go with the service principal that is their resource, never on their own. */
export const DEPENDENT_TYPES: ReadonlySet<EntityType> = new Set(['oAuth2PermissionGrant', 'appRoleAssignment']);

const USER = `accountEnabled ageGroup businessPhones city companyName consentProvidedForMinor country department displayName
  employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType faxNumber givenName jobTitle mail mailNickname
  mobilePhone officeLocation otherMails passwordPolicies postalCode preferredDataLocation preferredLanguage state streetAddress
  surname usageLocation userPrincipalName userType`;
const GROUP = `classification description displayName groupTypes mail mailEnabled mailNickname preferredDataLocation
  preferredLanguage securityEnabled theme visibility`;
const APPLICATION = `addIns description displayName groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported notes
  optionalClaims publisherDomain requiredResourceAccess serviceManagementReference servicePrincipalLockConfiguration
  signInAudience tags`;
const SERVICE_PRINCIPAL = `accountEnabled alternativeNames description loginUrl notes notificationEmailAddresses
  preferredSingleSignOnMode preferredTokenSigningKeyThumbprint samlSingleSignOnSettings servicePrincipalNames
  servicePrincipalType tags`;

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Properties by their Graph names. Whatever is not here is in no change and is not written back. */
export const RECOVERABLE: { readonly [Type in EntityType]: readonly string[] } = {
  user: words(USER),
  group: words(GROUP),
  application: words(APPLICATION),
  servicePrincipal: words(SERVICE_PRINCIPAL),
  conditionalAccessPolicy: ['displayName', 'state', 'conditions', 'grantControls', 'sessionControls'],
  namedLocationPolicy: [
    'displayName',
    'ipRanges',
    'isTrusted',
    'countriesAndRegions',
    'includeUnknownCountriesAndRegions',
  ],
  authenticationMethodPolicy: ['authenticationMethodConfigurations'],
  authorizationPolicy: ['blockMsolPowerShell', 'guestUserRoleId'],
  authenticationStrengthPolicy: [],
  oAuth2PermissionGrant: ['clientId', 'consentType', 'principalId', 'resourceId', 'scope'],
  appRoleAssignment: ['appRoleId', 'principalId', 'principalDisplayName', 'resourceId', 'resourceDisplayName'],
  organization: ['strongAuthenticationDetails', 'strongAuthenticationPolicy'],
};

/** The type's name in annotations; where it is not the entity type's own name. */
const GRAPH_TYPE_NAMES: Partial<Record<EntityType, string>> = {
  namedLocationPolicy: 'ipNamedLocation',
  authenticationMethodPolicy: 'authenticationMethodsPolicy',
};

/** `user`, `ipNamedLocation`: what stands behind `#microsoft.graph.`. */
export function graphTypeName(type: EntityType): string {
  return GRAPH_TYPE_NAMES[type] ?? type;
}
