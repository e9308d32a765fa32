/**
 * Removes what was kept long enough: changes after CHANGES_RETENTION_DAYS, requests at rest, their record, and outside
 * recoveries after RETENTION_DAYS.
 */
import type { Clock } from '../shared/clock';
import type { HostTime } from '../shared/host-time';
import type { Log } from '../shared/log';
import { startSchedule, type Schedule } from './schedule';

/** The part of the store of record that forgets. */
interface Forgetting {
  /** Gives the number of revisions that lost their pages. */
  pruneChanges(olderThan: Date): Promise<number>;
  pruneRequests(olderThan: Date): Promise<{ readonly requests: number; readonly entries: number }>;
  pruneOutsideJobs(olderThan: Date): Promise<number>;
}

export interface RetentionOptions {
  readonly store: Forgetting;
  readonly days: number;
  readonly changesDays: number;
  readonly clock: Clock;
  readonly hostTime: Pick<HostTime, 'isOff'>;
  readonly log: Log;
}

const DAY_MS = 24 * 3_600_000;

/** At start, and then once a day. */
export function createRetention({ store, days, changesDays, clock, hostTime, log }: RetentionOptions): Schedule {
  const daysAgo = (count: number) => new Date(clock.now().getTime() - count * DAY_MS);
  return startSchedule({
    name: 'retention',
    everyMs: DAY_MS,
    log,
    run: async () => {
      // A clock that is a year ahead would forget everything.
      if (hostTime.isOff()) return;
      const revisions = await store.pruneChanges(daysAgo(changesDays));
      if (revisions > 0) log.info({ revisions }, 'changes were removed after their retention');
      const { requests, entries } = await store.pruneRequests(daysAgo(days));
      if (requests > 0) log.info({ requests, entries }, 'requests were removed after their retention');
      const outsideJobs = await store.pruneOutsideJobs(daysAgo(days));
      if (outsideJobs > 0) log.info({ outsideJobs }, 'outside recoveries were removed after their retention');
    },
  });
}
