/**
 * Whether Redis may throw away what is kept there. With any policy but `noeviction` a full Redis removes locks and queued work to make room,
 * and says nothing. The policy is a setting of the server, so it is looked at again: somebody may change it.
 */
import { RewindError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { RedisConnection } from './connections';

const KEEPS_ALL = 'noeviction';

export interface EvictionWatch {
  /** Looks. What it finds is logged once. Never throws. */
  readonly look: () => Promise<void>;
  /** @throws RewindError `redis/evicts` where the last look found that Redis may remove keys */
  readonly check: () => Promise<void>;
}

interface Options {
  readonly redis: Pick<RedisConnection, 'info' | 'config'>;
  readonly log: Log;
}

export function createEvictionWatch({ redis, log }: Options): EvictionWatch {
  let found: string | undefined;
  return {
    look: async () => {
      const policy = await policyOf(redis);
      if (policy === 'away' || policy === found) return;
      found = policy;
      tell(policy, log);
    },
    check: async () => {
      await Promise.resolve();
      if (mayEvict(found)) throw new RewindError('redis/evicts', `maxmemory-policy is ${found}`);
    },
  };
}

const mayEvict = (policy: string | undefined): policy is string =>
  policy !== undefined && policy !== 'untold' && policy !== KEEPS_ALL;

function tell(policy: string, log: Log): void {
  if (mayEvict(policy))
    log.error(
      { policy },
      'Redis may remove what Rewind keeps there: not ready until its maxmemory-policy is noeviction',
    );
  else if (policy === 'untold')
    log.warn('Redis cannot be asked for its maxmemory-policy: see to it that it is noeviction');
}

/** @returns `untold` where a managed Redis refuses both questions, `away` where nobody answers */
async function policyOf(redis: Options['redis']): Promise<string> {
  try {
    return (await unlessRefused(told(redis))) ?? (await unlessRefused(configured(redis))) ?? 'untold';
  } catch {
    return 'away';
  }
}

async function told(redis: Options['redis']): Promise<string | undefined> {
  return /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
}

async function configured(redis: Options['redis']): Promise<string | undefined> {
  const answer: unknown = await redis.config('GET', 'maxmemory-policy');
  return Array.isArray(answer) && typeof answer[1] === 'string' ? answer[1] : undefined;
}

/** The server's own no, as against no answer. */
async function unlessRefused(asked: Promise<string | undefined>): Promise<string | undefined> {
  return await asked.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ReplyError') return undefined;
    throw error;
  });
}
