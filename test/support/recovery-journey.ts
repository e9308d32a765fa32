/** The steps that stories about trouble have in common: a request on its way to a state, by the people who take it there. */
import type { RecoveryRequest } from '../../src/recovery/request';
import { CAST } from '../../src/sandbox/cast';
import type { ProductUnderTest } from './start-product';

const { ana, ben } = CAST;

export async function planned(rewind: ProductUnderTest): Promise<RecoveryRequest> {
  await rewind.says(ana, 'groupChat', 'restore users from yesterday because somebody disabled the sales people');
  return await rewind.requestIn('planned');
}

export async function awaitingApproval(rewind: ProductUnderTest): Promise<RecoveryRequest> {
  await planned(rewind);
  await rewind.presses(ana, 'groupChat', 'startPreview');
  return await rewind.requestIn('awaitingApproval');
}

/** To the end, from wherever votes are awaited: nothing is left for the next story of the file. */
export async function approved(rewind: ProductUnderTest): Promise<RecoveryRequest> {
  await rewind.presses(ben, 'groupChat', 'approve');
  return await rewind.requestIn('recovered');
}
