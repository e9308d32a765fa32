import { createWake } from '../../src/jobs/create-wake';
import { startEmbeddedServer } from '../../src/redis/embedded-server';
import { openRedis } from '../../src/redis/open-redis';
import { cuttableLink } from '../redis/cuttable-link';
import { quietLog } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { eventually } from './eventually';
import { ID } from './people-and-requests';

const IMPATIENT = { startWaitMs: 200, commandTimeoutMs: 200, clock: new SettableClock() };

describe('waking', () => {
  it('never throws and never hangs, whether Redis was never there, hangs, or goes away', async () => {
    const server = await startEmbeddedServer();
    const link = await cuttableLink(server.url);
    const { log, lines } = quietLog();
    const redis = await openRedis({ url: link.url, log, ...IMPATIENT });
    const wake = createWake({ redis, log });
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
    await wake.close();
    await redis.close();
    await server.close();
  });

  it('works again after a first connection that hung', async () => {
    const server = await startEmbeddedServer();
    const { log } = quietLog();
    const redis = await openRedis({ url: server.url, log, ...IMPATIENT });
    const wake = createWake({ redis, log });
    const info = redis.producer.info.bind(redis.producer);
    redis.producer.info = () => Promise.reject(new Error('Command timed out'));
    await wake.step(ID);
    await expect(redis.producer.keys('*:steps:R-*')).resolves.toEqual([]);
    redis.producer.info = info;

    await wake.step(ID);

    await expect(redis.producer.keys('*:steps:R-*')).resolves.toEqual([`{rewind}:steps:${ID}`]);
    await wake.close();
    await redis.close();
    await server.close();
  });
});
