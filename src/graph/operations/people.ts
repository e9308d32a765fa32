import { pageOf } from '../contract';
import {
  anyObjectSchema, factsSchema, matchedIdsSchema, nameSchema, objectSchema, personSchema, SELECT,
} from '../directory-contract'; // prettier-ignore
import { operation } from '../operation';

/** At most 20 ids a call; role template ids count as ids of their role. Groups in between are followed, roles that are only eligible are not. */
export const MAX_ASKED_MEMBERSHIPS = 20;
/** At most 1000 ids a call. */
export const MAX_LOOKED_UP_IDS = 1000;

export interface ListQuery {
  readonly filter?: string | undefined;
  readonly top: number;
}
interface ManyIds {
  readonly ids: readonly string[];
}

/** @see https://learn.microsoft.com/graph/api/directoryobject-checkmemberobjects */
export const checkMemberObjects = operation({
  name: 'checkMemberObjects',
  method: 'POST',
  asksOnly: true,
  path: '/users/{personId}/checkMemberObjects',
  body: ({ ids }: ManyIds & { readonly personId: string }) => ({ ids }),
  status: 200,
  permission: { delegated: 'User.Read.All', application: 'Directory.Read.All' },
  answer: matchedIdsSchema,
});

/** The same question about whoever the token belongs to. */
export const checkMyMemberObjects = operation({
  name: 'checkMyMemberObjects',
  method: 'POST',
  asksOnly: true,
  path: '/me/checkMemberObjects',
  body: ({ ids }: ManyIds) => ({ ids }),
  status: 200,
  permission: { delegated: 'User.Read' },
  answer: matchedIdsSchema,
});

export const listUsers = operation({
  name: 'listUsers',
  method: 'GET',
  path: '/users',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT.user, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(objectSchema('user')),
});

export const getUser = operation({
  name: 'getUser',
  method: 'GET',
  path: '/users/{id}',
  query: () => ({ $select: SELECT.user }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: objectSchema('user'),
});

/** What the approval rules need to know of a person. */
export const getPerson = operation({
  name: 'getPerson',
  method: 'GET',
  path: '/users/{id}',
  query: () => ({ $select: SELECT.person }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: personSchema,
});

/** The same of everybody who fits; `employeeId` can be filtered by. */
export const listPeople = operation({
  name: 'listPeople',
  method: 'GET',
  path: '/users',
  query: ({ filter, top }: ListQuery) => ({ $filter: filter, $select: SELECT.person, $top: top }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(personSchema),
});

/** An object whose type is not known. Policies are no directory objects and are not found here. */
export const getDirectoryObject = operation({
  name: 'getDirectoryObject',
  method: 'GET',
  path: '/directoryObjects/{id}',
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: anyObjectSchema,
});

/** @see https://learn.microsoft.com/graph/api/directoryobject-getbyids */
export const getFactsByIds = operation({
  name: 'getFactsByIds',
  method: 'POST',
  asksOnly: true,
  path: '/directoryObjects/getByIds',
  query: () => ({ $select: SELECT.facts }),
  body: ({ ids }: ManyIds) => ({ ids }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(factsSchema),
});

export const getNamesByIds = operation({
  name: 'getNamesByIds',
  method: 'POST',
  asksOnly: true,
  path: '/directoryObjects/getByIds',
  query: () => ({ $select: SELECT.policy }),
  body: ({ ids }: ManyIds) => ({ ids }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(nameSchema),
});
