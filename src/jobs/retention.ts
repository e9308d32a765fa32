/** Removes change pages that were kept long enough (CHANGES_RETENTION_DAYS); requests, their record and failed changes stay. */
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import { startSchedule, type Schedule } from './schedule';

export interface RetentionOptions {
  /** Gives the number of revisions that lost their pages. */
  readonly pruneChanges: (olderThan: Date) => Promise<number>;
  readonly changesDays: number;
  readonly clock: Clock;
  readonly log: Log;
}

const DAY_MS = 24 * 3_600_000;

/** At start, and then once a day. */
export function createRetention({ pruneChanges, changesDays, clock, log }: RetentionOptions): Schedule {
  return startSchedule({
    name: 'retention',
    everyMs: DAY_MS,
    log,
    run: async () => {
      const revisions = await pruneChanges(new Date(clock.now().getTime() - changesDays * DAY_MS));
      if (revisions > 0) log.info({ revisions }, 'changes were removed after their retention');
    },
  });
}
