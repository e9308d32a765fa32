/**
 * What was soft-deleted and can still come back, kind by kind: Microsoft lists no two kinds together.
 *
 * @see https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
import { pageOf } from '../contract';
import { anyDeletedSchema, deletedSchema, SELECT_DELETED } from '../directory-contract';
import { operation } from '../operation';
import type { ListQuery } from './people';

export const listDeletedUsers = operation({
  name: 'listDeletedUsers',
  method: 'GET',
  path: '/directory/deletedItems/microsoft.graph.user',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT_DELETED.user, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(deletedSchema('user')),
});

/** The same where the filter says how something ends, which takes the header and the count. */
export const searchDeletedUsers = operation({
  name: 'searchDeletedUsers',
  method: 'GET',
  path: '/directory/deletedItems/microsoft.graph.user',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT_DELETED.user, $top: top, $count: true }),
  headers: { ConsistencyLevel: 'eventual' },
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(deletedSchema('user')),
});

export const listDeletedGroups = operation({
  name: 'listDeletedGroups',
  method: 'GET',
  path: '/directory/deletedItems/microsoft.graph.group',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT_DELETED.group, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(deletedSchema('group')),
});

export const listDeletedApplications = operation({
  name: 'listDeletedApplications',
  method: 'GET',
  path: '/directory/deletedItems/microsoft.graph.application',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT_DELETED.application, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(deletedSchema('application')),
});

export const listDeletedServicePrincipals = operation({
  name: 'listDeletedServicePrincipals',
  method: 'GET',
  path: '/directory/deletedItems/microsoft.graph.servicePrincipal',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT_DELETED.application, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(deletedSchema('servicePrincipal')),
});

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-get */
export const getDeletedObject = operation({
  name: 'getDeletedObject',
  method: 'GET',
  path: '/directory/deletedItems/{id}',
  query: () => ({ $select: SELECT_DELETED.any }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: anyDeletedSchema,
});

export const listDeletedPolicies = operation({
  name: 'listDeletedPolicies',
  method: 'GET',
  path: '/identity/conditionalAccess/deletedItems/policies',
  query: () => ({ $select: SELECT_DELETED.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: pageOf(deletedSchema('conditionalAccessPolicy')),
});

export const getDeletedPolicy = operation({
  name: 'getDeletedPolicy',
  method: 'GET',
  path: '/identity/conditionalAccess/deletedItems/policies/{id}',
  query: () => ({ $select: SELECT_DELETED.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: deletedSchema('conditionalAccessPolicy'),
});

export const listDeletedNamedLocations = operation({
  name: 'listDeletedNamedLocations',
  method: 'GET',
  path: '/identity/conditionalAccess/deletedItems/namedLocations',
  query: () => ({ $select: SELECT_DELETED.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: pageOf(deletedSchema('namedLocationPolicy')),
});

export const getDeletedNamedLocation = operation({
  name: 'getDeletedNamedLocation',
  method: 'GET',
  path: '/identity/conditionalAccess/deletedItems/namedLocations/{id}',
  query: () => ({ $select: SELECT_DELETED.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: deletedSchema('namedLocationPolicy'),
});
