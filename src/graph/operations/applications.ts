import { pageOf } from '../contract';
import { objectSchema, SELECT } from '../directory-contract';
import { operation } from '../operation';
import type { ListQuery } from './people';

export const listApplications = operation({
  name: 'listApplications',
  method: 'GET',
  path: '/applications',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT.application, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(objectSchema('application')),
});

export const getApplication = operation({
  name: 'getApplication',
  method: 'GET',
  path: '/applications/{id}',
  query: () => ({ $select: SELECT.application }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: objectSchema('application'),
});

export const listServicePrincipals = operation({
  name: 'listServicePrincipals',
  method: 'GET',
  path: '/servicePrincipals',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT.application, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(objectSchema('servicePrincipal')),
});

export const getServicePrincipal = operation({
  name: 'getServicePrincipal',
  method: 'GET',
  path: '/servicePrincipals/{id}',
  query: () => ({ $select: SELECT.application }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: objectSchema('servicePrincipal'),
});
