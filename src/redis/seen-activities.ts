import { createHash } from 'node:crypto';
import type { SeenActivities } from '../recovery/press-ports';
import { available } from './available';
import type { RedisConnection } from './connections';
import { keyOf, type Keyspace } from './keys';

const REMEMBERED_MS = 24 * 60 * 60_000;

export function createSeenActivities({
  redis,
  prefix,
}: Keyspace & { readonly redis: RedisConnection }): SeenActivities {
  return {
    isFirst: async (activityId) => {
      // Hashed: the id comes from outside, in any length.
      const key = keyOf({ prefix }, 'seen', createHash('sha256').update(activityId).digest('base64url'));
      return (await available(redis.set(key, '1', 'PX', REMEMBERED_MS, 'NX'))) === 'OK';
    },
  };
}
