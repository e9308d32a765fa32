import type { Log } from '../shared/log';

export interface Schedule {
  /** Runs it now; while it is running already, once more after that. Never throws. */
  runNow(): Promise<void>;
  close(): Promise<void>;
}

export interface ScheduleOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  readonly log: Log;
}

/** Runs something at once and then again and again in this process, never twice at a time. */
export function startSchedule({ name, everyMs, run, log }: ScheduleOptions): Schedule {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const runQuietly = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      log.error({ schedule: name, err: error }, 'a scheduled run failed');
    }
  };
  const runNow = (): Promise<void> => {
    next ??= running.then(() => {
      next = undefined;
      running = runQuietly();
      return running;
    });
    return next;
  };

  void runNow();
  const timer = setInterval(() => void runNow(), everyMs);
  return {
    runNow,
    close: async () => {
      clearInterval(timer);
      await next;
      await running;
    },
  };
}
