/** Few objects a tenant, and filters by name are not served everywhere: the lists are read whole and searched here. */
import { pageOf } from '../contract';
import { objectSchema, policyNowSchema, SELECT } from '../directory-contract';
import { operation } from '../operation';

export const listPolicies = operation({
  name: 'listPolicies',
  method: 'GET',
  path: '/identity/conditionalAccess/policies',
  query: () => ({ $select: SELECT.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: pageOf(objectSchema('conditionalAccessPolicy')),
});

export const getPolicy = operation({
  name: 'getPolicy',
  method: 'GET',
  path: '/identity/conditionalAccess/policies/{id}',
  query: () => ({ $select: SELECT.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: objectSchema('conditionalAccessPolicy'),
});

/** All of them as they are: who they apply to, and whether they are on. */
export const listPoliciesNow = operation({
  name: 'listPoliciesNow',
  method: 'GET',
  path: '/identity/conditionalAccess/policies',
  query: () => ({ $select: SELECT.policyNow }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: pageOf(policyNowSchema),
});

export const listNamedLocations = operation({
  name: 'listNamedLocations',
  method: 'GET',
  path: '/identity/conditionalAccess/namedLocations',
  query: () => ({ $select: SELECT.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: pageOf(objectSchema('namedLocationPolicy')),
});

export const getNamedLocation = operation({
  name: 'getNamedLocation',
  method: 'GET',
  path: '/identity/conditionalAccess/namedLocations/{id}',
  query: () => ({ $select: SELECT.policy }),
  status: 200,
  permission: { application: 'Policy.Read.All' },
  answer: objectSchema('namedLocationPolicy'),
});
