import { FULL_PAGES, pageOf } from '../contract';
import { objectSchema, personSchema, SELECT } from '../directory-contract';
import { operation } from '../operation';
import type { ListQuery } from './people';

export const listGroups = operation({
  name: 'listGroups',
  method: 'GET',
  path: '/groups',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT.group, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(objectSchema('group')),
});

export const getGroup = operation({
  name: 'getGroup',
  method: 'GET',
  path: '/groups/{id}',
  query: () => ({ $select: SELECT.group }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: objectSchema('group'),
});

/**
 * Everybody in a group, groups inside it included. The cast needs the header and the count.
 *
 * @see https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export const listPeopleOfGroup = operation({
  name: 'listPeopleOfGroup',
  method: 'GET',
  path: '/groups/{id}/transitiveMembers/microsoft.graph.user',
  query: () => ({ $select: SELECT.person, $count: true, ...FULL_PAGES }),
  headers: { ConsistencyLevel: 'eventual' },
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(personSchema),
});
