import { itemHash, type Change } from '../../src/recovery/change';
import type { ChangeFilter } from '../../src/recovery/store-ports';
import type { RequestId } from '../../src/shared/ids';
import { all, changeOf, changesOf, openWorld, savePages, WISH, type World } from './fixtures';
import type { TestDatabase } from './test-database';

const DAY_MS = 24 * 3_600_000;

export function changeCases(database: () => TestDatabase): void {
  let world: World;
  let requestId: RequestId;
  beforeEach(async () => {
    world = await openWorld(database());
    requestId = (await world.store.requests.create(WISH)).id;
  });
  afterEach(() => world.close());

  describe('5,000 changes', () => {
    const changes = changesOf(5000);

    it('come back in page order, and their hashes ascending without what is only shown', async () => {
      await savePages(world.store, requestId, changes);

      await expect(all(world.store.changes.changes(requestId, 1))).resolves.toEqual(changes);
      const touched = changes.filter((change) => !change.shownOnly);
      expect(touched).toHaveLength(4500);
      await expect(all(world.store.changes.itemHashes(requestId, 1))).resolves.toEqual(touched.map(itemHash).sort());
    });

    it.each<[string, ChangeFilter, (change: Change) => boolean]>([
      ['action', { action: 'softDelete' }, (change) => change.action === 'softDelete'],
      ['type', { type: 'group' }, (change) => change.type === 'group'],
      ['part of the name in any case', { text: 'ÜNAL 49' }, (change) => change.displayName?.startsWith('Person Ünal 49') === true], // prettier-ignore
      ['part of the id', { text: '000000004999' }, (change) => change.id.endsWith('4999')],
      ['attribute', { attribute: 'jobtitle' }, (change) => 'jobTitle' in change.target],
      ['everything at once', { action: 'update', type: 'user', text: '4', attribute: 'jobTitle' }, (change) => change.action === 'update' && change.type === 'user' && 'jobTitle' in change.target && change.id.includes('4', 9)], // prettier-ignore
    ])('are filtered by %s', async (_name, filter, expected) => {
      const some = changes.slice(0, 500).concat(changes.slice(4900));
      await savePages(world.store, requestId, some);
      const found = await all(world.store.changes.changes(requestId, 1, filter));

      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(some.filter(expected));
    });

    it('leave the store free for others while somebody reads', async () => {
      await savePages(world.store, requestId, changes.slice(0, 2000));
      let seen = 0;
      for await (const change of world.store.changes.changes(requestId, 1)) {
        if (change.id === changeOf(0).id) await world.store.requests.create(WISH);
        seen += 1;
      }

      expect(seen).toBe(2000);
      await expect(world.store.requests.open()).resolves.toHaveLength(2);
    });
  });

  describe('change pages', () => {
    it('saved twice are replaced, hashes included', async () => {
      const { changes } = world.store;
      await changes.savePage({ requestId, revision: 1, page: 0, changes: [changeOf(1), changeOf(2)] });
      await changes.savePage({ requestId, revision: 1, page: 1, changes: [changeOf(3)] });
      await changes.savePage({ requestId, revision: 1, page: 0, changes: [changeOf(4)] });

      await expect(all(changes.changes(requestId, 1))).resolves.toEqual([changeOf(4), changeOf(3)]);
      const expected = [changeOf(3), changeOf(4)].map(itemHash).sort();
      await expect(all(changes.itemHashes(requestId, 1))).resolves.toEqual(expected);
    });

    it('count the same change once, on one page or on two', async () => {
      const { changes } = world.store;
      await changes.savePage({ requestId, revision: 1, page: 0, changes: [changeOf(1), changeOf(1)] });
      await changes.savePage({ requestId, revision: 1, page: 1, changes: [changeOf(1)] });

      await expect(all(changes.itemHashes(requestId, 1))).resolves.toEqual([itemHash(changeOf(1))]);
    });

    it('are cleared by revision', async () => {
      const { changes } = world.store;
      for (const revision of [1, 2]) await changes.savePage({ requestId, revision, page: 0, changes: [changeOf(1)] });
      await changes.clear(requestId, 1);

      await expect(changes.has(requestId, 1)).resolves.toBe(false);
      await expect(all(changes.changes(requestId, 1))).resolves.toEqual([]);
      await expect(all(changes.itemHashes(requestId, 1))).resolves.toEqual([]);
      await expect(changes.has(requestId, 2)).resolves.toBe(true);
      await expect(all(changes.itemHashes(requestId, 2))).resolves.toHaveLength(1);
    });

    it('stand compressed', async () => {
      await savePages(world.store, requestId, changesOf(999));
      const [row] = await database().run(`select length(content) as bytes from change_pages where request_id = '${requestId}'`); // prettier-ignore

      expect(Number(row?.['bytes'])).toBeLessThan(JSON.stringify(changesOf(999)).length / 4);
    });

    it('are pruned by age with their hashes, and failed changes stay', async () => {
      const { store, clock } = world;
      await store.changes.savePage({ requestId, revision: 1, page: 0, changes: [changeOf(1)] });
      await store.changes.saveFailed(requestId, 0, [changeOf(2)]);
      clock.advance(31 * DAY_MS);
      await store.changes.savePage({ requestId, revision: 2, page: 0, changes: [changeOf(3)] });
      const removed = await store.pruneChanges(new Date(clock.now().getTime() - 30 * DAY_MS));

      expect(removed).toBe(1);
      await expect(store.changes.has(requestId, 1)).resolves.toBe(false);
      await expect(all(store.changes.itemHashes(requestId, 1))).resolves.toEqual([]);
      await expect(store.changes.has(requestId, 2)).resolves.toBe(true);
      await expect(all(store.changes.failed(requestId))).resolves.toEqual([changeOf(2)]);
    });
  });

  it('failed changes come back in page order, and a page saved twice is replaced', async () => {
    const { changes } = world.store;
    await changes.saveFailed(requestId, 1, [{ ...changeOf(2), failureMessage: 'Not allowed.' }]);
    await changes.saveFailed(requestId, 0, [changeOf(9)]);
    await changes.saveFailed(requestId, 0, [changeOf(1)]);

    await expect(all(changes.failed(requestId))).resolves.toEqual([
      changeOf(1),
      { ...changeOf(2), failureMessage: 'Not allowed.' },
    ]);
  });
}
