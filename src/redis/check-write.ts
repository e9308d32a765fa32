/** Does Redis take work now? What the producer writes, and whether the worker's line is alive: nothing else would notice that one hangs. */
import type { Clock } from '../shared/clock';
import { available, redisAway } from './available';
import type { RedisConnection } from './connections';
import { keyOf, type Keyspace } from './keys';

const TIDY_AFTER_MS = 60 * 60_000;

export interface Lines extends Keyspace {
  readonly producer: RedisConnection;
  readonly worker: RedisConnection;
  readonly clock: Clock;
  /** A line that is silent for longer is cut, and made anew. */
  readonly silenceMs: number;
}

/** @throws UnavailableError */
export async function checkWrite({ producer, worker, clock, prefix, silenceMs }: Lines): Promise<void> {
  const key = keyOf({ prefix }, 'readiness', 'written');
  const write = () => producer.set(key, clock.now().toISOString(), 'PX', TIDY_AFTER_MS);
  await Promise.all([heard(producer, write, silenceMs), heard(worker, () => worker.ping(), silenceMs)]);
}

async function heard(line: RedisConnection, ask: () => Promise<unknown>, silenceMs: number): Promise<void> {
  // Otherwise it would wait in a queue in memory, once for each probe.
  if (line.status !== 'ready') throw redisAway(new Error(`the connection is ${line.status}`));
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      line.disconnect(true);
      reject(new Error('no answer'));
    }, silenceMs);
  });
  try {
    await available(Promise.race([ask(), silence]));
  } finally {
    clearTimeout(timer);
  }
}
