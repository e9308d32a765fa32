/** Who holds an administrator role, or may activate it: groups expanded; guests, disabled accounts and service principals left out. */
import { spellingsOf } from '../approvals/employee-number';
import type { Account } from '../approvals/humans';
import type { Candidate } from '../recovery/ports';
import { fromFirstPage } from '../shared/from-first-page';
import type { ObjectId, PersonId } from '../shared/ids';
import type { GraphClient } from './client';
import type { Page } from './contract';
import { hasEmployeeIdOf, holdersOfRole, type Person, type RoleHolding } from './directory-contract';
import { GraphRefusedError } from './errors';
import type { Operation } from './operation';
import { listPeopleOfGroup } from './operations/groups';
import { getPerson, listPeople } from './operations/people';
import { listRoleAssignments, listRoleEligibilities } from './operations/roles';
import { chunksOf } from './roles-held';
import { wholeList } from './whole-list';

type ListHoldings = Operation<{ readonly filter: string }, Page<RoleHolding>>;

export async function approverCandidates(
  client: GraphClient,
  roleIds: readonly string[],
): Promise<readonly Candidate[]> {
  const active = await peopleWith(client, listRoleAssignments, roleIds);
  const eligible = await peopleWith(client, listRoleEligibilities, roleIds).catch(noneWithoutLicence);
  const candidates = new Map<PersonId, Candidate>();
  for (const person of eligible) candidates.set(person.id, candidateOf(person, 'eligible'));
  for (const person of active) candidates.set(person.id, candidateOf(person, 'active'));
  return [...candidates.values()].sort(
    (left, right) => left.name.localeCompare(right.name) || (left.id < right.id ? -1 : 1),
  );
}

/**
 * Eligibility needs a licence: where Graph refuses it, nobody is eligible. That may leave too few people for a quorum of two: the card
 * says so, one approver types the number of changes, and QUORUM_STRICT refuses instead.
 */
function noneWithoutLicence(error: unknown): readonly Person[] {
  if (error instanceof GraphRefusedError) return [];
  throw error;
}

const candidateOf = ({ id, name, employeeId }: Person, role: Candidate['role']): Candidate => ({
  id,
  name,
  role,
  employeeId,
});

async function peopleWith(
  client: GraphClient,
  operation: ListHoldings,
  roleIds: readonly string[],
): Promise<readonly Person[]> {
  const holders = await holdersOf(client, operation, roleIds);
  const people: Person[] = [];
  for (const groupId of holders.group) people.push(...(await wholeList(client, listPeopleOfGroup, { id: groupId })));
  const known = new Set<string>(people.map(({ id }) => id));
  const unknown = [...holders.user].filter((id) => !known.has(id));
  people.push(...(await peopleOf(client, unknown)));
  return people.filter(({ mayApprove }) => mayApprove);
}

/** One by one and by name, because only so Graph surely tells the employee id. */
export async function accountsOf(
  client: GraphClient,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Account>> {
  const people = await peopleOf(client, [...new Set(ids)]);
  return new Map(people.map(({ id, employeeId }) => [id, { id, employeeId }]));
}

/** Nobody has so many accounts: a number that more of them share says nothing about people. */
const MAX_ACCOUNTS = 50;

/** @returns `undefined` where too many share it */
export async function accountsWithEmployeeId(
  client: GraphClient,
  employeeId: string,
): Promise<readonly Account[] | undefined> {
  const spellings = spellingsOf(employeeId);
  if (spellings.length === 0) return [];
  const filter = hasEmployeeIdOf(spellings);
  return await fromFirstPage(async () => {
    const accounts: Account[] = [];
    for await (const page of client.pages(listPeople, { filter, top: MAX_ACCOUNTS + 1 })) {
      accounts.push(...page.map(({ id, employeeId: told }) => ({ id, employeeId: told })));
      if (accounts.length > MAX_ACCOUNTS) return undefined;
    }
    return accounts;
  });
}

const AT_ONCE = 5;

async function peopleOf(client: GraphClient, ids: readonly string[]): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const some of chunksOf(ids, AT_ONCE)) {
    people.push(...(await Promise.all(some.map((id) => personOrNobody(client, id)))).flat());
  }
  return people;
}

async function holdersOf(client: GraphClient, operation: ListHoldings, roleIds: readonly string[]) {
  const holders = { user: new Set<ObjectId>(), group: new Set<ObjectId>() };
  for (const roleId of roleIds) {
    const holdings = await wholeList(client, operation, { filter: holdersOfRole(roleId) });
    for (const { principalKind, principalId, isTenantWide } of holdings) {
      if (isTenantWide && principalKind !== 'other') holders[principalKind].add(principalId);
    }
  }
  return holders;
}

/** An assignment outlives its person for a while. */
async function personOrNobody(client: GraphClient, id: string): Promise<readonly Person[]> {
  try {
    return [(await client.call(getPerson, { id })).answer];
  } catch (error) {
    if (error instanceof GraphRefusedError && error.details.status === 404) return [];
    throw error;
  }
}
