/** Microsoft logs who started a preview or a recovery, and how it ended. Activity names are not documented: these are ours. */
import type { AuditLog } from './audit-log';
import type { TenantJob } from './tenant-job';

export const BACKUP_CATEGORY = 'Backup and Recovery';

export function auditTenantJob(audit: AuditLog, { id, kind, snapshot, status, by }: TenantJob, at: Date): void {
  const isStart = status === 'initialized';
  const outcome = { name: 'status', before: null, after: status };
  const target = { name: 'targetStateDateTime', before: null, after: snapshot.createdAt.toISOString() };
  audit.write({
    at,
    by,
    category: BACKUP_CATEGORY,
    service: BACKUP_CATEGORY,
    operation: isStart ? 'Add' : 'Update',
    activity: `${isStart ? 'Create' : 'Finish'} ${kind} job`,
    targets: [{ id, name: `${kind} job`, type: 'Other', properties: [target, outcome] }],
  });
}
