/**
 * Two small things beside each queued request. The mark changes with every wake: whoever runs the request compares it before and
 * after, so that a wake that arrives while the request is being run is not lost. The tries bound what goes wrong again and again.
 */
import { randomUUID } from 'node:crypto';
import type { RedisConnection } from '../redis/connections';
import { keyOf, type Keyspace } from '../redis/keys';
import type { RequestId } from '../shared/ids';

const KEPT_MS = 24 * 60 * 60_000;

export interface Marks {
  readonly mark: string | null;
  readonly tries: number;
}

export interface RequestMarks {
  wake(id: RequestId): Promise<void>;
  read(id: RequestId): Promise<Marks>;
  addTry(id: RequestId): Promise<void>;
  clearTries(id: RequestId): Promise<void>;
}

interface Options extends Keyspace {
  readonly redis: RedisConnection;
  readonly queueName: string;
}

export function createRequestMarks({ redis, prefix, queueName }: Options): RequestMarks {
  const markKey = (id: RequestId): string => keyOf({ prefix }, `woken-${queueName}`, id);
  const triesKey = (id: RequestId): string => keyOf({ prefix }, `tries-${queueName}`, id);
  return {
    wake: async (id) => {
      await redis.set(markKey(id), randomUUID(), 'PX', KEPT_MS);
    },
    read: async (id) => {
      const [mark = null, tries] = await redis.mget(markKey(id), triesKey(id));
      return { mark, tries: Number(tries ?? 0) };
    },
    addTry: async (id) => {
      await redis.multi().incr(triesKey(id)).pexpire(triesKey(id), KEPT_MS).exec();
    },
    clearTries: async (id) => {
      await redis.del(triesKey(id));
    },
  };
}
