import { itemHash, type Change } from '../../src/recovery/change';
import { countRanks } from '../../src/recovery/change-order';
import type { RememberedQuestion } from '../../src/recovery/remembered';
import type { ChangeFilter } from '../../src/recovery/store-ports';
import type { RequestId } from '../../src/shared/ids';
import { inListedOrder } from '../support/listed-in-memory';
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

    it.each<[string, RememberedQuestion, number]>([
      ['name', { by: 'name', name: 'PERSON ÜNAL 4999' }, 4999],
      ['id', { by: 'id', id: changeOf(42).id }, 42],
    ])('tell by its %s of an object that nobody else knows', async (_what, question, number) => {
      const other = (await world.store.requests.create(WISH)).id;
      await savePages(world.store, requestId, changes);
      await savePages(world.store, other, changes.slice(0, 100));

      const { type, id, displayName } = changeOf(number);
      const found = await world.store.changes.remembered(question);
      expect(found).toEqual([expect.objectContaining({ type, id, name: displayName })]);
      await expect(world.store.changes.remembered({ ...question, type: 'organization' })).resolves.toEqual([]);
    });

    it.each(["conor o'neil", 'Conor O\u2019Neil', 'CONOR@contoso.example', 'Konrad'])(
      'are filtered by a name in any spelling, of now and of the snapshot: %s',
      async (text) => {
        const id = changeOf(1).id;
        const now = { userPrincipalName: `${id.replaceAll('-', '')}conor@contoso.example` };
        const conor: Change = {
          ...changeOf(1),
          displayName: 'Conor O\u2019Neil',
          now,
          target: { displayName: 'Konrad' },
        };
        await savePages(world.store, requestId, [changeOf(0), conor, changeOf(2)]);

        await expect(all(world.store.changes.changes(requestId, 1, { text }))).resolves.toEqual([conor]);
      },
    );

    it('tell nothing of somebody else', async () => {
      await savePages(world.store, requestId, changes.slice(0, 100));

      await expect(world.store.changes.remembered({ by: 'name', name: 'Person' })).resolves.toEqual([]);
      await expect(world.store.changes.remembered({ by: 'id', id: 'nobody' as Change['id'] })).resolves.toEqual([]);
    });

    const listedAll = async (filter?: ChangeFilter) => {
      const found: Change[] = [];
      for (let first = 0; ; first += 700) {
        const part = await world.store.changes.listed({ requestId, revision: 1, filter, first, limit: 700 });
        found.push(...part.changes);
        if (part.changes.length < 700) return { found, counts: part.counts };
      }
    };

    it.each<[string, ChangeFilter | undefined, (change: Change) => boolean]>([
      ['all of them', undefined, () => true],
      ['soft-deletes', { action: 'softDelete' }, (change) => change.action === 'softDelete'],
      ['soft-deletes by name', { action: 'softDelete', text: '4' }, (change) => change.action === 'softDelete' && `${change.id} ${change.displayName ?? ''}`.includes('4')], // prettier-ignore
      ['updates of groups', { action: 'update', type: 'group' }, (change) => change.action === 'update' && change.type === 'group'], // prettier-ignore
      ['what nothing matches', { text: 'nobody is called that' }, () => false],
    ])(
      'are listed part by part, soft-deletes first and what is only shown last: %s',
      async (_what, filter, expected) => {
        await savePages(world.store, requestId, changes);
        const list = inListedOrder(changes.filter(expected));

        await expect(listedAll(filter)).resolves.toEqual({ found: list, counts: countRanks(list) });
        await database().run(`update change_pages set others = null where request_id = '${requestId}' and page < 3`);
        await expect(listedAll(filter)).resolves.toEqual({ found: list, counts: countRanks(list) });
      },
    );

    it('are listed without unpacking what is not shown', async () => {
      await savePages(world.store, requestId, changes);
      await database().run(`update change_pages set content = substr(content, 1, 1) where request_id = '${requestId}' and page > 0`); // prettier-ignore

      const seen = await world.store.changes.listed({ requestId, revision: 1, first: 0, limit: 10 });
      expect(seen).toEqual({ changes: inListedOrder(changes).slice(0, 10), counts: countRanks(changes) });
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

  describe('a re-check', () => {
    const compare = (approved: readonly Change[], fresh: readonly Change[]) => saveBoth(world, requestId, [approved, fresh]); // prettier-ignore
    const renamed = { ...changeOf(2), target: { jobTitle: 'somebody else’s wish' } };

    it.each<[string, readonly Change[], readonly Change[], object]>([
      ['nothing where both are equal, whatever the order', [changeOf(1), changeOf(2)], [changeOf(2), changeOf(1)], { appeared: 0, gone: 0, changed: 0 }], // prettier-ignore
      ['what is gone', [changeOf(1), changeOf(2)], [changeOf(1)], { appeared: 0, gone: 1, changed: 0 }],
      ['what appeared', [changeOf(1)], [changeOf(1), changeOf(2)], { appeared: 1, gone: 0, changed: 0 }],
      ['another change of the same object', [changeOf(1), changeOf(2)], [changeOf(1), renamed], { appeared: 0, gone: 0, changed: 1 }], // prettier-ignore
      ['that all is gone', [changeOf(1), changeOf(2)], [], { appeared: 0, gone: 2, changed: 0 }],
      ['that all is new where the approved changes are no longer kept', [], [changeOf(1), changeOf(2)], { appeared: 2, gone: 0, changed: 0 }], // prettier-ignore
      ['nothing of what is only shown', [changeOf(1)], [changeOf(1), { ...changeOf(2), shownOnly: true }], { appeared: 0, gone: 0, changed: 0 }], // prettier-ignore
      ['that it can no longer be recovered', [changeOf(1), changeOf(2)], [changeOf(1), { ...changeOf(2), shownOnly: true }], { appeared: 0, gone: 1, changed: 0 }], // prettier-ignore
    ])('finds %s', async (_what, approved, fresh, counts) => {
      await expect(compare(approved, fresh)).resolves.toMatchObject({ counts });
    });

    it('names each object once, by type and id, as many as are asked for', async () => {
      const found = await compare([changeOf(1), changeOf(2), changeOf(3)], [changeOf(3), renamed, changeOf(4)]);

      const how = [[changeOf(1), 'gone'], [renamed, 'changed'], [changeOf(4), 'appeared']] as const; // prettier-ignore
      const byTypeAndId = how.map(([{ type, id }, what]) => ({ type, id, how: what })).sort((one, other) => (`${one.type} ${one.id}` < `${other.type} ${other.id}` ? -1 : 1)); // prettier-ignore
      expect(found).toEqual({ counts: { appeared: 1, gone: 1, changed: 1 }, objects: byTypeAndId });
      await expect(world.store.changes.compare({ requestId, approvedRevision: 1, freshRevision: 2, limit: 1 })).resolves.toEqual({ ...found, objects: byTypeAndId.slice(0, 1) }); // prettier-ignore
    });

    it('is answered for 20,000 changes with 3 differences', async () => {
      const many = changesOf(20_000);
      await savePages(world.store, requestId, many);
      const fresh = [...many.slice(2, -1), { ...changeOf(19_999), target: { jobTitle: 'new' } }];
      for (let page = 0; page * 999 < fresh.length; page += 1)
        await world.store.changes.savePage({ requestId, revision: 2, page, changes: fresh.slice(page * 999, (page + 1) * 999) }); // prettier-ignore

      const found = await world.store.changes.compare({ requestId, approvedRevision: 1, freshRevision: 2, limit: 20 });
      expect(found.counts.appeared).toBe(0);
      expect(found.objects).toHaveLength(found.counts.gone + found.counts.changed);
    });
  });

  it('failed changes of an interrupted reading can be removed, those of other requests stay', async () => {
    const { changes } = world.store;
    const other = (await world.store.requests.create(WISH)).id;
    await changes.saveFailed(requestId, 0, [changeOf(1)]);
    await changes.saveFailed(requestId, 1, [changeOf(2)]);
    await changes.saveFailed(other, 0, [changeOf(3)]);

    await changes.clearFailed(requestId);

    await expect(all(changes.failed(requestId))).resolves.toEqual([]);
    await expect(all(changes.failed(other))).resolves.toEqual([changeOf(3)]);
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

async function saveBoth({ store }: World, requestId: RequestId, sets: readonly (readonly Change[])[]) {
  for (const [index, changes] of sets.entries())
    await store.changes.savePage({ requestId, revision: index + 1, page: 0, changes });
  return await store.changes.compare({ requestId, approvedRevision: 1, freshRevision: 2, limit: 20 });
}
