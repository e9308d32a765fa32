/** The whole way of one request, with the process killed in every state in which it waits or works. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sealed } from '../../src/recovery/preview-seal';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { CAST } from '../../src/sandbox/cast';
import { describeBuilt } from '../support/built-process';
import { startProcessWorld, type ProcessWorld } from '../support/process-world';
import { until } from '../support/until';

const { ana, ben } = CAST;

describeBuilt('killed in every state', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let world: ProcessWorld;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-kill-'));
    redis = await startEmbeddedServer();
    world = await startProcessWorld({
      databaseUrl: `sqlite:${path.join(folder, 'rewind.sqlite')}`,
      redisUrl: redis.url,
      timings: { listingLagMs: 200, startTimeoutMs: 8000, lockMs: 2000 },
    });
    world.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(async () => {
    await world.close();
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    expect(world.sandbox.graph.faults.pending()).toEqual([]);
  });
  /** The product's processes go by the time of the machine, which no test moves. */
  const previewIsOld = async (): Promise<void> => {
    const request = await world.requestIn('awaitingApproval');
    if (!request.preview || !request.digest) throw new Error(`${request.id} has no preview`);
    const preview = sealed({ ...request.preview, computedAt: new Date(Date.now() - 31 * 60_000) }, request.digest);
    await world.store.requests.move(request, request.state, { by: 'rewind', what: 'overtaken', with: { preview } });
  };
  const killedAndStarted = async (): Promise<void> => {
    await world.killAll();
    await world.startAll();
  };

  it('planned: the plan’s button still starts one preview', async () => {
    await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
    await world.requestIn('planned');

    await killedAndStarted();

    world.sandbox.graph.state.setDurations({ calculating: 15_000 });
    await world.presses(ana, 'startPreview');
    await until('the preview job’s id', async () => {
      const { state } = await world.requestIn('previewing');
      return state.name === 'previewing' ? state.previewJobId : undefined;
    });
  });

  it('previewing: the same preview job is watched to its end', async () => {
    await killedAndStarted();
    expect((await world.requestIn('previewing')).state).toMatchObject({ name: 'previewing' });

    world.sandbox.graph.faults.add({ method: 'GET', path: '*getChanges*', fault: { kind: 'slow', ms: 10_000 } });
    world.sandbox.clock.jump(15_000);

    await world.requestIn('reading');
    await until('the reading', () => world.sandbox.graph.faults.pending().length === 0 || undefined);
  });

  it('reading: it is read again from its first page', async () => {
    await killedAndStarted();

    const { digest, preview } = await world.requestIn('awaitingApproval');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(preview?.counts).toMatchObject({ update: expect.any(Number) as number, softDelete: 2 });
  });

  it('awaitingApproval: the votes are still asked for, and the button still counts, on a preview that is too old by now', async () => {
    await killedAndStarted();
    await world.cardSays(ana, 'Approval needed');

    await previewIsOld();
    await world.presses(ben, 'approve');
    await until('the id of the fresh preview job', async () => {
      const { state } = await world.requestIn('rechecking');
      return state.name === 'rechecking' ? state.previewJobId : undefined;
    });
  });

  it('rechecking: the same fresh preview is watched to its end, and compared with what was approved', async () => {
    await killedAndStarted();
    expect((await world.requestIn('rechecking')).votes.map(({ voterId }) => voterId)).toEqual([ben.id]);

    world.sandbox.graph.faults.add({ method: 'GET', path: '*getChanges*', fault: { kind: 'slow', ms: 10_000 } });
    world.sandbox.clock.jump(15_000);
    await until('the reading', () => world.sandbox.graph.faults.pending().length === 0 || undefined);
  });

  it('rechecking, while it reads: it is read again from its first page, and nothing runs before Run now', async () => {
    await killedAndStarted();

    expect(await world.requestIn('approved')).toMatchObject({
      state: { because: 'rechecked' },
      recheck: { difference: { appeared: 0, gone: 0, changed: 0 } },
    });
    expect(world.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });

  it('approved: Run now still recovers', async () => {
    await killedAndStarted();
    await world.cardSays(ana, 'A re-check found exactly what was approved');

    world.sandbox.graph.state.setDurations({ calculating: 300, running: 15_000 });
    await world.presses(ben, 'runNow');
    await until('the recovery job’s id', async () => {
      const { state } = await world.requestIn('recovering');
      return state.name === 'recovering' && state.status === 'running' ? state.recoveryJobId : undefined;
    });
  });

  it('recovering: the same recovery job is watched to its end, and the card says what came of it', async () => {
    await killedAndStarted();
    expect((await world.requestIn('recovering')).state).toMatchObject({ name: 'recovering' });
    world.sandbox.clock.jump(15_000);

    const { outcome, preview } = await world.requestIn('recovered');
    await world.cardSays(ana, 'Recovered');
    const { inspect } = world.sandbox.graph;
    expect(inspect.startedPreviews().map(({ byId }) => byId)).toEqual([ana.id, ben.id]);
    expect(inspect.startedPreviews().at(-1)?.jobId).toBe(preview?.previewJobId);
    expect(inspect.startedRecoveries().map(({ jobId, byId }) => [jobId, byId])).toEqual([[outcome?.recoveryJobId, ben.id]]); // prettier-ignore
  });

  it('and SIGTERM lets it end by itself', async () => {
    for (const one of world.processes) one.signal('SIGTERM');

    await expect(Promise.all(world.processes.map(({ exitCode }) => exitCode))).resolves.toEqual([0]);
  });
});
