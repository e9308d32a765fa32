/** The worker role: runs the steps of every open request, as they become due or are woken. */
import type { AuditReader, BackupReader, Wake } from '../recovery/ports';
import type { ChangeStore, RequestStore } from '../recovery/store-ports';
import type { QueueConnections } from '../redis/open-redis';
import type { Clock, Ticker } from '../shared/clock';
import type { Log } from '../shared/log';
import { Patience } from '../shared/patience';
import { createWake } from './create-wake';
import { startRequestWorker } from './request-worker';
import { runRequest } from './run-request';
import type { Reading, StepSettings } from './step';

export interface StepMachineOptions {
  readonly redis: QueueConnections;
  readonly requests: RequestStore;
  readonly changes: ChangeStore;
  readonly notices: Reading['notices'];
  readonly backup: BackupReader;
  readonly directory: Reading['directory'];
  readonly audit: AuditReader;
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly hostTime: Reading['hostTime'];
  readonly log: Log;
  readonly settings: StepSettings;
  readonly wake?: Wake | undefined;
  readonly concurrency?: number | undefined;
  readonly lockMs?: number | undefined;
  readonly closeWithinMs?: number | undefined;
}

export interface StepMachine {
  /** Stops taking requests, lets steps come to their wait, and interrupts long reading between two pages. */
  close(): Promise<void>;
}

export function createStepMachine(options: StepMachineOptions): StepMachine {
  const { redis, requests, log } = options;
  const own = createWake({ redis, log });
  const stopping = new AbortController();
  const ports = {
    requests,
    reading: { ...options, patience: new Patience(options.ticker), stopping: stopping.signal },
    wake: options.wake ?? own,
  };
  const worker = startRequestWorker({
    ...options,
    queueName: 'steps',
    queue: own.steps,
    run: (id, tries) => runRequest(id, tries, ports),
  });
  return {
    close: async () => {
      stopping.abort();
      await worker.close();
      await own.close();
    },
  };
}
