import type { KnownHead } from '../../src/approvals/verify-record';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { all, ANA, CHANNEL, changeOf, openWorld, PREVIEWING, WISH, WITHDRAWN, type World } from './fixtures';
import type { TestDatabase } from './test-database';

const DAY_MS = 86_400_000;

export function pruneCases(database: () => TestDatabase): void {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(database());
  });
  afterEach(() => world.close());

  const daysLater = (days: number) => {
    world.clock.advance(days * DAY_MS);
  };
  const prune = (days = 400) => world.store.pruneRequests(new Date(world.clock.now().getTime() - days * DAY_MS));
  const withdrawn = async () =>
    await world.store.requests.move(await world.store.requests.create(WISH), WITHDRAWN, { by: ANA });
  const numbers = async () => (await all(world.store.record.kept())).map(({ number }) => number);
  const verdict = (known?: KnownHead) => verifyKeptRecord(world.store.record, known);

  describe('retention', () => {
    it('removes old requests with all that is theirs, and the record stays whole behind a checkpoint', async () => {
      const old = await withdrawn();
      await world.store.changes.savePage({ requestId: old.id, revision: 1, page: 0, changes: [changeOf(1)] });
      await world.store.changes.saveFailed(old.id, 0, [changeOf(2)]);
      await world.store.notices.cardPosted({
        requestId: old.id,
        conversationId: CHANNEL.conversationId,
        activityId: 'a' as never,
      });
      daysLater(401);
      const young = await withdrawn();

      await expect(prune()).resolves.toEqual({ requests: 1, entries: 2 });
      await expect(world.store.requests.find(old.id)).resolves.toBeUndefined();
      await expect(world.store.requests.find(young.id)).resolves.toEqual(young);
      await expect(all(world.store.changes.failed(old.id))).resolves.toEqual([]);
      await expect(all(world.store.changes.itemHashes(old.id, 1))).resolves.toEqual([]);
      await expect(world.store.notices.cards(old.id)).resolves.toEqual([]);
      await expect(numbers()).resolves.toEqual([3, 4, 5]);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', entries: 3, first: 3, head: { number: 5 } });
      expect(world.lines.at(-1)).toMatchObject({ msg: 'record pruned', record: 5, beginsAt: 3, counts: { requests: 1, entries: 2 } }); // prettier-ignore
    });

    it('never removes a request that is still open, nor cuts through one that stays', async () => {
      const before = await withdrawn();
      const between = await world.store.requests.create(WISH); // 3
      const open = await world.store.requests.create(WISH); // 4
      const behind = await world.store.requests.move(between, WITHDRAWN, { by: ANA }); // 5
      daysLater(500);

      await expect(prune()).resolves.toEqual({ requests: 1, entries: 2 });
      await expect(world.store.requests.find(before.id)).resolves.toBeUndefined();
      await expect(world.store.requests.find(open.id)).resolves.toEqual(open);
      await expect(world.store.requests.find(behind.id)).resolves.toEqual(behind);
      await expect(world.store.record.keptOf(behind.id)).resolves.toHaveLength(2);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', first: 3 });
    });

    it('removes no request where the record is damaged: open ones stay, and so does what it does not tell of', async () => {
      const open = await world.store.requests.create(WISH);
      const rested = await withdrawn();
      await database().run(`delete from record where tenant_id = '${world.tenantId}'`);
      daysLater(500);

      await expect(prune()).resolves.toEqual({ requests: 0, entries: 0 });
      await expect(world.store.requests.find(open.id)).resolves.toEqual(open);
      await expect(world.store.requests.find(rested.id)).resolves.toEqual(rested);
      await expect(verdict()).resolves.toMatchObject({ kind: 'broken' });
    });

    it('removes no young request at rest whose entries alone are missing, and verification names it', async () => {
      const old = await withdrawn(); // 1, 2
      const young = await withdrawn(); // 3, 4
      const damaged = await withdrawn(); // 5, 6
      await database().run(`delete from record where tenant_id = '${world.tenantId}' and request_id = '${damaged.id}'`);
      await database().run(`update record_heads set number = 4, hash = (select hash from record where tenant_id = '${world.tenantId}' and number = 4) where tenant_id = '${world.tenantId}'`); // prettier-ignore
      await database().run(`update requests set record_number = 3 where id = '${damaged.id}'`);
      daysLater(500);

      await expect(prune()).resolves.toEqual({ requests: 2, entries: 4 });
      for (const { id } of [old, young]) await expect(world.store.requests.find(id)).resolves.toBeUndefined();
      await expect(world.store.requests.find(damaged.id)).resolves.toEqual(damaged);
      await expect(verdict()).resolves.toMatchObject({ fault: { because: 'requestHeadDiffers', requestId: damaged.id } }); // prettier-ignore
    });

    it('keeps an old request whose entries stand between those of one that stays', async () => {
      const one = await world.store.requests.create(WISH); // 1
      const long = await world.store.requests.create(WISH); // 2
      await world.store.requests.move(one, WITHDRAWN, { by: ANA }); // 3
      daysLater(300);
      const running = await world.store.requests.move(long, PREVIEWING, { by: ANA });
      daysLater(150);

      await expect(prune()).resolves.toEqual({ requests: 0, entries: 0 });
      await expect(numbers()).resolves.toEqual([1, 2, 3, 4]);

      await world.store.requests.move(running, WITHDRAWN, { by: ANA });
      daysLater(401);
      await expect(prune()).resolves.toEqual({ requests: 2, entries: 5 });
      await expect(numbers()).resolves.toEqual([6]);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', entries: 1, first: 6 });
    });

    it('changes nothing where nothing is old enough, and goes on from checkpoint to checkpoint', async () => {
      await withdrawn();
      await expect(prune()).resolves.toEqual({ requests: 0, entries: 0 });
      await expect(numbers()).resolves.toEqual([1, 2]);

      daysLater(401);
      await prune();
      await withdrawn();
      daysLater(401);
      await prune();
      await withdrawn();

      await expect(numbers()).resolves.toEqual([6, 7, 8]);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', first: 6 });
    });

    it('tells a pruned beginning from one that somebody cut', async () => {
      await withdrawn();
      const entries = await all(world.store.record.kept());
      daysLater(401);
      await withdrawn();
      await prune();
      const known = entries.map(({ number, hash }) => ({ number, hash }));

      await expect(verdict(known[1])).resolves.toMatchObject({ kind: 'sound' });
      await expect(verdict(known[0])).resolves.toMatchObject({ fault: { because: 'knownHeadPruned', number: 1 } });
      await database().run(`delete from record where tenant_id = '${world.tenantId}' and number = 3`);
      await expect(verdict()).resolves.toMatchObject({ fault: { because: 'beginMissing', number: 3, last: 3 } });
    });

    it('finds an entry that was too young to be pruned, by its time in the log', async () => {
      await withdrawn();
      const [, last = { number: 0, hash: '' }] = await all(world.store.record.kept());
      const written = new Date(world.clock.now());
      daysLater(401);
      const limit = new Date(world.clock.now().getTime() - 400 * DAY_MS);
      await prune();

      await expect(verdict({ ...last, at: written })).resolves.toMatchObject({ kind: 'sound', pruned: { limit } });
      await expect(verdict({ ...last, at: limit })).resolves.toMatchObject({ fault: { because: 'prunedTooEarly', number: 2, limit } }); // prettier-ignore
    });

    it('keeps a checkpoint that is younger than the limit', async () => {
      await withdrawn();
      daysLater(1);
      await withdrawn();
      daysLater(400);
      await prune();
      daysLater(1);
      await prune();

      await expect(numbers()).resolves.toEqual([5, 6]);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', first: 5 });
    });

    it('leaves another tenant alone', async () => {
      const stranger = await openWorld(database());
      const theirs = await stranger.store.requests.move(await stranger.store.requests.create(WISH), WITHDRAWN, {
        by: ANA,
      });
      daysLater(401);
      await prune();

      await expect(stranger.store.requests.find(theirs.id)).resolves.toEqual(theirs);
      await stranger.close();
    });
  });
}
