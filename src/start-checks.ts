/** What is looked at when Rewind starts and again and again after that, and keeps it from being ready. No logic. */
import type { Config } from './config';
import { createOwnSignIns, type OwnSignIn } from './identity/own-sign-ins';
import { startSchedule } from './jobs/schedule';
import { createEvictionWatch } from './redis/eviction-policy';
import type { OpenRedis } from './redis/open-redis';
import type { Log } from './shared/log';
import type { ReadinessPart } from './web/readiness';

const AGAIN_MS = 30_000;

interface Checks {
  readonly config: Pick<Config, 'mode'>;
  readonly signIns: readonly OwnSignIn[];
  readonly redis: Pick<OpenRedis, 'producer'>;
  readonly log: Log;
  /** 30 s. */
  readonly everyMs?: number | undefined;
}

/** @returns when everything was asked once; each question has a time limit of its own */
export async function startChecks({ config, signIns, redis, log, everyMs = AGAIN_MS }: Checks) {
  const own = createOwnSignIns(signIns, log);
  const eviction = config.mode === 'production' ? createEvictionWatch({ redis: redis.producer, log }) : undefined;
  const schedule = startSchedule({
    name: 'start checks',
    everyMs,
    run: async () => {
      await Promise.all([own.ask(), eviction?.look()]);
    },
    log,
  });
  await schedule.runNow();
  const parts: readonly ReadinessPart[] = [
    { name: 'ownSignIns', check: () => own.check() },
    ...(eviction ? [{ name: 'redisKeepsAll', check: () => eviction.check() }] : []),
  ];
  return { parts, close: () => schedule.close() };
}
