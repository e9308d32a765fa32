/** Policies, named locations and the settings a tenant has one of. */
import { ROLES } from '../../cast';
import type { DirectoryObject } from '../state/directory-object';
import { GROUPS } from './groups';
import { EMERGENCY_ACCOUNT_ID } from './people';

const id = (tail: string) => `40000000-0000-4000-8000-${tail.padStart(12, '0')}`;

export const POLICIES = { requireMfa: id('1'), blockLegacy: id('2'), administrators: id('3') } as const;
export const LOCATIONS = { headquarters: id('11'), branch: id('12') } as const;
export const SETTINGS = { authorization: 'authorizationPolicy', methods: 'authenticationMethodsPolicy', organization: id('21') } as const; // prettier-ignore

const MFA = { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [] };
const BLOCK = { ...MFA, builtInControls: ['block'] };

function conditions(users: DirectoryObject['attributes'], clientAppTypes: readonly string[] = ['all']) {
  return {
    users: { includeUsers: [], excludeUsers: [], includeGroups: [], excludeGroups: [], includeRoles: [], excludeRoles: [], ...users }, // prettier-ignore
    applications: { includeApplications: ['All'], excludeApplications: [] },
    clientAppTypes,
    locations: null,
    platforms: null,
    signInRiskLevels: [],
    userRiskLevels: [],
  };
}

type Draft = Pick<DirectoryObject, 'type' | 'id' | 'attributes'>;

const DRAFTS: readonly Draft[] = [
  {
    type: 'conditionalAccessPolicy',
    id: POLICIES.requireMfa,
    attributes: {
      displayName: 'Require MFA for all users',
      state: 'enabled',
      conditions: conditions({ includeUsers: ['All'], excludeUsers: [EMERGENCY_ACCOUNT_ID] }),
      grantControls: MFA,
      sessionControls: null,
    },
  },
  {
    type: 'conditionalAccessPolicy',
    id: POLICIES.blockLegacy,
    attributes: {
      displayName: 'Block legacy authentication',
      state: 'enabled',
      conditions: conditions({ includeUsers: ['All'], excludeGroups: [GROUPS.emergencyAccess] }, ['exchangeActiveSync', 'other']), // prettier-ignore
      grantControls: BLOCK,
      sessionControls: null,
    },
  },
  {
    type: 'conditionalAccessPolicy',
    id: POLICIES.administrators,
    attributes: {
      displayName: 'Require MFA for administrators',
      state: 'enabled',
      conditions: conditions({ includeRoles: Object.values(ROLES), excludeUsers: [EMERGENCY_ACCOUNT_ID] }),
      grantControls: MFA,
      sessionControls: { signInFrequency: { isEnabled: true, type: 'hours', value: 4 } },
    },
  },
  {
    type: 'namedLocationPolicy',
    id: LOCATIONS.headquarters,
    attributes: { displayName: 'Headquarters', isTrusted: true, ipRanges: [range('203.0.113.0/24')] },
  },
  {
    type: 'namedLocationPolicy',
    id: LOCATIONS.branch,
    attributes: { displayName: 'Branch offices', isTrusted: true, ipRanges: [range('198.51.100.0/25'), range('192.0.2.0/26')] }, // prettier-ignore
  },
  {
    type: 'authorizationPolicy',
    id: SETTINGS.authorization,
    attributes: {
      displayName: 'Authorization Policy',
      blockMsolPowerShell: true,
      guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
    },
  },
  {
    type: 'authenticationMethodPolicy',
    id: SETTINGS.methods,
    attributes: {
      displayName: 'Authentication Methods Policy',
      authenticationMethodConfigurations: [method('Fido2', 'enabled'), method('Sms', 'disabled'), method('Voice', 'disabled')], // prettier-ignore
    },
  },
  {
    type: 'organization',
    id: SETTINGS.organization,
    attributes: {
      displayName: 'Contoso (pretend)',
      strongAuthenticationPolicy: { enabled: true, ipAllowList: [] },
      strongAuthenticationDetails: { isApplicationPasswordBlocked: true, isRememberDevicesEnabled: false },
    },
  },
];

function range(cidrAddress: string) {
  return { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress };
}

function method(name: string, state: 'enabled' | 'disabled') {
  return { id: name, state };
}

export function settingsObjects(createdAt: string): readonly DirectoryObject[] {
  return DRAFTS.map((draft) => ({ ...draft, createdAt }));
}
