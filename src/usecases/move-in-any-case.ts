/** For what is done already: whoever moved the request meanwhile is no reason to leave it out of the request and its record. */
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import type { Move } from '../recovery/store-ports';
import { StaleRequestError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';

interface LateMove {
  /** As it is, where it is left out. */
  readonly state?: RecoveryState;
  readonly move: Move;
}

/** @param moveOf - what is to be written on the request as it is by now; `undefined`: nothing any more */
export async function moveInAnyCase(
  id: RequestId,
  moveOf: (request: RecoveryRequest) => LateMove | undefined,
  { requests }: Pick<UsecasePorts, 'requests'>,
): Promise<RecoveryRequest> {
  for (;;) {
    const request = await requests.get(id);
    const late = moveOf(request);
    if (!late) return request;
    try {
      return await requests.move(request, late.state ?? request.state, late.move);
    } catch (error) {
      if (!(error instanceof StaleRequestError)) throw error;
    }
  }
}
