import { approverIdsOf } from '../approvals/approval';
import { refused, type Refusal } from '../approvals/refusal';
import type { RecoveryRequest } from '../recovery/request';
import type { UsecasePorts } from './ports';

/** At a press it turns out that nobody can run this any more: it ends without having run, and whoever asked or approved is told. */
export async function voidRequest(
  request: RecoveryRequest,
  because: 'snapshotGone' | 'keptChangesDiffer',
  { requests, clock, wake, log }: Pick<UsecasePorts, 'requests' | 'clock' | 'wake' | 'log'>,
): Promise<Refusal> {
  const { id: requestId, place, requesterId } = request;
  await requests.move(
    request,
    { name: 'failed', at: clock.now(), during: 'recovery', because },
    {
      by: 'rewind',
      reason: because,
      notices: [{ kind: 'failed', place, peopleIds: [requesterId, ...approverIdsOf(request)] }],
    },
  );
  log.warn({ requestId, because }, 'a request is void');
  await wake.draw(requestId);
  return refused(because, { requestId });
}
