/** Who runs the tenant's one preview or recovery right now: a request of ours, or a job started elsewhere. */
import { progressOf } from '../recovery/terms';
import type { RecoveryRequest, SlotHolder } from '../recovery/request';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';

export async function findSlotHolder(
  { requests, backup }: Pick<UsecasePorts, 'requests' | 'backup'>,
  /** The request that was just told that somebody else is running. */
  askerId?: RequestId,
): Promise<SlotHolder | undefined> {
  const holderId = await requests.slotHolder();
  const holder = holderId && holderId !== askerId ? await requests.find(holderId) : undefined;
  return (holder && runningOf(holder)) ?? (await runningElsewhere(backup));
}

function runningOf({ id: requestId, state }: RecoveryRequest): SlotHolder | undefined {
  if (state.name !== 'previewing' && state.name !== 'recovering') return undefined;
  return { what: state.name === 'previewing' ? 'preview' : 'recovery', requestId, startedAt: state.intendedAt };
}

async function runningElsewhere(backup: UsecasePorts['backup']): Promise<SlotHolder | undefined> {
  const running = (await backup.listJobs()).find((job) => progressOf(job.status) === 'running');
  return running && { what: running.what, jobId: running.id, startedAt: running.startedAt };
}
