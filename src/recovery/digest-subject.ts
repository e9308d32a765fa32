import type { Json } from '../shared/json';
import type { RecoveryRequest } from './request';

/** A7: what the digest is about besides the changes themselves. */
export function digestSubjectOf({ tenantId, plan }: Pick<RecoveryRequest, 'tenantId' | 'plan'>): Json {
  return { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope };
}
