/** What a Redis does to its clients on bad days, with real servers: writes fail while connections live on. */
import { rm } from 'node:fs/promises';
import { openRedis, type OpenRedis } from '../../src/redis/open-redis';
import type { PersonId } from '../../src/shared/ids';
import { linkTo, type Link } from '../support/link';
import { describeWithOwnRedis, failOver, startOwnRedis, type OwnRedis } from '../support/own-redis';
import { until } from '../support/until';
import { quietLog } from './quiet-log';
import { SettableClock } from './settable-clock';

const ANA = 'aaaaaaaa-0000-4000-8000-000000000001' as PersonId;

describeWithOwnRedis('a Redis in trouble', () => {
  let server: OwnRedis;
  let link: Link;
  let redis: OpenRedis;
  const opened: { close(): Promise<void> }[] = [];
  const opens = async <Opened extends { close(): Promise<void> }>(opening: Promise<Opened>): Promise<Opened> => {
    const one = await opening;
    opened.unshift(one);
    return one;
  };
  const takesWrites = () => until('a write that works', () => redis.checkWrite().then(() => true, () => undefined)); // prettier-ignore
  const refusal = async (): Promise<unknown> => await redis.checkWrite().then(() => 'written', (error: unknown) => error); // prettier-ignore

  beforeEach(async () => {
    server = await opens(startOwnRedis());
    link = await opens(linkTo(server.url));
    redis = await opens(openRedis({ url: link.url, clock: new SettableClock(), log: quietLog().log, commandTimeoutMs: 500 })); // prettier-ignore
    await takesWrites();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  it('is found out when it has become a replica, and its successor takes over without a restart', async () => {
    const successor = await opens(startOwnRedis());
    await redis.seenActivities.isFirst('before');
    const workerLine = redis.worker.duplicate();
    opened.unshift({
      close: async () => {
        workerLine.disconnect();
        await Promise.resolve();
      },
    });
    workerLine.on('error', () => undefined);
    await workerLine.set('a', '1');
    await failOver(server, successor);
    link.leadTo(successor.url);

    expect(await refusal()).toMatchObject({ code: 'redis/read-only' });
    await takesWrites();
    await expect(redis.seenActivities.isFirst('before')).resolves.toBe(false);
    await expect(redis.speakingLimits.mayStillSpeak(ANA, 'word')).resolves.toBe(true);
    for (const line of [redis.worker, workerLine]) {
      await expect(line.set('a', '2')).rejects.toThrow(/READONLY/);
      await expect(line.set('a', '2')).resolves.toBe('OK');
    }
  });

  it('finds scripts refused as well', async () => {
    const successor = await opens(startOwnRedis());
    await failOver(server, successor);
    link.leadTo(successor.url);
    const script = "return redis.call('set', KEYS[1], '1')";

    await expect(redis.worker.eval(script, 1, 'a')).rejects.toThrow(/READONLY/);
    await expect(redis.worker.eval(script, 1, 'a')).resolves.toBe('OK');
  });

  it('is not ready while its memory is full', async () => {
    await server.admin.config('SET', 'maxmemory', '1');
    expect(await refusal()).toMatchObject({ code: 'redis/full' });

    await server.admin.config('SET', 'maxmemory', '0');
    await takesWrites();
  });

  it('is not ready while it cannot save and refuses writes for it', async () => {
    const [, folder = ''] = (await server.admin.config('GET', 'dir')) as string[];
    await rm(folder, { recursive: true, force: true });
    await server.admin.config('SET', 'save', '3600 1');
    await server.admin.bgsave().catch(() => undefined);
    await until('a failed save', async () => (await server.admin.info('persistence')).includes('rdb_last_bgsave_status:err') || undefined); // prettier-ignore

    expect(await refusal()).toMatchObject({ code: 'redis/not-saving' });
    await server.admin.config('SET', 'stop-writes-on-bgsave-error', 'no');
    await takesWrites();
  });

  it('that swallows everything is not ready, and neither line waits for ever once it is back', async () => {
    link.hang();
    expect(await refusal()).toMatchObject({ code: 'redis/unavailable' });
    link.passAgain();

    await takesWrites();
    await expect(redis.worker.ping()).resolves.toBe('PONG');
  });
});
