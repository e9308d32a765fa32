/** What somebody or something did to the pretend tenant after the last snapshot. */
import { CAST } from '../../cast';
import type { Initiator } from '../state/audit-log';
import { isSynced, type DirectoryObject } from '../state/directory-object';
import type { Tenant } from '../state/tenant';
import type { TenantEditor } from '../state/tenant-editor';
import { HR_PROVISIONING, PAYROLL, PHISHING, phishingObjects } from './applications';
import { GROUPS } from './groups';
import { ordinaryPerson, personId } from './people';
import { LOCATIONS, POLICIES, SETTINGS } from './settings';

export interface IncidentOptions {
  /** Cloud people that are changed or deleted: 9 of massDisable, 25 of massDelete, 14 of hrOverwrite. */
  readonly count?: number | undefined;
  /** massDisable: people from on-premises that are changed too (3). A recovery only shows them. */
  readonly synced?: number | undefined;
  /** massDisable: people that are soft-deleted (1). */
  readonly deleted?: number | undefined;
  /** massDisable: accounts made since, which a recovery would delete (2). */
  readonly joiners?: number | undefined;
  /** Joiners have names that try to break whatever shows them (false). */
  readonly hostileNames?: boolean | undefined;
}

interface Scene {
  readonly tenant: Tenant;
  readonly options: IncidentOptions;
  readonly at: Date;
}

const CONNECTOR: Initiator = { kind: 'application', appId: HR_PROVISIONING.appId, name: HR_PROVISIONING.name };

const INCIDENTS = {
  massDisable,
  massDelete,
  policyLockout,
  policyRelaxed,
  consentPhishing,
  hrOverwrite,
  privilegedGroup,
  groupEmptied,
  appTampered,
  mixed,
} satisfies Record<string, (scene: Scene) => void>;

export type IncidentKind = keyof typeof INCIDENTS;
export const INCIDENT_KINDS = Object.keys(INCIDENTS) as readonly IncidentKind[];

export function runIncident(kind: IncidentKind, scene: Scene): void {
  INCIDENTS[kind](scene);
}

/** The provisioning connector ran with a wrong mapping: 9 + 3 people disabled, departments overwritten, 1 deleted, 2 new. */
function massDisable({ tenant, options, at }: Scene): void {
  const { count = 9, synced = 3, deleted = 1, joiners = 2 } = options;
  const editor = tenant.editAs(CONNECTOR, at);
  const cloud = ordinaryPeople(tenant, (person) => !isSynced(person), count + deleted);
  const local = ordinaryPeople(tenant, isSynced, synced);
  for (const { id } of [...cloud.slice(0, count), ...local]) {
    editor.update(id, { accountEnabled: false, department: 'DEPT_UNMAPPED' });
  }
  for (const { id } of cloud.slice(count)) editor.softDelete(id);
  for (let index = 0; index < joiners; index += 1) createJoiner(tenant, editor, options.hostileNames);
}

function createJoiner(tenant: Tenant, editor: TenantEditor, isHostile?: boolean): void {
  let index = tenant.directory.count('user');
  while (index % 8 === 7 || tenant.directory.find(personId(index))) index += 1;
  editor.create(ordinaryPerson(index, '', isHostile));
}

/** A script deleted people, a group and an application. One person is gone for good. */
function massDelete({ tenant, options, at }: Scene): void {
  const editor = tenant.editAs(CONNECTOR, at);
  const people = ordinaryPeople(tenant, (person) => !isSynced(person), (options.count ?? 25) + 1);
  for (const { id } of people) editor.softDelete(id);
  for (const id of [GROUPS.engineering, PAYROLL.application]) editor.softDelete(id);
  const last = people.at(-1);
  if (last) editor.hardDelete(last.id);
}

/** The emergency account lost its exclusion and the policy blocks everybody. */
function policyLockout({ tenant, at }: Scene): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.dan.id), at);
  editor.update(POLICIES.requireMfa, {
    ...withUsers(tenant.directory.find(POLICIES.requireMfa), { includeUsers: ['All'], excludeUsers: [] }),
    grantControls: { operator: 'OR', builtInControls: ['block'], customAuthenticationFactors: [], termsOfUse: [] },
  });
  editor.update(POLICIES.blockLegacy, { state: 'disabled' });
  editor.update(LOCATIONS.headquarters, { isTrusted: false });
}

