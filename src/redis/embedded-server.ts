/**
 * A Redis in memory, for the sandbox and for tests. It runs in a thread of its own, so that its work never delays ours. It keeps
 * nothing, and need not: whatever is in Redis can be rebuilt from the store of record.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod/v4';

export interface EmbeddedServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Plain JavaScript, because a thread is not transformed by the test runner. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { createRedisMock } = require(workerData.modulePath);
createRedisMock().then((server) => {
  parentPort.once('message', () => server.close().finally(() => process.exit(0)));
  parentPort.postMessage({ url: server.url });
});
`;

const startedSchema = z.object({ url: z.string() });

export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  const thread = new Worker(THREAD, {
    eval: true,
    workerData: { modulePath: require.resolve('js-redis-server') },
  });
  const [started] = (await once(thread, 'message')) as readonly unknown[];
  const { url } = startedSchema.parse(started);
  return {
    url,
    close: async () => {
      const exited = once(thread, 'exit');
      thread.postMessage('close');
      await exited;
    },
  };
}
