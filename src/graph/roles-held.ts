/**
 * Which of some roles somebody holds now. Built-in roles are asked for by template id; for custom roles, which no membership call knows,
 * the assignments of the person and of the person's groups are read.
 */
import type { Standing } from '../recovery/terms';
import { RewindError, UnavailableError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import type { GraphClient } from './client';
import { holdersOfRole, rolesOfPrincipal, type RoleHolding } from './directory-contract';
import { GraphRefusedError } from './errors';
import { checkMemberObjects, MAX_ASKED_MEMBERSHIPS } from './operations/people';
import { listRoleAssignments } from './operations/roles';
import { wholeList } from './whole-list';

export interface AllowedRoles {
  readonly administratorRoleIds: readonly string[];
  readonly readerRoleIds: readonly string[];
}

/** Template ids that the membership calls know. Any other id is looked up in the assignments, which is right for both kinds. */
const BUILT_IN: readonly string[] = [
  'b6a27b2b-f905-4b2e-81b5-0d90e0ef1fdb', // Entra Backup Administrator
  'f42252d9-5400-4d7b-b9ef-cc582dbb8577', // Entra Backup Reader
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
];

export function splitRoles({ administratorRoleIds, readerRoleIds }: AllowedRoles) {
  const ids = [...new Set([...administratorRoleIds, ...readerRoleIds].map((id) => id.toLowerCase()))];
  return { builtIn: ids.filter((id) => BUILT_IN.includes(id)), custom: ids.filter((id) => !BUILT_IN.includes(id)) };
}

export function standingFrom(
  held: ReadonlySet<string>,
  { administratorRoleIds, readerRoleIds }: AllowedRoles,
): Standing {
  const holdsOneOf = (ids: readonly string[]) => ids.some((id) => held.has(id.toLowerCase()));
  if (holdsOneOf(administratorRoleIds)) return 'administrator';
  return holdsOneOf(readerRoleIds) ? 'reader' : 'none';
}

/** Those of `ids` that `ask` matches, asked in calls of at most 20. */
export async function matchedIds(
  ids: readonly string[],
  ask: (some: readonly string[]) => Promise<{ readonly answer: readonly string[] }>,
): Promise<readonly string[]> {
  const matched: string[] = [];
  for (const some of chunksOf(ids, MAX_ASKED_MEMBERSHIPS)) matched.push(...(await ask(some)).answer);
  return matched.filter((id) => ids.includes(id));
}

export const memberships = (client: GraphClient, personId: PersonId, ids: readonly string[]) =>
  matchedIds(ids, (some) => client.call(checkMemberObjects, { personId, ids: some }));

/** Those of `roleIds` that are assigned over the whole tenant to the person or to a group the person is in. */
export async function customRolesHeld(
  client: GraphClient,
  personId: PersonId,
  roleIds: readonly string[],
): Promise<readonly string[]> {
  if (roleIds.length === 0) return [];
  const own = await tenantWide(client, rolesOfPrincipal(personId));
  const held = new Set(own.map(({ roleId }) => roleId).filter((id) => roleIds.includes(id)));
  for (const roleId of roleIds.filter((id) => !held.has(id))) {
    const holders = await tenantWide(client, holdersOfRole(roleId));
    const groupIds = holders
      .filter(({ principalKind }) => principalKind === 'group')
      .map(({ principalId }) => principalId);
    if ((await memberships(client, personId, groupIds)).length > 0) held.add(roleId);
  }
  return [...held];
}

async function tenantWide(client: GraphClient, filter: string): Promise<readonly RoleHolding[]> {
  return (await wholeList(client, listRoleAssignments, { filter })).filter(({ isTenantWide }) => isTenantWide);
}

/** A role that could not be asked about is neither held nor missing: whoever asks must refuse for now. */
export function roleUnknown(error: unknown): unknown {
  if (!(error instanceof RewindError) || error instanceof UnavailableError) return error;
  const { status } = error instanceof GraphRefusedError ? error.details : {};
  return new UnavailableError('graph/role-unknown', `the role could not be asked (${status ?? error.code})`, {
    cause: error,
  });
}

export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
