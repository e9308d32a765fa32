import type { OutsideJob } from '../../src/recovery/outside-job';
import type { ActivityId, ConversationId, PersonId } from '../../src/shared/ids';
import type { Store } from '../../src/store/open-store';
import { CHANNEL, NOON, openWorld, type World } from './fixtures';
import type { TestDatabase } from './test-database';

const GUS = { kind: 'person', id: '66666666-6666-4666-8666-666666666666' as PersonId, name: 'Gus' } as const;
const CHAT = { conversationId: '19:group' as ConversationId, kind: 'group' } as const;
export const JOB: OutsideJob = {
  jobId: 'job-9',
  what: 'recovery',
  startedAt: NOON,
  scope: { kind: 'everything' },
  seenAt: NOON,
  ranWhenSeen: true,
};
const message = (text: string) => text as ActivityId;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function outsideCases(database: () => TestDatabase): void {
  let world: World;
  let other: Store;
  beforeEach(async () => {
    world = await openWorld(database());
    other = await world.another();
  });
  afterEach(async () => {
    await other.close();
    await world.close();
  });

  /** The chat cannot be reached. */
  async function toldInTheChannelOnly(): Promise<void> {
    const { outsideJobs } = world.store;
    await outsideJobs.announce(JOB, [CHANNEL, CHAT]);
    const [first, second] = await outsideJobs.takeUntold();
    if (!first || !second) throw new Error('two notices');
    await outsideJobs.told(first, message('message-1'));
    await outsideJobs.told(second, undefined);
  }

  describe('outside jobs', () => {
    it('are announced once, however many see them at once', async () => {
      const announced = await Promise.all(
        [1, 2, 3, 4].map(() => world.store.outsideJobs.announce(JOB, [CHANNEL, CHAT])),
      );

      expect(announced.filter(Boolean)).toHaveLength(1);
      await expect(other.outsideJobs.unannounced(['job-9', 'job-10'])).resolves.toEqual(new Set(['job-10']));
      const notices = await other.outsideJobs.takeUntold();
      expect(notices.map(({ place, job }) => [place, job])).toEqual([[CHANNEL, JOB], [CHAT, JOB]]); // prettier-ignore
    });

    it('are told by one of those who take their notices, and by another when that one dies', async () => {
      await world.store.outsideJobs.announce(JOB, [CHANNEL]);
      const taken = await Promise.all([world.store, other].map(({ outsideJobs }) => outsideJobs.takeUntold()));
      expect(taken.flat()).toHaveLength(1);
      await expect(other.outsideJobs.takeUntold()).resolves.toEqual([]);

      world.clock.advance(2 * MINUTE_MS);

      await expect(other.outsideJobs.takeUntold()).resolves.toHaveLength(1);
    });

    it('are told no second time, nor where nobody can be reached', async () => {
      await toldInTheChannelOnly();
      world.clock.advance(10 * MINUTE_MS);

      await expect(world.store.outsideJobs.takeUntold()).resolves.toEqual([]);
    });

    it('are said once more where they stand, when their starter is known', async () => {
      const { outsideJobs } = world.store;
      await toldInTheChannelOnly();
      await expect(outsideJobs.unnamed(NOON)).resolves.toEqual([JOB]);

      await outsideJobs.named('job-9', GUS);
      await other.outsideJobs.named('job-9', { kind: 'person', name: 'somebody else' });

      await expect(outsideJobs.unnamed(NOON)).resolves.toEqual([]);
      await expect(other.outsideJobs.starterOf('job-9')).resolves.toEqual(GUS);
      await expect(other.outsideJobs.starterOf('job-10')).resolves.toBeUndefined();
      const again = await outsideJobs.takeUntold();
      expect(again).toMatchObject([{ place: CHANNEL, activityId: 'message-1', job: { by: GUS } }]);
    });

    it('are said once more when the name came while they were being told', async () => {
      const { outsideJobs } = world.store;
      await outsideJobs.announce(JOB, [CHANNEL]);
      const [first] = await outsideJobs.takeUntold();
      if (!first) throw new Error('one notice');
      await outsideJobs.named('job-9', GUS);
      await outsideJobs.told(first, message('message-1'));

      await expect(outsideJobs.takeUntold()).resolves.toMatchObject([{ activityId: 'message-1', job: { by: GUS } }]);
    });

    it('leave with their notices after their retention, this tenant’s only', async () => {
      const stranger = await openWorld(database());
      for (const { store } of [world, stranger]) await store.outsideJobs.announce(JOB, [CHANNEL]);
      world.clock.advance(401 * DAY_MS);
      await world.store.outsideJobs.announce({ ...JOB, jobId: 'job-10', seenAt: world.clock.now() }, [CHANNEL]);
      const limit = new Date(world.clock.now().getTime() - 400 * DAY_MS);

      await expect(world.store.pruneOutsideJobs(limit)).resolves.toBe(1);
      await expect(world.store.outsideJobs.unannounced(['job-9', 'job-10'])).resolves.toEqual(new Set(['job-9']));
      await expect(world.store.outsideJobs.takeUntold()).resolves.toMatchObject([{ job: { jobId: 'job-10' } }]);
      const left = await database().run(`select job_id from outside_notices where tenant_id = '${world.tenantId}'`);
      expect(left).toEqual([{ job_id: 'job-10' }]);
      await expect(stranger.store.outsideJobs.takeUntold()).resolves.toHaveLength(1);
      await stranger.close();
    });

    it('stay for a month, whatever the retention: Microsoft may still list them, and they were said', async () => {
      await world.store.outsideJobs.announce(JOB, [CHANNEL]);
      world.clock.advance(29 * DAY_MS);
      await expect(world.store.pruneOutsideJobs(world.clock.now())).resolves.toBe(0);
      world.clock.advance(2 * DAY_MS);

      await expect(world.store.pruneOutsideJobs(world.clock.now())).resolves.toBe(1);
    });

    it('may be told nowhere', async () => {
      await expect(world.store.outsideJobs.announce(JOB, [])).resolves.toBe(true);
      await expect(world.store.outsideJobs.takeUntold()).resolves.toEqual([]);
    });
  });

  describe('turns', () => {
    it('go to one of many who ask at once', async () => {
      const turns = await Promise.all([world.store, other, other].map((store) => store.turns.take('look', MINUTE_MS)));

      expect(turns.filter((turn) => turn !== undefined)).toHaveLength(1);
    });

    it('come again when it is time, and remember the first', async () => {
      await world.store.turns.take('look', MINUTE_MS);
      world.clock.advance(MINUTE_MS - 1);
      await expect(other.turns.take('look', MINUTE_MS)).resolves.toBeUndefined();
      world.clock.advance(1);

      await expect(other.turns.take('look', MINUTE_MS)).resolves.toEqual({ firstAt: NOON });
      await expect(world.store.turns.take('look', MINUTE_MS)).resolves.toBeUndefined();
      await expect(world.store.turns.take('another', MINUTE_MS)).resolves.toBeDefined();
    });
  });
}
