/**
 * The conditional access change of Microsoft's own sample of getChanges: it enables a policy and drops the emergency account from its
 * exclusions. Its people are words instead of ids.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recoverypreviewjob-getchanges
 */
import type { JsonObject } from '../../src/shared/json';

const policy = (displayName: string, state: string, users: JsonObject): JsonObject => ({
  '@odata.type': '#microsoft.graph.conditionalAccessPolicy',
  displayName,
  conditions: { users, applications: { includeApplications: ['app1'], excludeApplications: [] }, clientAppTypes: ['browser'] },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  state,
}); // prettier-ignore

export const DOCUMENTED_POLICY_CHANGE: JsonObject = {
  entityTypeName: 'conditionalAccessPolicy',
  id: '863f9620-8b90-4296-b8dc-6ff480da5c8b',
  displayName: 'Require MFA for Admins',
  recoveryAction: 'update',
  deltaFromCurrent: policy('Require MFA for Finance Team', 'enabled', {
    includeUsers: ['finance1', 'finance2'],
    excludeUsers: ['backup-account'],
  }),
  currentState: policy('Require MFA for Admins', 'disabled', {
    includeUsers: ['admin1', 'admin2'],
    excludeUsers: ['emergency-access-account'],
  }),
};
