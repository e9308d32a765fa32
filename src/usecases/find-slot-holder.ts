/** Who runs the tenant's one preview or recovery right now: a request of ours, or a job started elsewhere. */
import { progressOf } from '../recovery/terms';
import type { RecoveryRequest } from '../recovery/request';
import type { SlotHolder } from '../recovery/slot-holder';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';

export type SlotPorts = Pick<UsecasePorts, 'requests' | 'backup' | 'outsideJobs'>;

export async function findSlotHolder(
  { requests, ...ports }: SlotPorts,
  /** The request that was just told that somebody else is running. */
  askerId?: RequestId,
): Promise<SlotHolder | undefined> {
  const holderId = await requests.slotHolder();
  const holder = holderId && holderId !== askerId ? await requests.find(holderId) : undefined;
  return (holder && runningOf(holder)) ?? (await runningElsewhere(ports));
}

function runningOf({ id: requestId, state }: RecoveryRequest): SlotHolder | undefined {
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering') return undefined;
  return { what: state.name === 'recovering' ? 'recovery' : 'preview', requestId, startedAt: state.intendedAt };
}

async function runningElsewhere({ backup, outsideJobs }: Omit<SlotPorts, 'requests'>): Promise<SlotHolder | undefined> {
  const running = (await backup.listJobs()).find((job) => progressOf(job.status) === 'running');
  if (!running) return undefined;
  const { what, id: jobId, startedAt } = running;
  return { what, jobId, startedAt, by: await outsideJobs.starterOf(jobId) };
}
