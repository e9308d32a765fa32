/** Holds this host's clock against the database's, at start and again and again. */
import { startSchedule } from './jobs/schedule';
import { processTicker } from './shared/clock';
import { createHostTime, type HostTime, type HostTimeOptions } from './shared/host-time';

const EVERY_MS = 15_000;

export async function startHostTime(
  options: Omit<HostTimeOptions, 'ticker'>,
): Promise<HostTime & { close(): Promise<void> }> {
  const hostTime = createHostTime({ ...options, ticker: processTicker });
  await hostTime.measure();
  const { log } = options;
  const schedule = startSchedule({ name: 'host time', everyMs: EVERY_MS, run: () => hostTime.measure(), log });
  return { ...hostTime, close: () => schedule.close() };
}
