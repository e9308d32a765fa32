/** The machine on a Redis, with a store and a Microsoft in memory; as many servers as a test starts. */
import { ONE_CLOCK } from '../../src/shared/host-time';
import { createStepMachine, type StepMachine } from '../../src/jobs/step-machine';
import { createWake, type WakeWithQueues } from '../../src/jobs/create-wake';
import type { StepSettings } from '../../src/jobs/step';
import { openRedis, type OpenRedis } from '../../src/redis/open-redis';
import { quietLog, type LogLine } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { FakeAudit } from './fake-audit';
import { FakeMicrosoft } from './fake-microsoft';
import { FakeChanges, FakeStore } from './fake-store';
import { NOW } from './people-and-requests';
import { SETTINGS } from './step-world';

interface Server {
  readonly redis: OpenRedis;
  readonly machine: StepMachine;
  close(): Promise<void>;
}

export interface MachineWorld {
  readonly clock: SettableClock;
  readonly microsoft: FakeMicrosoft;
  readonly store: FakeStore;
  readonly changes: FakeChanges;
  readonly lines: readonly LogLine[];
  readonly redis: OpenRedis;
  readonly wake: WakeWithQueues;
  readonly startServer: (through?: string) => Promise<Server>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly url: string;
  readonly prefix: string;
  readonly settings?: Partial<StepSettings>;
  readonly lockMs?: number;
}

export async function machineWorld({ url, prefix, settings, lockMs = 2000 }: Options): Promise<MachineWorld> {
  const clock = new SettableClock(NOW.toISOString());
  const microsoft = new FakeMicrosoft();
  const store = new FakeStore(clock);
  const changes = new FakeChanges();
  const { log, lines } = quietLog();
  const closing: (() => Promise<void>)[] = [];

  const open = async (through = url): Promise<OpenRedis> => {
    const redis = await openRedis({ url: through, prefix, clock, log, commandTimeoutMs: 500 });
    closing.unshift(() => redis.close());
    return redis;
  };
  const redis = await open();
  const wake = createWake({ redis, log });
  closing.unshift(() => wake.close());

  const startServer = async (through?: string): Promise<Server> => {
    const own = await open(through);
    const machine = createStepMachine({
      redis: own,
      requests: store,
      changes,
      notices: store,
      backup: microsoft,
      directory: microsoft,
      audit: new FakeAudit(),
      clock,
      ticker: clock,
      hostTime: ONE_CLOCK,
      log,
      settings: { ...SETTINGS, pollMinMs: 10, pollMaxMs: 30, ...settings },
      lockMs,
      closeWithinMs: 300,
    });
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= machine.close());
    closing.unshift(close);
    return { redis: own, machine, close };
  };
  const close = async (): Promise<void> => {
    for (const end of closing) await end();
  };
  return { clock, microsoft, store, changes, lines, redis, wake, startServer, close };
}
