/** A Redis fails over: the old server becomes a replica, connections live on, and every write is refused there. */
import { CAST } from '../../src/sandbox/cast';
import { linkTo, type Link } from '../support/link';
import { describeWithOwnRedis, failOver, startOwnRedis, type OwnRedis } from '../support/own-redis';
import { awaitingApproval } from '../support/recovery-journey';
import { readyz, startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

describeWithOwnRedis('Redis fails over while a recovery runs', () => {
  let old: OwnRedis;
  let successor: OwnRedis;
  let link: Link;
  let rewind: ProductUnderTest;

  beforeEach(async () => {
    [old, successor] = await Promise.all([startOwnRedis(), startOwnRedis()]);
    link = await linkTo(old.url);
    rewind = await startProductUnderTest({ settings: { REDIS_URL: link.url }, timings: { lockMs: 1000 } });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    await rewind.close();
    await link.close();
    await Promise.all([old.close(), successor.close()]);
  });

  it('not ready while it takes no writes, ready again with the successor, and the recovery ends once', async () => {
    await awaitingApproval(rewind);
    rewind.sandbox.graph.state.setDurations({ running: 60_000 });
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovering');
    await expect(readyz(rewind)).resolves.toMatchObject({ status: 200, body: { database: 'ready', redis: 'ready' } });

    await failOver(old, successor);
    const { status, body } = await readyz(rewind);
    expect(status).toBe(503);
    expect(body).toMatchObject({ database: 'ready', redis: expect.stringMatching(/^redis\/(read-only|unavailable|no-primary)$/) as string }); // prettier-ignore
    link.leadTo(successor.url);
    rewind.sandbox.clock.jump(60_000);

    await until('readiness', async () => (await readyz(rewind)).status === 200 || undefined);
    await rewind.requestIn('recovered');
    await rewind.says(ana, 'groupChat', 'help');
    await until('an answer', () => rewind.cardWords(ana, 'groupChat').includes('restore') || undefined);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });
});
