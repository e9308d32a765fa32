/** What the directory tells with the reading identity: people, roles, names, facts. */
import type { DirectoryReader } from '../recovery/ports';
import type { Clock } from '../shared/clock';
import { isGuid } from '../shared/ids';
import { accessOf } from './access-reader';
import { accountsOf, accountsWithEmployeeId, approverCandidates } from './approver-candidates';
import type { GraphClient } from './client';
import { goneAmong } from './gone-objects';
import { findObjects, getObject } from './object-search';
import type { Page } from './contract';
import type { Operation } from './operation';
import { getFactsByIds, getNamesByIds, MAX_LOOKED_UP_IDS } from './operations/people';
import { chunksOf, type AllowedRoles } from './roles-held';
import { membershipsOf, policiesNow } from './policies-now';
import { createStandingOf } from './standing';
import { wholeList } from './whole-list';

type GetByIds<Item> = Operation<{ readonly ids: readonly string[] }, Page<Item>>;

export function createDirectoryReader({
  client,
  clock,
  ...roles
}: AllowedRoles & { readonly client: GraphClient; readonly clock: Clock }): DirectoryReader {
  /** Ids that are no directory objects' are not asked for; those that Graph does not know have no entry. */
  const lookUp = async <Id extends string, Item extends { readonly id: string }>(
    operation: GetByIds<Item>,
    ids: readonly Id[],
  ) => {
    const idsAsTold = new Map(ids.filter(isGuid).map((id) => [id.toLowerCase(), id]));
    const found = new Map<Id, Item>();
    for (const some of chunksOf([...idsAsTold.keys()], MAX_LOOKED_UP_IDS)) {
      for (const item of await wholeList(client, operation, { ids: some })) {
        const id = idsAsTold.get(item.id);
        if (id !== undefined) found.set(id, item);
      }
    }
    return found;
  };

  const namesOf: DirectoryReader['namesOf'] = async (ids) => {
    const named = await lookUp(getNamesByIds, ids);
    return new Map([...named].flatMap(([id, { name }]): [string, string][] => (name ? [[id, name]] : [])));
  };

  return {
    standingOf: createStandingOf(client, clock, roles),
    findObjects: (query) => findObjects(client, query),
    getObject: (id, type) => getObject(client, id, type),
    approverCandidates: () => approverCandidates(client, roles.administratorRoleIds),
    accountsOf: (ids) => accountsOf(client, ids),
    accountsWithEmployeeId: (employeeId) => accountsWithEmployeeId(client, employeeId),
    policiesNow: () => policiesNow(client),
    membershipsOf: (personId, ids) => membershipsOf(client, personId, ids),
    factsOf: (ids) => lookUp(getFactsByIds, ids),
    namesOf,
    goneAmong: (pointers) => goneAmong(client, pointers, (ids) => lookUp(getNamesByIds, ids)),
    accessOf: (question) => accessOf(client, question, namesOf),
  };
}
