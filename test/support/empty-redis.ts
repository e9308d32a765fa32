import { Redis } from 'ioredis';
import { REAL_REDIS_URL } from '../redis/real-redis';

export interface EmptyRedis {
  readonly url: string;
  /** Empties it again. */
  close(): Promise<void>;
}

const CLAIM = 'claimed-by-a-test';
const NUMBERS = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/** A numbered database of the real Redis that nobody uses: the product's keys have no prefix of a test's. */
export async function emptyRedis(): Promise<EmptyRedis> {
  for (const number of NUMBERS) {
    const url = new URL(REAL_REDIS_URL);
    url.pathname = `/${String(number)}`;
    const redis = new Redis(url.href);
    const isOurs = (await redis.dbsize()) === 0 && (await redis.set(CLAIM, '1', 'NX')) === 'OK';
    if (isOurs) {
      return {
        url: url.href,
        close: async () => {
          await redis.flushdb();
          await redis.quit();
        },
      };
    }
    redis.disconnect();
  }
  throw new Error(`no database of ${REAL_REDIS_URL} is empty`);
}
