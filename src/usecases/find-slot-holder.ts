/** Who runs the tenant's one preview or recovery right now: a request of ours, or a job started elsewhere. */
import { progressOf } from '../recovery/terms';
import type { SlotHolder } from '../recovery/request';
import type { RequestId } from '../shared/ids';
import type { UsecasePorts } from './ports';

export async function findSlotHolder(
  { requests, backup }: Pick<UsecasePorts, 'requests' | 'backup'>,
  /** The request that was just told that somebody else is running. */
  askerId?: RequestId,
): Promise<SlotHolder | undefined> {
  const holderId = await requests.slotHolder();
  const holder = holderId && holderId !== askerId ? await requests.find(holderId) : undefined;
  if (holder?.state.name === 'previewing' || holder?.state.name === 'recovering') {
    const what = holder.state.name === 'previewing' ? 'preview' : 'recovery';
    return { what, requestId: holder.id, startedAt: holder.state.intendedAt };
  }
  const running = (await backup.listJobs()).find((job) => progressOf(job.status) === 'running');
  return running ? { what: running.what, jobId: running.id, startedAt: running.startedAt } : undefined;
}
