/** What applications were let in to. Grants are read one by one; an assignment has no address of its own, only its principal's list. */
import { pageOf } from '../contract';
import { appRolesSchema, assignmentSchema, grantSchema, SELECT_ACCESS } from '../access-contract';
import { GRANT_ID, operation } from '../operation';

/** @see https://learn.microsoft.com/graph/api/oauth2permissiongrant-get */
export const getGrant = operation({
  name: 'getGrant',
  method: 'GET',
  path: '/oauth2PermissionGrants/{grantId}',
  ids: { grantId: GRANT_ID },
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: grantSchema,
});

/**
 * What people, or an administrator for all of them, have consented to for an application.
 *
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-list-oauth2permissiongrants
 */
export const listConsents = operation({
  name: 'listConsents',
  method: 'GET',
  path: "/servicePrincipals(appId='{appId}')/oauth2PermissionGrants",
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(grantSchema),
});

/**
 * What a service principal itself may do.
 *
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments
 */
export const listAppRoleAssignments = operation({
  name: 'listAppRoleAssignments',
  method: 'GET',
  path: '/servicePrincipals/{id}/appRoleAssignments',
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(assignmentSchema),
});

/**
 * Who may use it.
 *
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto
 */
export const listAppRoleAssignedTo = operation({
  name: 'listAppRoleAssignedTo',
  method: 'GET',
  path: '/servicePrincipals/{id}/appRoleAssignedTo',
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: pageOf(assignmentSchema),
});

/** What the roles of a resource are called. */
export const getAppRoles = operation({
  name: 'getAppRoles',
  method: 'GET',
  path: '/servicePrincipals/{id}',
  query: () => ({ $select: SELECT_ACCESS.appRoles }),
  status: 200,
  permission: { application: 'Directory.Read.All' },
  answer: appRolesSchema,
});
