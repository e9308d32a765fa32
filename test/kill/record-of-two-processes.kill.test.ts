/** Two processes that write into one record at the same time: it stays one chain, in which nothing is missing. */
import path from 'node:path';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { openWorld, type World } from '../store/fixtures';
import { postgresAnswers, postgresDatabase, type TestDatabase } from '../store/test-database';
import { describeBuilt, DIST, startBuilt } from '../support/built-process';

const REQUESTS = 25;
const WRITER = `
const { openStore } = require(process.env.STORE);
const { createLog } = require(process.env.LOG);
const clock = { now: () => new Date() };
const wish = {
  requesterId: '11111111-1111-4111-8111-111111111111', reason: 'two write at once', zone: 'UTC',
  place: { conversationId: 'a:ana', kind: 'personal' },
  plan: { scope: { kind: 'everything' }, snapshotId: 's', snapshotAt: new Date(), timePhrase: 'latest', wantsApproval: true },
  state: { name: 'planned', expiresAt: new Date() },
};
(async () => {
  const store = await openStore({ url: process.env.URL, tenantId: process.env.TENANT, clock, log: createLog('silent') });
  console.log('ready');
  await new Promise((go) => process.stdin.once('data', go));
  await Promise.all(Array.from({ length: ${String(REQUESTS)} }, async () => {
    const request = await store.requests.create(wish);
    const state = { name: 'withdrawn', at: new Date(), byId: wish.requesterId };
    await store.requests.move(request, state, { by: wish.requesterId });
  }));
  await store.close();
  process.exit(0);
})().catch((error) => { console.error(error); process.exit(1); });
`;

const describeOnPostgres = postgresAnswers() ? describe : describe.skip;

describeBuilt('the record of two processes', () => {
  describeOnPostgres('on one PostgreSQL', () => {
    let database: TestDatabase;
    let world: World;
    beforeAll(async () => {
      database = await postgresDatabase();
      world = await openWorld(database);
    });
    afterAll(async () => {
      await world.close();
      await database.drop();
    });

    it('is one chain without a gap, and every request’s last entry is in it', async () => {
      const settings = {
        STORE: path.join(DIST, 'store/open-store.js'),
        LOG: path.join(DIST, 'shared/log.js'),
        URL: database.url,
        TENANT: world.tenantId,
      };
      const start = () => startBuilt({ script: 'a writer', folder: '.', program: ['-e', WRITER], settings });
      const writers = [start(), start()];
      await Promise.all(writers.map((writer) => writer.prints('ready')));
      for (const writer of writers) writer.types('go');

      expect(await Promise.all(writers.map((writer) => writer.exitCode))).toEqual([0, 0]);
      await expect(verifyKeptRecord(world.store.record)).resolves.toMatchObject({
        kind: 'sound',
        entries: 4 * REQUESTS,
      });
    });
  });
});
