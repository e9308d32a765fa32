import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { CAST } from '../../src/sandbox/cast';
import { approved, awaitingApproval, planned } from '../support/recovery-journey';
import { linkTo, type Link } from '../support/link';
import { readyz, startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

describe('everything in Redis is lost', () => {
  let folder: string;
  let rewind: ProductUnderTest;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-story-'));
    rewind = await startProductUnderTest({
      settings: { DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}` },
    });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    await rewind.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('while a preview runs: it is picked up from the store of record', async () => {
    rewind.sandbox.graph.state.setDurations({ calculating: 60_000 });
    const { id } = await planned(rewind);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await until('the job’s id', async () => {
      const { state } = await rewind.request(id);
      return state.name === 'previewing' ? state.previewJobId : undefined;
    });

    await rewind.restart();
    rewind.sandbox.clock.jump(60_000);

    await rewind.requestIn('awaitingApproval');
    rewind.sandbox.graph.state.setDurations({ calculating: 40 });
    await approved(rewind);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });

  it('while votes are awaited: the card’s buttons work, and the window still ends', async () => {
    const { id } = await awaitingApproval(rewind);

    await rewind.restart();
    const answer = await rewind.presses(ana, 'groupChat', 'approve');
    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('second person') as string });
    rewind.sandbox.clock.jump(61 * 60_000);

    expect((await rewind.requestIn('expired')).id).toBe(id);
    await until('the card that says so', () => rewind.cardWords(ana, 'groupChat').includes('Expired') || undefined);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });
});

describe('Redis is away for a while', () => {
  let server: EmbeddedServer;
  let link: Link;
  let rewind: ProductUnderTest;

  beforeEach(async () => {
    server = await startEmbeddedServer();
    link = await linkTo(server.url);
    rewind = await startProductUnderTest({ settings: { REDIS_URL: link.url }, timings: { lockMs: 1000 } });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    await rewind.close();
    await link.close();
    await server.close();
  });
  const readiness = async () => (await readyz(rewind)).status;

  it('a running recovery goes on when it is back, and readiness says so', async () => {
    await awaitingApproval(rewind);
    rewind.sandbox.graph.state.setDurations({ running: 60_000 });
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovering');

    await link.cut();
    await until('the end of readiness', async () => (await readiness()) === 503 || undefined);
    rewind.sandbox.clock.jump(60_000);
    await link.mend();

    await rewind.requestIn('recovered');
    await until('readiness', async () => (await readiness()) === 200 || undefined);
    await until('the finished card', () => rewind.cardWords(ana, 'groupChat').includes('Recovered') || undefined);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });

  it('a press meanwhile starts nothing; the next one works', async () => {
    await planned(rewind);
    await link.cut();

    const answer = await rewind.presses(ana, 'groupChat', 'startPreview');
    const away = expect.stringContaining('Rewind’s Redis') as string;
    expect(answer).toMatchObject({ kind: 'sentence', text: away });
    await rewind.says(ana, 'groupChat', 'snapshots');
    await until('a sentence', () => rewind.lastSaid(ana, 'groupChat').includes('Rewind’s Redis') || undefined);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);

    await link.mend();
    await until('readiness', async () => (await readiness()) === 200 || undefined);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
  });
});
