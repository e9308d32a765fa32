import { approverIdsOf } from '../../approvals/approval';
import type { RecoveryRequest } from '../../recovery/request';
import type { UsecasePorts } from '../../usecases/ports';

/** Names of everybody a list of requests mentions. */
export async function requesterNames(
  requests: readonly RecoveryRequest[],
  { directory }: Pick<UsecasePorts, 'directory'>,
): Promise<ReadonlyMap<string, string>> {
  return await directory.namesOf([
    ...new Set(requests.flatMap((request) => [request.requesterId, ...approverIdsOf(request)])),
  ]);
}