/** During an earlier emergency somebody switched a policy off and excluded people: going back enables it and drops them. */
function policyRelaxed({ tenant, at }: Scene): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.gus.id), at);
  const excluded = [CAST.ana.id, CAST.ben.id, ...excludedBy(tenant, POLICIES.administrators)];
  editor.update(POLICIES.administrators, {
    ...withUsers(tenant.directory.find(POLICIES.administrators), { excludeUsers: excluded }),
    state: 'enabledForReportingButNotEnforced',
  });
}

function groupEmptied({ tenant, at }: Scene): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.dan.id), at);
  for (const id of [GROUPS.financeLeads, GROUPS.helpDesk]) {
    editor.removeMembers(id, tenant.directory.find(id)?.memberIds ?? []);
  }
  editor.addMembers(GROUPS.financeLeads, [CAST.dan.id]);
}

/** An application got more rights than it should have, and the tenant's own settings were weakened. */
function appTampered({ tenant, at }: Scene): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.dan.id), at);
  editor.update(PAYROLL.application, { signInAudience: 'AzureADMultipleOrgs', notes: 'temporary' });
  editor.update(PAYROLL.servicePrincipal, { loginUrl: 'https://evil.example/sign-in' });
  editor.update(PAYROLL.grant, { scope: 'User.Read Directory.ReadWrite.All' });
  editor.softDelete(PAYROLL.assignment);
  editor.update(SETTINGS.authorization, { blockMsolPowerShell: false });
  editor.update(SETTINGS.organization, { strongAuthenticationPolicy: { enabled: false, ipAllowList: [] } });
}

/** People said yes to an application that asked for their mail: a service principal with grants of theirs, and one for everybody. */
function consentPhishing({ tenant, at }: Scene): void {
  const people = ordinaryPeople(tenant, (person) => !isSynced(person), 3).map(({ id }) => id);
  const [first = CAST.dan.id] = people;
  const editor = tenant.editAs(tenant.personInitiator(first), at);
  for (const object of phishingObjects(people)) if (!tenant.directory.find(object.id)) editor.create(object);
  for (const person of people) tenant.editAs(tenant.personInitiator(person), at).consent(PHISHING.servicePrincipal);
}

/** The HR system sent the rows of another company: departments, titles and offices of people overwritten. */
function hrOverwrite({ tenant, options, at }: Scene): void {
  const editor = tenant.editAs(CONNECTOR, at);
  for (const { id } of ordinaryPeople(tenant, (person) => !isSynced(person), options.count ?? 14)) {
    editor.update(id, { department: 'Fabrikam Logistics', jobTitle: 'To be confirmed', officeLocation: 'Unknown' });
  }
}

/** Two accounts got into a group that holds an Entra role, and its description hides it. */
function privilegedGroup({ tenant, at }: Scene): void {
  const editor = tenant.editAs(tenant.personInitiator(CAST.dan.id), at);
  const [accomplice] = ordinaryPeople(tenant, (person) => !isSynced(person), 1);
  editor.addMembers(GROUPS.helpDesk, [CAST.dan.id, ...(accomplice ? [accomplice.id] : [])]);
  editor.update(GROUPS.helpDesk, { description: 'Printer support' });
}

/** What somebody with stolen rights would do in one night. */
function mixed(scene: Scene): void {
  massDisable({ ...scene, options: { count: 5, synced: 1, deleted: 2, joiners: 1, ...scene.options } });
  for (const happen of [privilegedGroup, consentPhishing, policyLockout]) happen(scene);
}

function ordinaryPeople(tenant: Tenant, matches: (person: DirectoryObject) => boolean, count: number) {
  const found: DirectoryObject[] = [];
  for (const person of tenant.directory.alive('user')) {
    if (found.length >= count) break;
    if (person.id.startsWith('1') && person.attributes['accountEnabled'] === true && matches(person))
      found.push(person);
  }
  return found;
}

type Users = Readonly<Record<string, readonly string[]>>;

function usersOf(policy: DirectoryObject | undefined): { conditions: DirectoryObject['attributes']; users: Users } {
  const conditions = (policy?.attributes['conditions'] ?? {}) as DirectoryObject['attributes'];
  return { conditions, users: (conditions['users'] ?? {}) as Users };
}

function withUsers(policy: DirectoryObject | undefined, changed: Users): DirectoryObject['attributes'] {
  const { conditions, users } = usersOf(policy);
  return { conditions: { ...conditions, users: { ...users, ...changed } } };
}

function excludedBy(tenant: Tenant, policyId: string): readonly string[] {
  return usersOf(tenant.directory.find(policyId)).users['excludeUsers'] ?? [];
}
