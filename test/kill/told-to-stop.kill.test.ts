/** SIGTERM, as platforms send it before every new version: who was told that the answer follows gets it, or hears that it will not come. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Timings } from '../../src/product';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { CAST } from '../../src/sandbox/cast';
import type { Fault } from '../../src/sandbox/graph/http/faults';
import { describeBuilt } from '../support/built-process';
import { startProcessWorld, type ProcessWorld } from '../support/process-world';
import { until } from '../support/until';

const { ana } = CAST;
const TIMINGS: Timings = {
  listingLagMs: 200,
  startTimeoutMs: 30_000,
  lockMs: 2000,
  patience: { invokeMs: 300, turnMs: 300, tokenMs: 10_000 },
};

describeBuilt('told to stop', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let world: ProcessWorld;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-stop-'));
    redis = await startEmbeddedServer();
    const databaseUrl = `sqlite:${path.join(folder, 'rewind.sqlite')}`;
    world = await startProcessWorld({ databaseUrl, redisUrl: redis.url, timings: TIMINGS });
    world.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    await world.close();
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  });

  const graph = () => world.sandbox.graph;
  const meets = (method: string, fault: Fault) => {
    graph().faults.add({ method, path: method === 'POST' ? '*/recoveryPreviewJobs' : '*', fault, times: 1000 });
  };
  const textsAfter = (count: number) =>
    world.sandbox.teams
      .messagesIn(ana, 'groupChat')
      .slice(count)
      .map(({ content }) => content.text ?? '');
  const isTold = async () => {
    world.processes[0]?.signal('SIGTERM');
    return await world.processes[0]?.exitCode;
  };
  const planned = async (): Promise<number> => {
    await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
    await world.requestIn('planned');
    await until('a button', () => world.sandbox.teams.seesButton(ana, 'groupChat', 'startPreview') || undefined);
    return world.sandbox.teams.messagesIn(ana, 'groupChat').length;
  };

  it('posts the answer to a press that was told that it follows, before it ends', async () => {
    const before = await planned();
    meets('POST', { kind: 'slowAnswer', ms: 4000 });
    expect(await world.presses(ana, 'startPreview')).toMatchObject({
      kind: 'sentence',
      text: expect.stringContaining('the answer follows') as string,
    });

    expect(await isTold()).toBe(0);
    expect(textsAfter(before).filter((text) => text !== '')).not.toEqual([]);
    const { state } = await world.requestIn('previewing');
    expect(state).toMatchObject({ previewJobId: graph().inspect.startedPreviews()[0]?.jobId });
    expect(graph().inspect.startedPreviews()).toHaveLength(1);
  });

  it('answers a message that was being thought about, before it ends', async () => {
    const before = await planned();
    meets('GET', { kind: 'slow', ms: 2000 });
    await world.says(ana, 'snapshots');

    expect(await isTold()).toBe(0);
    expect(world.sandbox.teams.messagesIn(ana, 'groupChat').length).toBeGreaterThan(before);
  });

  it('says that an answer will not come, where it would take too long, and loses nothing of it', async () => {
    const before = await planned();
    meets('POST', { kind: 'slowAnswer', ms: 9000 });
    meets('GET', { kind: 'slow', ms: 9000 });
    await world.presses(ana, 'startPreview');

    expect(await isTold()).toBe(0);
    expect(textsAfter(before).join('\n')).toContain('could not finish what was asked here');
    graph().faults.clear();
    await world.startAll();
    await until('a card to go on with', () => world.sandbox.teams.seesButton(ana, 'groupChat', 'startPreview') || undefined); // prettier-ignore
    expect(graph().inspect.startedPreviews().length).toBeLessThanOrEqual(1);
  });
});
