/** Somebody else runs the tenant's one preview or recovery: the request waits, and these people are told when the slot is free. */
import type { RecoveryState } from '../recovery/request';
import type { SlotHolder } from '../recovery/slot-holder';
import { RewindError } from '../shared/errors';
import type { PersonId, RequestId } from '../shared/ids';
import { findSlotHolder, type SlotPorts } from './find-slot-holder';
import type { UsecasePorts } from './ports';

export type Waiting = Extract<RecoveryState, { name: 'waitingForSlot' }>;

interface Waiter {
  readonly requestId: RequestId;
  readonly resume: Waiting['resume'];
  readonly tellIds: readonly PersonId[];
}

/** The card tells who holds the slot; where even that cannot be read, it says that somebody does. */
export async function waitingForSlot(
  { requestId, resume, tellIds }: Waiter,
  ports: SlotPorts & Pick<UsecasePorts, 'clock'>,
): Promise<Waiting> {
  const holder = (await holderSeenBy(requestId, ports)) ?? { what: 'unknown' };
  return { name: 'waitingForSlot', resume, holder, since: ports.clock.now(), tellIds: [...new Set(tellIds)] };
}

async function holderSeenBy(requestId: RequestId, ports: SlotPorts): Promise<SlotHolder | undefined> {
  try {
    return await findSlotHolder(ports, requestId);
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
}
