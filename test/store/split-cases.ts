import { StaleRequestError } from '../../src/shared/errors';
import { verifyStory } from '../../src/approvals/verify-story';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { all, ANA, NOON, openWorld, PLANNED, READING, WISH, type World } from './fixtures';
import type { TestDatabase } from './test-database';

export function splitCases(database: () => TestDatabase): void {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(database());
  });
  afterEach(() => world.close());

  const halves = [WISH, { ...WISH, state: READING, changedByIds: [ANA] }];

  describe('a request that is split', () => {
    it('ends, and two take its place: one transaction, with an entry of each in one sound chain', async () => {
      const { requests, record } = world.store;
      const whole = await requests.create(WISH);
      const { request, halves: made } = await requests.split(whole, halves, ANA);
      const [one, other] = made;
      if (!one || !other) throw new Error('two halves');

      expect(request).toMatchObject({ version: 2, state: { name: 'split', at: NOON, byId: ANA, into: [one.id, other.id] } }); // prettier-ignore
      expect([one, other]).toMatchObject([
        { state: PLANNED, changedByIds: [] },
        { state: READING, changedByIds: [ANA] },
      ]);
      expect((await requests.open()).map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
      await expect(requests.get(whole.id)).resolves.toEqual(request);
      const entries = await all(record.kept());
      expect(entries.map(({ requestId, content }) => [requestId, JSON.parse(content) as unknown])).toMatchObject([
        [whole.id, { to: 'planned' }],
        [one.id, { what: `splitFrom ${whole.id}`, to: 'planned', by: ANA, reason: WISH.reason }],
        [other.id, { what: `splitFrom ${whole.id}`, to: 'reading', by: ANA }],
        [whole.id, { what: `splitInto ${one.id} ${other.id}`, from: 'planned', to: 'split', by: ANA }],
      ]);
      await expect(verifyKeptRecord(record)).resolves.toMatchObject({ kind: 'sound', entries: 4 });
      for (const { id } of [whole, one, other]) {
        const story = await record.storyOf(id);
        expect(story && verifyStory(story)).toBeUndefined();
      }
    });

    it('is split once: of two at the same moment the slower one makes nothing', async () => {
      const { requests, record } = world.store;
      const whole = await requests.create(WISH);
      const results = await Promise.allSettled([requests.split(whole, halves, ANA), requests.split(whole, halves, ANA)]); // prettier-ignore

      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await expect(requests.split(whole, halves, ANA)).rejects.toBeInstanceOf(StaleRequestError);
      expect(await requests.open()).toHaveLength(2);
      await expect(verifyKeptRecord(record)).resolves.toMatchObject({ kind: 'sound', entries: 4 });
    });

    it('stays as it was where one of the two cannot be written', async () => {
      const { requests, record } = world.store;
      const whole = await requests.create(WISH);
      const broken = { ...WISH, state: { ...PLANNED, expiresAt: new Date(Number.NaN) } };

      await expect(requests.split(whole, [WISH, broken], ANA)).rejects.toThrow();
      expect(await requests.since(new Date(0))).toEqual([whole]);
      await expect(verifyKeptRecord(record)).resolves.toMatchObject({ kind: 'sound', entries: 1 });
    });
  });
}
