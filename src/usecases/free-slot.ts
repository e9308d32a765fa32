/**
 * A request that failed because nobody could read it keeps the tenant's slot: Microsoft may still run its job. It is given back when
 * the list of jobs shows that none of that kind runs (SPEC 4). Asked by the sweep, and by every press that starts something.
 */
import type { BackupReader, TenantJob } from '../recovery/ports';
import { isIn, type RecoveryIn } from '../recovery/request';
import { progressOf } from '../recovery/terms';
import type { RequestStore } from '../recovery/store-ports';
import type { Clock } from '../shared/clock';
import { RewindError, StaleRequestError } from '../shared/errors';
import type { Log } from '../shared/log';

/** Longer than a POST may be on its way and the listing may lag: a start without a known job may still appear. */
const MAY_APPEAR_MS = 2 * 60_000;

export interface FreeSlotPorts {
  readonly requests: Pick<RequestStore, 'slotHolder' | 'find' | 'move'>;
  readonly backup: Pick<BackupReader, 'listJobs'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** @returns true where it was given back. Where the list cannot be read the slot stays as it is. */
export async function freeSlot(ports: FreeSlotPorts): Promise<boolean> {
  const { requests, clock, log } = ports;
  const holderId = await requests.slotHolder();
  const holder = holderId === undefined ? undefined : await requests.find(holderId);
  const isKept = !holder || !isIn(holder, 'failed') || mayStillAppear(holder, clock.now()) || (await mayRun(holder, ports)); // prettier-ignore
  if (isKept) return false;
  try {
    await requests.move(holder, { ...holder.state, mayRun: undefined }, { by: 'rewind', what: 'gaveSlotBack' });
    log.info({ requestId: holder.id }, 'the slot is given back: Microsoft runs nothing for it any more');
    return true;
  } catch (error) {
    if (error instanceof StaleRequestError) return false;
    throw error;
  }
}

function mayStillAppear({ state }: RecoveryIn<'failed'>, now: Date): boolean {
  const hasJob = state.previewJobId !== undefined || state.recoveryJobId !== undefined;
  return !hasJob && now.getTime() - state.at.getTime() < MAY_APPEAR_MS;
}

async function mayRun({ state, id }: RecoveryIn<'failed'>, { backup, log }: FreeSlotPorts): Promise<boolean> {
  const ownId = state.recoveryJobId ?? state.previewJobId;
  const runs = ({ what, status, id: jobId }: TenantJob): boolean =>
    status === 'unknown' ? jobId === ownId : what === state.mayRun && progressOf(status) === 'running';
  try {
    return (await backup.listJobs()).some(runs);
  } catch (error) {
    if (!(error instanceof RewindError)) throw error;
    log.warn({ requestId: id, code: error.code }, 'the list of jobs cannot be read, so the slot stays held');
    return true;
  }
}
