import { auditEventsSchema } from '../audit-contract';
import { operation } from '../operation';

interface AuditList {
  readonly filter?: string | undefined;
  readonly oldestFirst?: boolean | undefined;
  readonly top: number;
}

/**
 * Entra's audit log, newest first unless asked otherwise. Microsoft lets an application ask five times in ten seconds: few calls, large pages.
 *
 * @see https://learn.microsoft.com/graph/api/directoryaudit-list
 */
export const listAuditEvents = operation({
  name: 'listAuditEvents',
  method: 'GET',
  path: '/auditLogs/directoryAudits',
  query: ({ filter, oldestFirst = false, top }: AuditList) => ({
    $filter: filter,
    $orderby: `activityDateTime ${oldestFirst ? 'asc' : 'desc'}`,
    $top: top,
  }),
  status: 200,
  permission: { application: 'AuditLog.Read.All' },
  answer: auditEventsSchema,
});
