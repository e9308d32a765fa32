/**
 * Two processes on one PostgreSQL and one Redis, both killed in the middle, while Microsoft says no for a while, does not show yet what it
 * accepted, or a proxy repeats a POST; and a bot whose clock is not its worker's. In the end there is exactly one job of each.
 */
import { CAST } from '../../src/sandbox/cast';
import type { Fault } from '../../src/sandbox/graph/http/faults';
import type { Timings } from '../../src/product';
import { postgresAnswers, postgresDatabase, type TestDatabase } from '../store/test-database';
import { describeWithOwnRedis, startOwnRedis, type OwnRedis } from '../support/own-redis';
import { describeBuilt } from '../support/built-process';
import { startProcessWorld, type ProcessWorld, type ProcessWorldOptions } from '../support/process-world';
import { until } from '../support/until';

const { ana, ben } = CAST;

const describeOnServers = postgresAnswers() ? describeWithOwnRedis : describe.skip;
const TIMINGS: Timings = { listingLagMs: 1000, startTimeoutMs: 6000, lockMs: 2000 };
/** Longer than two processes take to be killed and started again. */
const LONG_MS = 120_000;

describeBuilt('killed while one answer tells nothing', () => {
  describeOnServers('on one PostgreSQL and one Redis', () => {
    let database: TestDatabase;
    let redis: OwnRedis;
    let world: ProcessWorld;

    const begins = async (options: Partial<ProcessWorldOptions> = {}): Promise<void> => {
      database = await postgresDatabase();
      redis = await startOwnRedis();
      const servers = { databaseUrl: database.url, redisUrl: redis.url };
      world = await startProcessWorld({ ...servers, count: 2, timings: TIMINGS, ...options });
      world.sandbox.graph.state.runIncident('massDisable');
    };
    afterEach(async () => {
      await world.close();
      await redis.close();
      await database.drop();
    });
    const graph = () => world.sandbox.graph;
    const meets = (path: string, fault: Fault, times = 1) => {
      graph().faults.add({
        method: fault.kind === 'repeated' || fault.kind === 'slow' ? 'POST' : 'GET',
        path,
        fault,
        times,
      });
    };
    const asksForApproval = async (): Promise<void> => {
      await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
      await world.presses(ana, 'startPreview');
      await world.requestIn('awaitingApproval');
    };
    const killedAndStarted = async (): Promise<void> => {
      await world.killAll();
      await world.startAll();
    };
    const isRecoveredOnce = async (): Promise<void> => {
      const { outcome, preview } = await world.requestIn('recovered');
      expect(
        graph()
          .inspect.startedRecoveries()
          .map(({ jobId }) => jobId),
      ).toEqual([outcome?.recoveryJobId]);
      expect(
        graph()
          .inspect.startedPreviews()
          .map(({ jobId }) => jobId),
      ).toEqual([preview?.previewJobId]);
    };

    it.each<Fault['kind'] & ('forbidden' | 'htmlPage')>(['forbidden', 'htmlPage'])(
      'a recovery that runs and answers %s: kept across the kill since when, followed to its end',
      async (kind) => {
        await begins();
        await asksForApproval();
        graph().state.setDurations({ running: LONG_MS });
        meets('*/recoveryJobs/*', { kind }, 10_000);
        await world.presses(ben, 'approve');
        const isAway = () =>
          until('what is kept of it', async () => (await world.requestIn('recovering')).away?.refusedSince);
        const since = await isAway();

        await killedAndStarted();
        expect(await isAway()).toEqual(since);
        graph().faults.clear();
        world.sandbox.clock.jump(LONG_MS);

        await isRecoveredOnce();
        expect((await world.requestIn('recovered')).away).toBeUndefined();
      },
    );

    it('a list of snapshots that is refused while votes are awaited: the votes are still there', async () => {
      await begins();
      await asksForApproval();
      meets('*/recovery/snapshots', { kind: 'forbidden' }, 10_000);
      await until('what is kept of it', async () => (await world.requestIn('awaitingApproval')).away);
      await killedAndStarted();
      await world.requestIn('awaitingApproval');

      graph().faults.clear();
      await until('that it is read again', async () => !(await world.requestIn('awaitingApproval')).away || undefined);
      await world.presses(ben, 'approve');
      await isRecoveredOnce();
    });

    it('a job that was just accepted, and is neither found nor listed: it is not there yet', async () => {
      await begins();
      await asksForApproval();
      graph().state.setDurations({ running: LONG_MS });
      meets('*/recoveryJobs/*', { kind: 'notFound' }, 10_000);
      meets('*/recovery/jobs', { kind: 'emptyList' }, 10_000);
      await world.presses(ben, 'approve');
      await until('the job’s id', async () => {
        const { state } = await world.requestIn('recovering');
        return state.name === 'recovering' ? state.recoveryJobId : undefined;
      });

      await killedAndStarted();
      expect((await world.requestIn('recovering')).state).toMatchObject({ name: 'recovering' });
      graph().faults.clear();
      world.sandbox.clock.jump(LONG_MS);

      await isRecoveredOnce();
    });

    it('a proxy that repeats the POST, and a list that lags: made sure of by whoever lives, and adopted', async () => {
      await begins();
      await asksForApproval();
      graph().state.setDurations({ running: LONG_MS });
      meets('*/recoveryJobs', { kind: 'repeated' });
      meets('*/recovery/jobs', { kind: 'emptyList' }, 10_000);
      expect(await world.presses(ben, 'approve')).toMatchObject({ kind: 'sentence', text: expect.stringContaining('makes sure') as string }); // prettier-ignore

      await world.killAll();
      expect((await world.requestIn('recovering')).state).toHaveProperty('ifBusy');
      graph().faults.clear();
      await world.startAll();
      await until('the job’s id', async () => {
        const { state } = await world.requestIn('recovering');
        return state.name === 'recovering' ? state.recoveryJobId : undefined;
      });
      world.sandbox.clock.jump(LONG_MS);

      await isRecoveredOnce();
    });

    it('a bot whose clock is behind its worker’s: no intent is given up before its time', async () => {
      // Within what is allowed; more than the time in which a start is looked for.
      const timings = { ...TIMINGS, listingLagMs: 500, startTimeoutMs: 3000 };
      await begins({ timings, hosts: [{ role: 'bot', clockOffMs: -4000 }, { role: 'worker' }] });
      await asksForApproval();
      meets('*/recoveryJobs', { kind: 'slow', ms: 1500 });
      await world.presses(ben, 'approve');

      await isRecoveredOnce();
      const entries = await world.store.record.entriesOf((await world.requestIn('recovered')).id);
      expect(entries.map(({ what }) => what)).not.toContain('recoveryStartWasLost');
    });

    it('a bot whose clock is far behind is not ready, decides nothing, and says so; another one does', async () => {
      await begins({ hosts: [{ role: 'bot', clockOffMs: -20_000, startsWith: 503 }, { role: 'worker' }] });
      await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
      await world.requestIn('planned');

      const press = await world.presses(ana, 'startPreview');

      expect(press).toMatchObject({ kind: 'sentence', text: expect.stringContaining('off the database’s') as string });
      await world.requestIn('planned');
      expect(graph().inspect.startedPreviews()).toEqual([]);
    });

    it('a worker whose clock is far ahead ends no window', async () => {
      await begins({ hosts: [{ role: 'bot' }, { role: 'worker', clockOffMs: 3_600_000, startsWith: 503 }] });
      await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
      await world.requestIn('planned');
      await world.processes[1]?.prints('the clock of this host is off');

      expect((await world.requestIn('planned')).version).toBe(1);
    });
  });
});
