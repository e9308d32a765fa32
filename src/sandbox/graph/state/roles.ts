/** Who holds which role of the pretend tenant, active or only eligible, as a person or by way of a group. */
import { randomUUID } from 'node:crypto';
import { ROLES } from '../../cast';
import type { PretendDirectory } from './directory';

export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleId: string;
  /** `/` is the whole tenant. */
  readonly scope: string;
}

/** What a role lets its holder do with backups. Built-in roles have theirs; custom ones get them by `allow`. */
export type BackupRight = 'read' | 'preview' | 'recovery';

const READER: readonly BackupRight[] = ['read', 'preview'];
const ADMINISTRATOR: readonly BackupRight[] = ['read', 'preview', 'recovery'];

export class PretendRoles {
  private readonly directory: Pick<PretendDirectory, 'alive' | 'findAlive'>;
  private active: readonly RoleAssignment[] = [];
  private eligible: readonly RoleAssignment[] = [];
  private readonly rights = new Map<string, readonly BackupRight[]>([
    [ROLES.backupReader, READER],
    [ROLES.backupAdministrator, ADMINISTRATOR],
    [ROLES.globalAdministrator, ADMINISTRATOR],
  ]);
  private readonly custom = new Set<string>();

  constructor(directory: Pick<PretendDirectory, 'alive' | 'findAlive'>) {
    this.directory = directory;
  }

  assign(principalId: string, roleId: string, scope = '/'): void {
    if (this.active.some((one) => one.principalId === principalId && one.roleId === roleId && one.scope === scope))
      return;
    this.active = [...this.active, { id: randomUUID(), principalId, roleId, scope }];
  }

  remove(principalId: string, roleId: string): void {
    this.active = this.active.filter((one) => one.principalId !== principalId || one.roleId !== roleId);
  }

  makeEligible(principalId: string, roleId: string): void {
    this.eligible = [...this.eligible, { id: randomUUID(), principalId, roleId, scope: '/' }];
  }

  /** PIM: what the principal is eligible for becomes active too. */
  activate(principalId: string): void {
    for (const { roleId } of this.eligible.filter((one) => one.principalId === principalId))
      this.assign(principalId, roleId);
  }

  deactivate(principalId: string): void {
    for (const { roleId } of this.eligible.filter((one) => one.principalId === principalId))
      this.remove(principalId, roleId);
  }

  /** A custom role. Graph's checkMemberObjects knows nothing of it. */
  defineCustom(roleId: string, rights: readonly BackupRight[]): void {
    this.custom.add(roleId);
    this.rights.set(roleId, rights);
  }

  assignments(): readonly RoleAssignment[] {
    return this.active.filter(({ principalId }) => this.directory.findAlive(principalId));
  }

  eligibilities(): readonly RoleAssignment[] {
    return this.eligible.filter(({ principalId }) => this.directory.findAlive(principalId));
  }

  /** Active roles of the whole tenant, by groups of groups too. */
  activeRoleIds(personId: string): ReadonlySet<string> {
    if (!this.directory.findAlive(personId)) return new Set();
    const principals = new Set([personId, ...this.groupIdsOf(personId)]);
    const held = this.active.filter(({ principalId, scope }) => scope === '/' && principals.has(principalId));
    return new Set(held.map(({ roleId }) => roleId));
  }

  isCustom(roleId: string): boolean {
    return this.custom.has(roleId);
  }

  may(personId: string, right: BackupRight): boolean {
    return [...this.activeRoleIds(personId)].some((roleId) => this.rights.get(roleId)?.includes(right));
  }

  /** Groups the principal is in, directly or by other groups. */
  groupIdsOf(principalId: string): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [principalId];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const group of this.directory.alive('group')) {
        if (found.has(group.id) || !group.memberIds?.includes(id)) continue;
        found.add(group.id);
        open.push(group.id);
      }
    }
    return found;
  }
}
