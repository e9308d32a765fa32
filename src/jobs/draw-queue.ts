/**
 * Drawings for the bot role: one at a time a request, and at most one more that waits, however many changes there were. A drawing
 * shows the state at its own time, so nothing is missed by drawing once.
 */
import type { QueueConnections } from '../redis/open-redis';
import { UnavailableError } from '../shared/errors';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { createRequestQueue } from './request-queue';
import { startRequestWorker, type Run, type RunResult } from './request-worker';

const MAX_TRIES = 8;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 60_000;

export interface DrawQueueOptions {
  readonly redis: QueueConnections;
  /** Draws the request's cards and posts its unsent notices. */
  readonly draw: (requestId: RequestId) => Promise<void>;
  readonly log: Log;
  readonly concurrency?: number | undefined;
  /** Before the second try; doubled with each. Default 1 s. */
  readonly firstDelayMs?: number | undefined;
  readonly lockMs?: number | undefined;
  readonly closeWithinMs?: number | undefined;
}

export interface DrawQueue {
  close(): Promise<void>;
}

export function createDrawQueue(options: DrawQueueOptions): DrawQueue {
  const queue = createRequestQueue({ ...options, queueName: 'draws' });
  const worker = startRequestWorker({ ...options, queueName: 'draws', queue, run: drawOnce(options) });
  return {
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

const drawOnce =
  ({ draw, log, firstDelayMs = FIRST_DELAY_MS }: DrawQueueOptions): Run =>
  async (requestId, tries): Promise<RunResult> => {
    try {
      await draw(requestId);
      return { kind: 'rest' };
    } catch (error) {
      const isAway = error instanceof UnavailableError;
      const level = isAway ? 'warn' : 'error';
      if (tries + 1 >= MAX_TRIES) {
        log[level]({ requestId, tries: tries + 1, err: error }, 'a drawing was given up, the sweep will find it');
        return { kind: 'rest' };
      }
      const backoffMs = Math.min(firstDelayMs * 2 ** tries, LONGEST_DELAY_MS);
      const delayMs = isAway ? (error.retryAfterMs ?? backoffMs) : backoffMs;
      log[level]({ requestId, tries: tries + 1, delayMs, err: error }, 'a drawing failed');
      return { kind: 'wait', delayMs, after: 'fault' };
    }
  };
