import type { DirectoryObject } from '../state/directory-object';
import { personId } from './people';

const id = (kind: number, index: number) => `5${String(kind)}000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const NAMES = ['HR Provisioning', 'Payroll', 'Intranet', 'Expense Reports'] as const;

/** The n-th application has the n-th service principal, grant and assignment. */
const applicationIds = (index: number) => ({
  application: id(1, index),
  appId: id(2, index),
  servicePrincipal: id(3, index),
  grant: id(4, index),
  assignment: id(5, index),
});

export const PAYROLL = applicationIds(1);
export const HR_PROVISIONING = { ...applicationIds(0), name: NAMES[0] };

export function applicationObjects(createdAt: string): readonly DirectoryObject[] {
  return NAMES.flatMap((name, index) => objectsOf(name, index).map((object) => ({ ...object, createdAt })));
}

type Draft = Omit<DirectoryObject, 'createdAt'>;
const TAGS = ['WindowsAzureActiveDirectoryIntegratedApp'];

function objectsOf(displayName: string, index: number): readonly Draft[] {
  const ids = applicationIds(index);
  return [...registration(displayName, ids), ...grants(displayName, index)];
}

function registration(displayName: string, ids: ReturnType<typeof applicationIds>): readonly Draft[] {
  return [
    {
      type: 'application',
      id: ids.application,
      attributes: {
        appId: ids.appId,
        displayName,
        description: null,
        signInAudience: 'AzureADMyOrg',
        identifierUris: [`api://${ids.appId}`],
        requiredResourceAccess: [],
        tags: TAGS,
      },
    },
    {
      type: 'servicePrincipal',
      id: ids.servicePrincipal,
      attributes: {
        appId: ids.appId,
        displayName,
        accountEnabled: true,
        servicePrincipalType: 'Application',
        servicePrincipalNames: [ids.appId, `api://${ids.appId}`],
        preferredSingleSignOnMode: null,
        loginUrl: null,
        tags: TAGS,
      },
    },
  ];
}

export const PHISHING = { ...applicationIds(90), name: 'Mail Merge Pro' };
const MAIL_SCOPE = 'User.Read Mail.ReadWrite offline_access';

/** An application of somebody outside that people of the tenant have consented to. */
export function phishingObjects(personIds: readonly string[]): readonly Draft[] {
  const [, servicePrincipal] = registration(PHISHING.name, PHISHING);
  const grant = (grantId: string, consentType: string, principalId: string | null): Draft => ({
    type: 'oAuth2PermissionGrant',
    id: grantId,
    attributes: { clientId: PHISHING.servicePrincipal, consentType, principalId, resourceId: PAYROLL.servicePrincipal, scope: MAIL_SCOPE }, // prettier-ignore
  });
  return [
    ...(servicePrincipal ? [servicePrincipal] : []),
    grant(PHISHING.grant, 'AllPrincipals', null),
    ...personIds.map((personId, index) => grant(id(4, 91 + index), 'Principal', personId)),
  ];
}

function grants(displayName: string, index: number): readonly Draft[] {
  const ids = applicationIds(index);
  return [
    {
      type: 'oAuth2PermissionGrant',
      id: ids.grant,
      attributes: {
        clientId: id(3, (index + 1) % NAMES.length),
        consentType: 'AllPrincipals',
        principalId: null,
        resourceId: ids.servicePrincipal,
        scope: 'User.Read',
      },
    },
    {
      type: 'appRoleAssignment',
      id: ids.assignment,
      attributes: {
        appRoleId: '00000000-0000-0000-0000-000000000000',
        principalId: personId(index),
        resourceId: ids.servicePrincipal,
        resourceDisplayName: displayName,
      },
    },
  ];
}
