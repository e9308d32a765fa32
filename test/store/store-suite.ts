/** What the store promises on every database. */
import { changeCases } from './change-cases';
import { all, ANA, changeOf, CHANNEL, openWorld, PREVIEWING, WISH } from './fixtures';
import { keptChangesCases } from './kept-changes-cases';
import { messageCases } from './message-cases';
import { outsideCases } from './outside-cases';
import { pruneCases } from './prune-cases';
import { recordCases } from './record-cases';
import { ownerCases } from './owner-cases';
import { tamperCases } from './tamper-cases';
import { requestCases } from './request-cases';
import { splitCases } from './split-cases';
import type { TestDatabase } from './test-database';

export function storeSuite(makeDatabase: () => Promise<TestDatabase>): void {
  let made: TestDatabase | undefined;
  const database = (): TestDatabase => {
    if (!made) throw new Error('the database is made before the first test');
    return made;
  };
  beforeAll(async () => {
    made = await makeDatabase();
  });
  afterAll(() => made?.drop());

  requestCases(database);
  splitCases(database);
  recordCases(database);
  tamperCases(database);
  ownerCases(database);
  pruneCases(database);
  changeCases(database);
  keptChangesCases(database);
  messageCases(database);
  outsideCases(database);

  it('keeps everything when it is opened again', async () => {
    const world = await openWorld(database());
    const { store } = world;
    const request = await store.requests.create(WISH);
    const notices = [{ kind: 'failed', place: CHANNEL, peopleIds: [ANA] }] as const;
    const moved = await store.requests.move(request, PREVIEWING, { by: ANA, notices });
    await store.changes.savePage({ requestId: request.id, revision: 1, page: 0, changes: [changeOf(1)] });
    const entries = await all(store.record.kept());
    await store.close();
    await expect(store.checkWrite()).rejects.toThrow();

    const again = await world.another();
    await expect(again.checkWrite()).resolves.toBeUndefined();
    await expect(again.requests.get(request.id)).resolves.toEqual(moved);
    await expect(again.requests.slotHolder()).resolves.toBe(request.id);
    await expect(all(again.record.kept())).resolves.toEqual(entries);
    await expect(again.notices.unsent()).resolves.toHaveLength(1);
    await expect(all(again.changes.changes(request.id, 1))).resolves.toEqual([changeOf(1)]);
    await again.close();
  });
}
