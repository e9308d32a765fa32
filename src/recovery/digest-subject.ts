import type { Json } from '../shared/json';
import type { RecoveryRequest } from './request';

/** A7: what the digest is about besides the changes themselves. */
export function digestSubjectOf({ tenantId, plan }: Pick<RecoveryRequest, 'tenantId' | 'plan'>): Json {
  const { snapshotId, scope, except = [] } = plan;
  return { tenant: tenantId, snapshotId, scope, ...(except.length > 0 && { except }) };
}
