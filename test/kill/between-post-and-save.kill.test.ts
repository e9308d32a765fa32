/** The one moment in which nobody but Microsoft knows whether it started: the process dies while its POST is under way. */
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

const { ana, ben } = CAST;
/** Longer than the process lives. */
const ANSWER_MS = 4000;
const IMPATIENT: Timings = { listingLagMs: 500, startTimeoutMs: 8000, lockMs: 2000 };

describeBuilt('killed between POST and save', () => {
  let folder: string;
  let redis: EmbeddedServer;
  let world: ProcessWorld;

  const begins = async (timings?: Timings): Promise<void> => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-kill-'));
    redis = await startEmbeddedServer();
    const databaseUrl = `sqlite:${path.join(folder, 'rewind.sqlite')}`;
    world = await startProcessWorld({ databaseUrl, redisUrl: redis.url, ...(timings ? { timings } : {}) });
    world.sandbox.graph.state.runIncident('massDisable');
    await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
    await world.presses(ana, 'startPreview');
    await world.requestIn('awaitingApproval');
  };
  afterEach(async () => {
    await world.close();
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  });
  const recoveries = () => world.sandbox.graph.inspect.startedRecoveries();
  const posts = () =>
    world.sandbox.graph.inspect
      .calls()
      .filter(({ method, path: to }) => method === 'POST' && to.endsWith('/recoveryJobs'));

  /** The last vote, and the process is dead before Microsoft's answer is there. */
  const votesAndDies = async (fault: Fault): Promise<void> => {
    world.sandbox.graph.faults.add({ method: 'POST', path: '*/recoveryJobs', fault });
    const voting = world.presses(ben, 'approve');
    await until('the POST', () => world.sandbox.graph.faults.pending().length === 0 || undefined);
    await world.killAll();
    await voting;
    const { state } = await world.requestIn('recovering');
    expect(state).not.toHaveProperty('recoveryJobId');
  };
  const isRecoveredOnce = async (): Promise<void> => {
    const { outcome, votes } = await world.requestIn('recovered');
    await world.cardSays(ana, 'Recovered');
    expect(recoveries().map(({ jobId, byId }) => [jobId, byId])).toEqual([[outcome?.recoveryJobId, ben.id]]);
    expect(posts()).toHaveLength(1);
    expect(votes.map(({ voterId }) => voterId)).toEqual([ben.id]);
  };

  it('accepted before the process died: the recovery is adopted, with the patience of production', async () => {
    await begins();
    await votesAndDies({ kind: 'slowAnswer', ms: ANSWER_MS });
    expect(recoveries()).toHaveLength(1);

    await world.startAll();

    await isRecoveredOnce();
  });

  it('accepted only when another process runs already: waited for, and adopted', async () => {
    await begins(IMPATIENT);
    await votesAndDies({ kind: 'slow', ms: ANSWER_MS });
    expect(recoveries()).toHaveLength(0);

    await world.startAll();

    await isRecoveredOnce();
  });

  it('never accepted: nothing runs, the votes are kept, and Run now starts exactly one', async () => {
    await begins(IMPATIENT);
    await votesAndDies({ kind: 'dropBefore' });
    await world.startAll();

    expect(await world.requestIn('approved')).toMatchObject({ state: { because: 'startWasLost' } });
    await world.cardSays(ana, 'The start did not reach Microsoft');
    expect(recoveries()).toEqual([]);

    await world.presses(ana, 'runNow');
    await world.requestIn('recovered');
    expect(recoveries().map(({ byId }) => byId)).toEqual([ana.id]);
  });
});
