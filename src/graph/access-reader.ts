/**
 * What grants and app role assignments give, asked while they are there. Bounded: of more than so many at once the ids are all that is known.
 * Where Graph does not tell, nothing is known: no error.
 */
import type { Access } from '../recovery/access';
import type { AccessQuestion } from '../recovery/ports';
import { RewindError } from '../shared/errors';
import { fromFirstPage } from '../shared/from-first-page';
import type { ObjectId } from '../shared/ids';
import type { Assignment, Grant } from './access-contract';
import type { GraphClient } from './client';
import { getAppRoles, getGrant, listAppRoleAssignedTo, listAppRoleAssignments } from './operations/grants';

const MAX_GRANTS = 40;
const MAX_SERVICE_PRINCIPALS = 10;
/** The role of an assignment that names none. */
const NO_ROLE = '00000000-0000-0000-0000-000000000000';

type NamesOf = (ids: readonly ObjectId[]) => Promise<ReadonlyMap<string, string>>;

export async function accessOf(
  client: GraphClient,
  { grantIds, assignmentIds, servicePrincipalIds }: AccessQuestion,
  namesOf: NamesOf,
): Promise<ReadonlyMap<ObjectId, Access>> {
  const grants: Grant[] = [];
  for (const id of grantIds.slice(0, MAX_GRANTS)) grants.push(...(await told(async () => (await client.call(getGrant, { grantId: id })).answer))); // prettier-ignore
  const assignments = assignmentIds.length === 0 ? [] : await assignmentsOf(client, servicePrincipalIds);
  const wanted = assignments.filter(({ id }) => assignmentIds.includes(id));
  const roles = await rolesOf(client, wanted);
  const [names = new Map<string, string>()] = await told(() => namesOf([...grants, ...wanted].flatMap(idsIn)));
  const named = (id: ObjectId) => ({ id, name: names.get(id) });
  return new Map([
    ...grants.map(({ id, clientId, resourceId, scopes, isForAll, personId }): [ObjectId, Access] => [
      id,
      { holder: named(clientId), resource: named(resourceId), permissions: [...scopes], isForAll, ...(personId && { person: named(personId) }) }, // prettier-ignore
    ]),
    ...wanted.map(({ id, principalId, resourceId, roleId }): [ObjectId, Access] => [
      id,
      { holder: named(principalId), resource: named(resourceId), permissions: roleId === NO_ROLE ? [] : [roles.get(roleId) ?? roleId], isForAll: false }, // prettier-ignore
    ]),
  ]);
}

async function assignmentsOf(client: GraphClient, ids: readonly ObjectId[]): Promise<readonly Assignment[]> {
  const found: Assignment[] = [];
  for (const id of ids.slice(0, MAX_SERVICE_PRINCIPALS))
    for (const operation of [listAppRoleAssignments, listAppRoleAssignedTo])
      for (const listed of await told(() => fromFirstPage(() => wholeList(client.pages(operation, { id }))))) found.push(...listed); // prettier-ignore
  return found;
}

async function wholeList<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

async function rolesOf(client: GraphClient, assignments: readonly Assignment[]): Promise<ReadonlyMap<string, string>> {
  const roles: [string, string][] = [];
  const resources = new Set(assignments.filter(({ roleId }) => roleId !== NO_ROLE).map(({ resourceId }) => resourceId));
  for (const id of [...resources].slice(0, MAX_SERVICE_PRINCIPALS))
    for (const known of await told(async () => (await client.call(getAppRoles, { id })).answer)) roles.push(...known);
  return new Map(roles);
}

const idsIn = (one: Grant | Assignment): readonly ObjectId[] =>
  'clientId' in one
    ? [one.clientId, one.resourceId, ...(one.personId ? [one.personId] : [])]
    : [one.principalId, one.resourceId];

/** Nothing where Graph does not tell; a bug of ours is no missing answer. */
async function told<Answer>(ask: () => Promise<Answer>): Promise<readonly Answer[]> {
  try {
    return [await ask()];
  } catch (error) {
    if (!(error instanceof RewindError)) throw error;
    return [];
  }
}
