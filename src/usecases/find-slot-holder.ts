/** Who runs the tenant's one preview or recovery right now: a request of ours, or a job started elsewhere. */
import { progressOf } from '../recovery/terms';
import type { RecoveryRequest } from '../recovery/request';
import type { SlotHolder } from '../recovery/slot-holder';
import { jobIdsOf } from '../recovery/job-ids';
import type { RequestId } from '../shared/ids';
import { possibleOwners } from './owned-jobs';
import type { UsecasePorts } from './ports';

export type SlotPorts = Pick<UsecasePorts, 'requests' | 'backup' | 'outsideJobs' | 'clock'>;

export async function findSlotHolder(
  { requests, ...ports }: SlotPorts,
  /** The request that was just told that somebody else is running. */
  askerId?: RequestId,
): Promise<SlotHolder | undefined> {
  const holderId = await requests.slotHolder();
  const holder = holderId && holderId !== askerId ? await requests.find(holderId) : undefined;
  return (holder && runningOf(holder)) ?? (await runningInList({ requests, ...ports }));
}

function runningOf({ id: requestId, state }: RecoveryRequest): SlotHolder | undefined {
  if (state.name === 'failed' && state.mayRun)
    return { what: state.mayRun, requestId, startedAt: state.intendedAt, isUnread: true };
  if (state.name !== 'previewing' && state.name !== 'rechecking' && state.name !== 'recovering') return undefined;
  return { what: state.name === 'recovering' ? 'recovery' : 'preview', requestId, startedAt: state.intendedAt };
}

/** A job of ours that its request does not wait for any more is still that request's. */
async function runningInList({ requests, backup, outsideJobs, clock }: SlotPorts): Promise<SlotHolder | undefined> {
  const running = (await backup.listJobs()).find((job) => progressOf(job.status) === 'running');
  if (!running) return undefined;
  const { what, id: jobId, startedAt } = running;
  const owner = (await possibleOwners({ requests, clock })).find((request) => jobIdsOf(request).includes(jobId));
  if (owner) return { what, requestId: owner.id, jobId, startedAt };
  return { what, jobId, startedAt, by: await outsideJobs.starterOf(jobId) };
}
