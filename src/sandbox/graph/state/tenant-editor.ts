/** Changes the pretend tenant the way somebody would, and leaves the traces that Microsoft's audit log would show. */
import type { Json, JsonObject } from '../../../shared/json';
import type { AuditEvent, AuditLog, AuditTarget, Initiator } from './audit-log';
import type { PretendDirectory } from './directory';
import { signInNameOf, textOf, type DirectoryObject } from './directory-object';
import type { EntityType } from './entity-types';

interface Kind {
  readonly noun: string;
  readonly targetType: string;
  readonly category: string;
  readonly service: string;
}

const CORE = 'Core Directory';
const CONDITIONAL_ACCESS = 'Conditional Access';
const policy = (noun: string, service = CORE): Kind => ({ noun, targetType: 'Policy', category: 'Policy', service });

const KINDS: { readonly [Type in EntityType]: Kind } = {
  user: { noun: 'user', targetType: 'User', category: 'UserManagement', service: CORE },
  group: { noun: 'group', targetType: 'Group', category: 'GroupManagement', service: CORE },
  application: { noun: 'application', targetType: 'Application', category: 'ApplicationManagement', service: CORE },
  servicePrincipal: { noun: 'service principal', targetType: 'ServicePrincipal', category: 'ApplicationManagement', service: CORE }, // prettier-ignore
  oAuth2PermissionGrant: { noun: 'delegated permission grant', targetType: 'ServicePrincipal', category: 'ApplicationManagement', service: CORE }, // prettier-ignore
  appRoleAssignment: { noun: 'app role assignment to service principal', targetType: 'ServicePrincipal', category: 'UserManagement', service: CORE }, // prettier-ignore
  conditionalAccessPolicy: policy('conditional access policy', CONDITIONAL_ACCESS),
  namedLocationPolicy: policy('named location', CONDITIONAL_ACCESS),
  authenticationMethodPolicy: policy('authentication methods policy', 'Authentication Methods'),
  authorizationPolicy: policy('authorization policy'),
  authenticationStrengthPolicy: policy('authentication strength policy'),
  organization: {
    noun: 'company information',
    targetType: 'Directory',
    category: 'DirectoryManagement',
    service: CORE,
  },
};

interface Desk {
  readonly directory: PretendDirectory;
  readonly audit: AuditLog;
  readonly by: Initiator;
  readonly at: Date;
}

export class TenantEditor {
  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  create(object: Omit<DirectoryObject, 'createdAt'>): void {
    const created = { ...object, createdAt: this.desk.at.toISOString() };
    this.desk.directory.put(created);
    this.log(created, 'Add', Object.entries(object.attributes).map(([name, after]) => ({ name, before: null, after }))); // prettier-ignore
  }

  update(id: string, attributes: JsonObject): void {
    const object = this.need(id);
    const properties = Object.entries(attributes).map(([name, after]) => ({ name, before: object.attributes[name] ?? null, after })); // prettier-ignore
    this.desk.directory.put({ ...object, attributes: { ...object.attributes, ...attributes } });
    this.log(object, 'Update', properties);
  }

  addMembers(groupId: string, ids: readonly string[]): void {
    const group = this.need(groupId);
    const added = ids.filter((id) => !group.memberIds?.includes(id));
    this.desk.directory.put({ ...group, memberIds: [...(group.memberIds ?? []), ...added] });
    for (const id of added) this.logLink(id, group, { activity: 'Add member to group', operation: 'Assign' });
  }

  removeMembers(groupId: string, ids: readonly string[]): void {
    const group = this.need(groupId);
    const gone = new Set(ids);
    this.desk.directory.put({ ...group, memberIds: (group.memberIds ?? []).filter((id) => !gone.has(id)) });
    for (const id of gone) this.logLink(id, group, { activity: 'Remove member from group', operation: 'Delete' });
  }

  /** Microsoft tells of the application that was let in, not of the grant. */
  consent(servicePrincipalId: string): void {
    const application = this.need(servicePrincipalId);
    const { by, at } = this.desk;
    this.desk.audit.write({ at, by, category: 'ApplicationManagement', service: CORE, operation: 'Assign', activity: 'Consent to application', targets: [targetOf(application)] }); // prettier-ignore
  }

  softDelete(id: string): void {
    const object = { ...this.need(id), deletedAt: this.desk.at.toISOString() };
    this.desk.directory.put(object);
    this.log(object, 'Delete', []);
  }

  restore(id: string): void {
    const object = { ...this.need(id), deletedAt: undefined };
    this.desk.directory.put(object);
    this.log(object, 'Restore', []);
  }

  /** For good: no snapshot brings it back. */
  hardDelete(id: string): void {
    const object = this.need(id);
    this.desk.directory.remove(id);
    this.log(object, 'Hard Delete', []);
  }

  private need(id: string): DirectoryObject {
    const object = this.desk.directory.find(id);
    if (!object) throw new Error(`the pretend tenant has no object ${id}`);
    return object;
  }

  private log(
    object: DirectoryObject,
    verb: 'Add' | 'Update' | 'Delete' | 'Restore' | 'Hard Delete',
    properties: readonly { readonly name: string; readonly before: Json; readonly after: Json }[],
  ): void {
    const { noun, category, service } = KINDS[object.type];
    const operation = verb === 'Restore' ? 'Update' : verb === 'Hard Delete' ? 'Delete' : verb;
    const { by, at } = this.desk;
    const targets = [{ ...targetOf(object), properties }];
    this.desk.audit.write({ at, by, category, service, operation, activity: `${verb} ${noun}`, targets });
  }

  private logLink(id: string, group: DirectoryObject, what: Pick<AuditEvent, 'activity' | 'operation'>): void {
    const member = this.desk.directory.find(id);
    const targets = [...(member ? [targetOf(member)] : []), targetOf(group)];
    const { by, at } = this.desk;
    this.desk.audit.write({ at, by, category: 'GroupManagement', service: CORE, ...what, targets });
  }
}

function targetOf(object: DirectoryObject): AuditTarget {
  return {
    id: object.id,
    name: textOf(object, 'displayName') ?? null,
    type: KINDS[object.type].targetType,
    signInName: signInNameOf(object),
    properties: [],
  };
}
