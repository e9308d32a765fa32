import type { Wake } from '../recovery/ports';
import type { QueueConnections } from '../redis/open-redis';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { createRequestQueue, type RequestQueue } from './request-queue';

export interface WakeWithQueues extends Wake {
  readonly steps: RequestQueue;
  readonly draws: RequestQueue;
  close(): Promise<void>;
}

/** Write, then wake. What is lost here costs time only: the sweep finds what is open. */
export function createWake({ redis, log }: { readonly redis: QueueConnections; readonly log: Log }): WakeWithQueues {
  const steps = createRequestQueue({ redis, queueName: 'steps', log });
  const draws = createRequestQueue({ redis, queueName: 'draws', log });
  const quietly = async (queue: RequestQueue, requestId: RequestId): Promise<void> => {
    try {
      await queue.wake(requestId);
    } catch (error) {
      log.warn({ requestId, err: error }, 'a wake was lost, the sweep will find it');
    }
  };
  return {
    steps,
    draws,
    step: (id) => quietly(steps, id),
    draw: (id) => quietly(draws, id),
    close: async () => {
      await Promise.all([steps.close(), draws.close()]);
    },
  };
}
