/**
 * One queued request per request, under the request's own id. Waking it twice is waking it once.
 *
 * A wake first changes the mark, then adds, then brings forward what was waiting for its time. If the request is being run at this
 * moment, neither has an effect: its worker sees the changed mark and runs it again (request-worker.ts).
 */
import { ErrorCode, Queue, type Job } from 'bullmq';
import { z } from 'zod/v4';
import { requestIdSchema } from '../shared/schemas';
import { redisAway } from '../redis/available';
import type { QueueConnections } from '../redis/open-redis';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { createRequestMarks } from './request-marks';

export const payloadSchema = z.object({ requestId: requestIdSchema });

/** Queues of the product: steps for the worker role, drawings for the bot role. */
export type QueueName = 'steps' | 'draws';

const OPTIONS = { removeOnComplete: true, removeOnFail: true } as const;
/** Nothing is driven by the queue's event stream; it is for people who look. */
const EVENTS_KEPT = 1000;

export interface RequestQueue {
  /** @throws UnavailableError when Redis does not answer in time; the request may have been woken all the same */
  wake(id: RequestId): Promise<void>;
  close(): Promise<void>;
}

export interface RequestQueueOptions {
  readonly redis: QueueConnections;
  readonly queueName: QueueName;
  readonly log: Log;
}

export function createRequestQueue({ redis, queueName, log }: RequestQueueOptions): RequestQueue {
  const { producer, prefix } = redis;
  const marks = createRequestMarks({ redis: producer, prefix, queueName });
  let opened: Promise<Queue> | undefined;

  const open = async (): Promise<Queue> => {
    const queue = new Queue(queueName, { connection: producer, prefix, streams: { events: { maxLen: EVENTS_KEPT } } });
    queue.on('error', (error) => {
      log.warn({ queueName, error: error.message }, 'queue connection failed');
    });
    await queue.waitUntilReady();
    return queue;
  };
  // A queue whose first words to Redis were lost stays broken: the next wake opens another.
  const queue = async (): Promise<Queue> => {
    opened ??= open();
    return await opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  };

  return {
    wake: async (id) => {
      if (producer.status !== 'ready') throw redisAway(new Error('Redis is not connected'));
      try {
        await marks.wake(id);
        await bringForward(await (await queue()).add(queueName, { requestId: id }, { ...OPTIONS, jobId: id }));
      } catch (cause) {
        throw redisAway(cause);
      }
    },
    close: async () => {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

/** What waits for its time is run now; what waits for a worker or is being run stays as it is. */
export async function bringForward(queued: Job): Promise<void> {
  try {
    await queued.promote();
  } catch (error) {
    if (!hasCode(error, ErrorCode.JobNotInState)) throw error;
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
