/**
 * Finds what was lost: windows that ended, wakes that never arrived, notices never posted, cards left behind. With it, losing all of Redis
 * costs time and nothing else. It runs in every process that has the worker role; two at once do no harm.
 */
import type { BackupReader, Wake } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { holdsSlot } from '../recovery/states';
import type { NoticeStore, RequestStore } from '../recovery/store-ports';
import { minutesAfter, type Clock } from '../shared/clock';
import { StaleRequestError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { HostTime } from '../shared/host-time';
import type { Log } from '../shared/log';
import { freeSlot } from '../usecases/free-slot';
import { expiryOf } from './endings';
import { startSchedule } from './schedule';

const DEFAULT_EVERY_MS = 5 * 60_000;
/** Requests woken side by side. */
const AT_ONCE = 50;
/** For how long after it was made a preview that nobody could approve is drawn again and again. */
const UNASKED_MINUTES = 2 * 24 * 60;

export interface SweepPorts {
  readonly requests: Pick<RequestStore, 'open' | 'find' | 'since' | 'move' | 'slotHolder'>;
  readonly backup: Pick<BackupReader, 'listJobs'>;
  readonly notices: Pick<NoticeStore, 'unsent' | 'behind'>;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly hostTime: Pick<HostTime, 'isOff'>;
  readonly log: Log;
}

export interface Sweep {
  /** What a jump of the sandbox's clock calls. Never throws. */
  sweepNow(): Promise<void>;
  close(): Promise<void>;
}

/** At start, and then every five minutes; more often where the longest poll is short. */
export function createSweep(ports: SweepPorts & { readonly pollMaxMs: number }): Sweep {
  const { log, pollMaxMs } = ports;
  const everyMs = Math.min(DEFAULT_EVERY_MS, 20 * pollMaxMs);
  const schedule = startSchedule({ name: 'sweep', everyMs, run: () => sweepNow(ports), log });
  return { sweepNow: () => schedule.runNow(), close: () => schedule.close() };
}

/** @internal One turn of the schedule, for tests. */
export async function sweepNow(ports: SweepPorts): Promise<void> {
  if (ports.hostTime.isOff()) return;
  const { requests, notices, wake, log } = ports;
  const open = await requests.open();
  for (let first = 0; first < open.length; first += AT_ONCE)
    await Promise.all(open.slice(first, first + AT_ONCE).map((request) => sweepRequest(request, ports)));

  const unsent = await notices.unsent();
  const behind = await notices.behind();
  const asked = open.filter(isShownToApprovers).map(({ id }) => id);
  for (const requestId of new Set([...unsent.map((notice) => notice.requestId), ...behind, ...asked]))
    await wake.draw(requestId);

  for (const requestId of await unasked(ports)) await wake.draw(requestId);

  await checkSlot(open, ports);
  log.debug({ open: open.length, unsent: unsent.length, behind: behind.length }, 'swept');
}

/** Its card goes to the chats of people who may approve it: one that Teams did not take is tried again. What was drawn is not sent again. */
const isShownToApprovers = ({ state, place }: RecoveryRequest): boolean =>
  state.name === 'awaitingApproval' && place.kind === 'personal';

/** Expiry needs nothing but the clock and is done here, so that it does not depend on the queue; everything else is a step. */
async function sweepRequest(request: RecoveryRequest, { requests, wake, clock, log }: SweepPorts): Promise<void> {
  const expired = expiryOf(request, clock.now());
  if (!expired) {
    await wake.step(request.id);
    return;
  }
  try {
    await requests.move(request, expired.state, { ...expired.move, by: 'rewind' });
    await wake.draw(request.id);
  } catch (error) {
    if (!(error instanceof StaleRequestError)) throw error;
    log.debug({ requestId: request.id }, 'somebody was faster than the sweep');
  }
}

/** A5: previews that were to be put to the vote and rest instead. Whether there are enough people by now is seen when they are drawn. */
async function unasked({ requests, clock }: SweepPorts): Promise<readonly RequestId[]> {
  const lately = await requests.since(minutesAfter(clock.now(), -UNASKED_MINUTES));
  return lately.filter(({ state, plan }) => state.name === 'previewed' && plan.wantsApproval).map(({ id }) => id);
}

/**
 * The store writes the slot with the state; a slot that no open request holds would block the tenant for good. One whose request could
 * not be read to its end keeps it, until Microsoft shows that nothing runs.
 */
async function checkSlot(open: readonly RecoveryRequest[], ports: SweepPorts): Promise<void> {
  const { requests, wake, log } = ports;
  const holderId = await requests.slotHolder();
  if (holderId === undefined || open.some(({ id, state }) => id === holderId && holdsSlot(state))) return;
  const holder = await requests.find(holderId);
  if (holder && holdsSlot(holder.state)) {
    if (await freeSlot(ports)) await wake.draw(holderId);
    return;
  }
  if ((await requests.slotHolder()) === holderId)
    log.error({ requestId: holderId }, 'the slot is held by a request that does not need it');
}
