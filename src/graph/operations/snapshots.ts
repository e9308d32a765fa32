import { FULL_PAGES, pageOf, snapshotSchema } from '../contract';
import { operation } from '../operation';

/**
 * The list is the only reliable read of snapshots: reading one by its id was seen to answer 404.
 *
 * @see https://learn.microsoft.com/graph/api/entrarecoveryservices-recovery-list-snapshots
 */
export const listSnapshots = operation({
  name: 'listSnapshots',
  method: 'GET',
  path: '/directory/recovery/snapshots',
  query: () => FULL_PAGES,
  status: 200,
  permission: { delegated: 'EntraBackup.Read.All', application: 'EntraBackup.Read.All' },
  answer: pageOf(snapshotSchema),
});
