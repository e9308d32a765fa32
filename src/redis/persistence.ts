import type { RedisConnection } from './connections';

/** @returns `untold` where a managed Redis does not say */
export async function persistenceOf(redis: Pick<RedisConnection, 'info'>): Promise<'onDisk' | 'inMemory' | 'untold'> {
  const told = await redis.info('persistence').catch(() => '');
  if (/^aof_enabled:1/m.test(told)) return 'onDisk';
  return /^aof_enabled:0/m.test(told) ? 'inMemory' : 'untold';
}
