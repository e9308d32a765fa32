import { pageOf } from '../contract';
import { roleHoldingSchema } from '../directory-contract';
import { operation } from '../operation';

interface Filter {
  readonly filter: string;
}

/**
 * Who holds a role now, direct assignments only: a group stands for its members. `$top` is refused here.
 *
 * @see https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
 */
export const listRoleAssignments = operation({
  name: 'listRoleAssignments',
  method: 'GET',
  path: '/roleManagement/directory/roleAssignments',
  query: ({ filter }: Filter) => ({ $filter: filter, $expand: 'principal' }),
  status: 200,
  permission: { application: 'RoleManagement.Read.Directory' },
  answer: pageOf(roleHoldingSchema),
});

/**
 * Who may activate a role in Privileged Identity Management. Refused in tenants without its licence.
 *
 * @see https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances
 */
export const listRoleEligibilities = operation({
  name: 'listRoleEligibilities',
  method: 'GET',
  path: '/roleManagement/directory/roleEligibilityScheduleInstances',
  query: ({ filter }: Filter) => ({ $filter: filter, $expand: 'principal' }),
  status: 200,
  permission: { application: 'RoleManagement.Read.Directory' },
  answer: pageOf(roleHoldingSchema),
});
