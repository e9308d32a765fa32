import { randomUUID } from 'node:crypto';
import type { SpeakingLimits, Utterance } from '../recovery/press-ports';
import type { Clock } from '../shared/clock';
import { available } from './available';
import type { RedisConnection } from './connections';
import { inOneGo } from './in-one-go';
import { keyOf, type Keyspace } from './keys';

const MOST: { readonly [Kind in Utterance]: number } = { word: 30, refresh: 120, stop: 30 };
const WINDOW_MS = 60_000;

interface Options extends Keyspace {
  readonly redis: RedisConnection;
  readonly clock: Clock;
}

/** A sliding window: one member a message, scored by its time. What was refused is not counted against the person. */
export function createSpeakingLimits({ redis, clock, prefix }: Options): SpeakingLimits {
  return {
    mayStillSpeak: async (personId, utterance) => {
      const key = keyOf({ prefix }, `spoken-${utterance}`, personId);
      const now = clock.now().getTime();
      const message = randomUUID();
      const spoken = redis
        .multi()
        .zremrangebyscore(key, '-inf', now - WINDOW_MS)
        .zadd(key, now, message)
        .zcard(key)
        .pexpire(key, 2 * WINDOW_MS);
      const count = Number((await inOneGo(spoken))[2]);
      if (count <= MOST[utterance]) return true;
      await available(redis.zrem(key, message));
      return false;
    },
  };
}
