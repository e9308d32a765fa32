import { createRetention } from '../../src/jobs/retention';
import { ONE_CLOCK } from '../../src/shared/host-time';
import { createLog } from '../../src/shared/log';

it('removes changes, requests and outside recoveries that are older than their retention, at start', async () => {
  const asked: [string, Date][] = [];
  const retention = createRetention({
    store: {
      pruneChanges: (olderThan) => {
        asked.push(['changes', olderThan]);
        return Promise.resolve(1);
      },
      pruneRequests: (olderThan) => {
        asked.push(['requests', olderThan]);
        return Promise.resolve({ requests: 1, entries: 3 });
      },
      pruneOutsideJobs: (olderThan) => {
        asked.push(['outside recoveries', olderThan]);
        return Promise.resolve(1);
      },
    },
    days: 400,
    changesDays: 30,
    hostTime: ONE_CLOCK,
    clock: { now: () => new Date('2026-03-31T12:00:00Z') },
    log: createLog('silent'),
  });
  await retention.runNow();
  await retention.close();

  expect(asked.slice(0, 3)).toEqual([
    ['changes', new Date('2026-03-01T12:00:00Z')],
    ['requests', new Date('2025-02-24T12:00:00Z')],
    ['outside recoveries', new Date('2025-02-24T12:00:00Z')],
  ]);
});
