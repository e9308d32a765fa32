/** Two processes of the built product on one PostgreSQL and one Redis, and Teams that delivers to either. */
import { setTimeout } from 'node:timers/promises';
import { CAST } from '../../src/sandbox/cast';
import { postgresAnswers, postgresDatabase, type TestDatabase } from '../store/test-database';
import { describeWithOwnRedis, startOwnRedis, type OwnRedis } from '../support/own-redis';
import { describeBuilt } from '../support/built-process';
import { startProcessWorld, type ProcessWorld } from '../support/process-world';
import { until } from '../support/until';

const { ana, ben, eva, gus } = CAST;

const describeOnServers = postgresAnswers() ? describeWithOwnRedis : describe.skip;

describeBuilt('two processes', () => {
  describeOnServers('on one PostgreSQL and one Redis', () => {
    let database: TestDatabase;
    let redis: OwnRedis;
    let world: ProcessWorld;

    beforeAll(async () => {
      database = await postgresDatabase();
      redis = await startOwnRedis();
      const timings = { listingLagMs: 500, startTimeoutMs: 12_000, lockMs: 2000 };
      world = await startProcessWorld({ databaseUrl: database.url, redisUrl: redis.url, count: 2, timings });
      world.sandbox.graph.state.activateRoles(eva.id);
      world.sandbox.graph.state.runIncident('massDisable');
    });
    afterAll(async () => {
      await world.close();
      await redis.close();
      await database.drop();
    });
    const graph = () => world.sandbox.graph;
    const calls = (end: string) =>
      graph()
        .inspect.calls()
        .filter(({ method, path }) => method === 'POST' && path.endsWith(end));

    it('20 approvals at the same time: one POST, one recovery, and everybody is answered', async () => {
      await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
      await world.presses(ana, 'startPreview');
      await world.requestIn('awaitingApproval');
      await until('the button', () => world.sandbox.teams.seesButton(ben, 'groupChat', 'approve') || undefined);

      const voters = Array.from({ length: 20 }, (_, index) => [ben, eva, gus][index % 3] ?? ben);
      const answers = await Promise.all(
        voters.map((voter) => world.sandbox.teams.presses(voter, 'groupChat', 'approve')),
      );

      const { outcome, votes } = await world.requestIn('recovered');
      expect(calls('/recoveryJobs')).toHaveLength(1);
      expect(
        graph()
          .inspect.startedRecoveries()
          .map(({ jobId, byId }) => [jobId, byId]),
      ).toEqual([[outcome?.recoveryJobId, votes[0]?.voterId]]);
      expect(votes).toHaveLength(1);
      expect(answers.filter(({ kind }) => kind !== 'card' && kind !== 'sentence')).toEqual([]);
      await world.cardSays(ana, 'Recovered');
    });

    it('a recovery started in the portal is announced once by the two of them, also after both were killed', async () => {
      const announced = () =>
        world.sandbox.teams
          .messagesIn(ben, 'groupChat')
          .filter(({ content }) =>
            JSON.stringify(content.card ?? {}).includes('A recovery was started outside Rewind'),
          );
      await world.says(ana, 'restore users from yesterday because somebody disabled the sales people');
      const { id } = await world.requestIn('planned');
      const outside = graph().state.startOutside({ kind: 'recovery', durationMs: 3_600_000 });
      await until('the announcement', () => announced().length > 0 || undefined);
      await world.killAll();
      await world.startAll();
      await setTimeout(12_000);

      expect(announced()).toHaveLength(1);
      graph().state.cancel(outside?.id ?? '');
      await world.says(ana, `withdraw ${id}`);
      await world.presses(ana, 'withdraw');
      await world.requestIn('withdrawn');
    });

    it('one of them dies while a preview runs: the other brings it to its end, and draws it', async () => {
      graph().state.setDurations({ calculating: 15_000 });
      await world.says(ana, 'preview users from yesterday');
      await world.presses(ana, 'startPreview');
      await until('the preview job’s id', async () => {
        const { state } = await world.requestIn('previewing');
        return state.name === 'previewing' ? state.previewJobId : undefined;
      });

      await world.processes[0]?.remove();
      world.sandbox.clock.jump(15_000);

      await world.requestIn('previewed');
      await world.cardSays(ana, 'previewed');
      expect(calls('/recoveryPreviewJobs')).toHaveLength(2);
    });
  });
});
