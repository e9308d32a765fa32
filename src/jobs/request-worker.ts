/**
 * Runs queued requests, one at a time each, many side by side. A wait is a delayed entry in Redis; nobody holds a place for hours.
 *
 * What was found out the hard way: the counters of a queued request are never reset, so interruptions are delayed and never
 * thrown; a delayed entry has to be left by DelayedError; locks that were lost leave the entry to whoever has it now.
 */
import { DelayedError, Worker, type Job } from 'bullmq';
import type { QueueConnections } from '../redis/open-redis';
import type { RequestId } from '../shared/ids';
import type { Log } from '../shared/log';
import { createRequestMarks, type Marks, type RequestMarks } from './request-marks';
import { bringForward, payloadSchema, type QueueName, type RequestQueue } from './request-queue';

export type RunResult =
  /** Nothing more to do until somebody wakes it. */
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      /** A fault counts as a try; an interruption says nothing about the request. Anything else begins the count anew. */
      readonly after?: 'fault' | 'interruption';
    };

/** @param tries - faults since the last run that went well */
export type Run = (id: RequestId, tries: number) => Promise<RunResult>;

export interface RequestWorkerOptions {
  readonly redis: QueueConnections;
  readonly queueName: QueueName;
  readonly queue: RequestQueue;
  readonly run: Run;
  readonly log: Log;
  readonly concurrency?: number | undefined;
  /** How long a dead process keeps its requests from others. Default 60 s. */
  readonly lockMs?: number | undefined;
  /** How long closing waits for what is being run. Default 10 s. */
  readonly closeWithinMs?: number | undefined;
}

export interface RequestWorker {
  /** Lets what is being run come to its wait; what takes too long is left to others. */
  close(): Promise<void>;
}

const AFTER_FAULT_MS = 10_000;
const NEVER_GIVE_UP = 1e6;

export function startRequestWorker(options: RequestWorkerOptions): RequestWorker {
  const { redis, queueName, queue, log, concurrency = 20, lockMs = 60_000, closeWithinMs = 10_000 } = options;
  const marks = createRequestMarks({ redis: redis.worker, prefix: redis.prefix, queueName });
  const worker = new Worker<unknown, Left>(
    queueName,
    async (queued, token) => await process(queued, token ?? '', { ...options, marks }),
    {
      connection: redis.worker,
      prefix: redis.prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 4,
      maxStalledCount: NEVER_GIVE_UP,
      runRetryDelay: 1000,
      // Whoever added it: what is kept under the id of a request would make its next wake a no-op.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on('error', (error) => {
    log.warn({ queueName, error: error.message }, 'worker connection failed');
  });
  worker.on('stalled', (id) => {
    log.warn({ queueName, requestId: id }, 'taken over from a worker that is gone');
  });
  worker.on('failed', (queued, error) => {
    log.error({ queueName, requestId: queued?.id, err: error }, 'a queued request was lost, the sweep will find it');
  });
  worker.on('completed', (queued, left) => {
    void wakeIfMissed(left, { marks, queue }).catch((error: unknown) => {
      log.warn({ queueName, requestId: queued.id, err: error }, 'a wake may be late, the sweep will find it');
    });
  });
  return { close: () => closeInTime(worker, closeWithinMs, log) };
}

/** What a finished run leaves for the look at the mark after it is gone from the queue. `undefined`: nothing was run. */
type Left = { readonly requestId: RequestId; readonly mark: string | null } | undefined;

interface Circumstances extends RequestWorkerOptions {
  readonly marks: RequestMarks;
}

async function process(queued: Job<unknown>, token: string, circumstances: Circumstances): Promise<Left> {
  const { log, marks, queueName } = circumstances;
  const requestId = requestIdOf(queued);
  if (!requestId) {
    log.error({ queueName, queuedId: queued.id }, 'dropped something that is not a queued request');
    return undefined;
  }
  let before = await marks.read(requestId);
  let result = await runOnce(requestId, before, circumstances);
  while (result.kind === 'rest') {
    const after = await marks.read(requestId);
    if (after.mark === before.mark) return { requestId, mark: after.mark };
    before = after;
    result = await runOnce(requestId, before, circumstances);
  }
  await delay(queued, token, { delayMs: result.delayMs, log });
  if ((await marks.read(requestId)).mark !== before.mark) await bringForward(queued);
  throw new DelayedError();
}

/** The id in the queue is the request's own: another entry for the same request would be a second runner. */
function requestIdOf({ id, data }: Job<unknown>): RequestId | undefined {
  const payload = payloadSchema.safeParse(data);
  return payload.success && payload.data.requestId === id ? payload.data.requestId : undefined;
}

async function runOnce(id: RequestId, { tries }: Marks, { run, marks, log }: Circumstances): Promise<RunResult> {
  const result = await run(id, tries).catch((error: unknown): RunResult => {
    log.error({ requestId: id, err: error }, 'a run ended in an error');
    return { kind: 'wait', delayMs: AFTER_FAULT_MS, after: 'interruption' };
  });
  const after = result.kind === 'wait' ? result.after : undefined;
  if (after === 'fault') await marks.addTry(id);
  if (after === undefined && tries > 0) await marks.clearTries(id);
  return result;
}

interface Delay {
  readonly delayMs: number;
  readonly log: Log;
}

/** Fails where the lock was lost, or Redis: the entry is somebody else's then, or gone, and the sweep brings it back. */
async function delay(queued: Job<unknown>, token: string, { delayMs, log }: Delay): Promise<void> {
  try {
    await queued.moveToDelayed(Date.now() + Math.ceil(delayMs), token);
  } catch (error) {
    log.warn({ requestId: queued.id, err: error }, 'a queued request was taken over');
    throw new DelayedError();
  }
}

/** A wake that came after the last look at the mark and before the entry was gone had no effect of its own. */
async function wakeIfMissed(
  left: Left,
  { marks, queue }: { readonly marks: RequestMarks; readonly queue: RequestQueue },
): Promise<void> {
  if (left && (await marks.read(left.requestId)).mark !== left.mark) await queue.wake(left.requestId);
}

async function closeInTime(worker: Worker<unknown, Left>, withinMs: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'tooLate'>((resolve) => {
    timer = setTimeout(resolve, withinMs, 'tooLate');
  });
  const closed = worker.close();
  const ended = await Promise.race([closed, tooLate]);
  clearTimeout(timer);
  if (ended !== 'tooLate') return;
  log.warn({ queueName: worker.name }, 'a worker was cut off while it ran something');
  const ignore = (): undefined => undefined;
  closed.catch(ignore);
  worker.getBackend().disconnectBlocking(false).catch(ignore);
}
