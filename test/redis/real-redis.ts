import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';

export const REAL_REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** Of this run alone: the server is shared. */
export const randomPrefix = (): string => `{rewind-test-${randomUUID()}}`;

/** In a process of its own, because jest wants to know what runs before anything can be awaited. */
function hasRealRedis(): boolean {
  const { hostname, port } = new URL(REAL_REDIS_URL);
  const probe = `require('node:net').connect(${port || '6379'}, ${JSON.stringify(hostname)})
    .on('connect', () => process.exit(0)).on('error', () => process.exit(1)).setTimeout(2000, () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', probe]).status === 0;
}

/** Skips loudly where there is no server. */
export function describeOnRealRedis(name: string, tests: () => void): void {
  const isThere = hasRealRedis();
  if (!isThere) console.warn(`SKIPPED "${name}": no Redis at ${REAL_REDIS_URL} (set TEST_REDIS_URL)`);
  (isThere ? describe : describe.skip)(name, tests);
}

export async function removeKeys(prefix: string): Promise<void> {
  const redis = new Redis(REAL_REDIS_URL);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 }) as AsyncIterable<readonly string[]>) {
    if (keys.length > 0) await redis.del(...keys);
  }
  redis.disconnect();
}
