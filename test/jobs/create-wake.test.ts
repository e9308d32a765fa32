import { createWake } from '../../src/jobs/create-wake';
import { startEmbeddedServer } from '../../src/redis/embedded-server';
import { openRedis } from '../../src/redis/open-redis';
import { linkTo } from '../support/link';
import { quietLog } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { eventually } from './eventually';
import { ID } from './people-and-requests';

/** Longer than a busy machine takes to answer: only what hangs on purpose may time out. */
const PATIENCE = { startWaitMs: 1000, commandTimeoutMs: 1000, clock: new SettableClock() };

/** Closed in turn, the last opened first, also when a test fails: a server that is left behind keeps its process alive. */
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function wakeOn(url: string) {
  const { log, lines } = quietLog();
  const redis = await openRedis({ url, log, ...PATIENCE });
  opened.push(() => redis.close());
  const wake = createWake({ redis, log });
  opened.push(() => wake.close());
  return { redis, wake, lines };
}

async function embedded() {
  const server = await startEmbeddedServer();
  opened.push(() => server.close());
  return server;
}

describe('waking', () => {
  it('never throws and never hangs, whether Redis was never there, hangs, or goes away', async () => {
    const link = await linkTo((await embedded()).url);
    opened.push(() => link.cut());
    const { redis, wake, lines } = await wakeOn(link.url);
    await wake.step(ID);
    const lost = (): number => lines.filter(({ msg }) => msg.startsWith('a wake was lost')).length;
    expect(lost()).toBe(0);

    link.hang();
    await wake.step(ID);
    await wake.draw(ID);
    expect(lost()).toBe(2);

    await link.cut();
    await eventually(() => redis.producer.status !== 'ready');
    await wake.step(ID);
    expect(lost()).toBe(3);
  });

  it('works again after a first connection that hung', async () => {
    const { redis, wake } = await wakeOn((await embedded()).url);
    const info = redis.producer.info.bind(redis.producer);
    redis.producer.info = () => Promise.reject(new Error('Command timed out'));
    await wake.step(ID);
    await expect(redis.producer.keys('*:steps:R-*')).resolves.toEqual([]);
    redis.producer.info = info;

    await wake.step(ID);

    await expect(redis.producer.keys('*:steps:R-*')).resolves.toEqual([`{rewind}:steps:${ID}`]);
  });
});
