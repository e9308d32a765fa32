import { createRetention } from '../../src/jobs/retention';
import { createLog } from '../../src/shared/log';

it('removes changes that are older than their retention, at start', async () => {
  const asked: Date[] = [];
  const retention = createRetention({
    pruneChanges: (olderThan) => {
      asked.push(olderThan);
      return Promise.resolve(1);
    },
    changesDays: 30,
    clock: { now: () => new Date('2026-03-31T12:00:00Z') },
    log: createLog('silent'),
  });
  await retention.runNow();
  await retention.close();

  expect(asked[0]).toEqual(new Date('2026-03-01T12:00:00Z'));
});
