import type { PersonId, PreviewJobId, RequestId } from '../../src/shared/ids';
import { requestIdSchema } from '../../src/shared/schemas';
import { SlotTakenError, StaleRequestError } from '../../src/shared/errors';
import { ANA, BEN, CHANNEL, NOON, openWorld, PLANNED, PREVIEWING, READING, WISH, WITHDRAWN, all, type World } from './fixtures'; // prettier-ignore
import type { TestDatabase } from './test-database';

const NOTICE = { kind: 'approvalNeeded', place: CHANNEL, peopleIds: [BEN] } as const;

export function requestCases(database: () => TestDatabase): void {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(database());
  });
  afterEach(() => world.close());

  describe('requests', () => {
    it('are created with an id people can say, and with their first record entry', async () => {
      const { store, tenantId } = world;
      const request = await store.requests.create(WISH);

      expect(requestIdSchema.safeParse(request.id).success).toBe(true);
      expect(request.id).toHaveLength(6);
      expect(request).toEqual({
        ...WISH,
        id: request.id,
        kind: 'recovery',
        tenantId,
        changedByIds: [],
        createdAt: NOON,
        updatedAt: NOON,
        revision: 1,
        version: 1,
        votes: [],
        rowHash: expect.any(String) as string,
      });
      await expect(store.record.entriesOf(request.id)).resolves.toMatchObject([
        { number: 1, requestId: request.id, by: ANA, to: 'planned', what: 'planned', reason: WISH.reason, at: NOON },
      ]);
    });

    it('are found by id, and only by their own tenant', async () => {
      const request = await world.store.requests.create(WISH);
      const stranger = await openWorld(database());

      await expect(world.store.requests.find(request.id)).resolves.toEqual(request);
      await expect(world.store.requests.get(request.id)).resolves.toEqual(request);
      await expect(stranger.store.requests.find(request.id)).resolves.toBeUndefined();
      await expect(stranger.store.requests.since(new Date(0))).resolves.toEqual([]);
      await stranger.close();
    });

    it('that do not exist are not found', async () => {
      const id = 'R-2222' as RequestId;

      await expect(world.store.requests.find(id)).resolves.toBeUndefined();
      await expect(world.store.requests.get(id)).rejects.toMatchObject({ code: 'store/no-such-request' });
    });

    it('are open oldest first until they rest, and listed since a time newest first', async () => {
      const { requests } = world.store;
      const first = await requests.create(WISH);
      world.clock.advance(1000);
      const second = await requests.create(WISH);
      world.clock.advance(1000);
      const third = await requests.create(WISH);
      await requests.move(second, WITHDRAWN, { by: ANA });

      expect((await requests.open()).map(({ id }) => id)).toEqual([first.id, third.id]);
      expect((await requests.since(second.createdAt)).map(({ id }) => id)).toEqual([third.id, second.id]);
    });

    it('that cannot be read hide no others', async () => {
      const broken = await world.store.requests.create(WISH);
      const sound = await world.store.requests.create(WISH);
      await database().run(`update requests set content = '{"kind":"recovery"}' where id = '${broken.id}'`);

      expect((await world.store.requests.open()).map(({ id }) => id)).toEqual([sound.id]);
      expect(world.lines).toContainEqual(expect.objectContaining({ level: 50, requestId: broken.id }));
      await expect(world.store.requests.get(broken.id)).rejects.toMatchObject({ code: 'store/unreadable-request' });
    });
  });

  describe('a move', () => {
    it('writes state, record entry and notices together, and says so in the log', async () => {
      const { store, clock, lines } = world;
      const request = await store.requests.create(WISH);
      clock.advance(5000);
      const moved = await store.requests.move(request, PREVIEWING, {
        by: ANA,
        what: 'startedPreview',
        graphRequestIds: ['graph-1'],
        notices: [NOTICE],
        with: { revision: 2, changedByIds: [BEN] },
      });

      expect(moved).toEqual({
        ...request,
        state: PREVIEWING,
        version: 2,
        revision: 2,
        changedByIds: [BEN],
        updatedAt: clock.now(),
        openStarts: [{ what: 'preview', intendedAt: PREVIEWING.intendedAt, scope: request.plan.scope }],
        rowHash: expect.any(String) as string,
      });
      await expect(store.requests.get(request.id)).resolves.toEqual(moved);
      const [, entry] = await store.record.entriesOf(request.id);
      expect(entry).toMatchObject({
        number: 2, by: ANA, what: 'startedPreview', from: 'planned', to: 'previewing', revision: 2, graphRequestIds: ['graph-1'],
        where: CHANNEL.conversationId, at: clock.now(),
      }); // prettier-ignore
      await expect(store.notices.unsent(request.id)).resolves.toMatchObject([
        { ...NOTICE, requestId: request.id, createdAt: clock.now() },
      ]);
      expect(lines).toContainEqual(
        expect.objectContaining({ level: 30, requestId: request.id, from: 'planned', to: 'previewing', by: ANA, record: 2, head: entry?.hash }), // prettier-ignore
      );
    });

    it('may stay in its state, as a vote does', async () => {
      const { requests } = world.store;
      const request = await requests.create(WISH);
      const moved = await requests.move(request, request.state, {
        by: BEN,
        what: 'askedForRecovery',
        with: { reason: 'why' },
      });

      expect(moved).toEqual({ ...request, version: 2, reason: 'why', rowHash: expect.any(String) as string });
    });

    it('takes nothing from the caller but the state and what changes with it', async () => {
      const { requests } = world.store;
      const request = await requests.create(WISH);
      const moved = await requests.move({ ...request, requesterId: BEN, zone: 'UTC' }, PREVIEWING, { by: ANA });

      expect(moved).toMatchObject({ requesterId: ANA, zone: WISH.zone });
    });

    it('forgets what is set to nothing', async () => {
      const { requests } = world.store;
      const request = await requests.create(WISH);
      await requests.move(request, PLANNED, { by: ANA, with: { reason: undefined } });

      expect(await requests.get(request.id)).not.toHaveProperty('reason');
    });

    it('records the counts of the preview', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      const counts = { update: 3, restore: 1, softDelete: 0, unknown: 0, shownOnly: 2, links: 4, unpinnable: 0 };
      const preview = { previewJobId: 'job-1' as PreviewJobId, computedAt: NOON, counts: { ...counts, byType: { user: 4 } }, hazards: [] }; // prettier-ignore
      await requests.move(request, READING, { by: 'rewind', with: { preview } });

      expect((await record.entriesOf(request.id)).at(-1)).toMatchObject({ by: 'rewind', counts });
    });

    it('that comes too late is stale, and writes nothing', async () => {
      const { requests, record, notices } = world.store;
      const request = await requests.create(WISH);
      const moved = await requests.move(request, PREVIEWING, { by: ANA });

      await expect(requests.move(request, WITHDRAWN, { by: BEN, notices: [NOTICE] })).rejects.toThrow(
        StaleRequestError,
      );
      await expect(requests.get(request.id)).resolves.toEqual(moved);
      await expect(record.entriesOf(request.id)).resolves.toHaveLength(2);
      await expect(notices.unsent()).resolves.toEqual([]);
      await expect(requests.slotHolder()).resolves.toBe(request.id);
    });

    it('that comes too late is stale even where the slot is taken', async () => {
      const { requests } = world.store;
      const [late, holder] = [await requests.create(WISH), await requests.create(WISH)];
      await requests.move(late, WITHDRAWN, { by: ANA });
      await requests.move(holder, PREVIEWING, { by: ANA });

      await expect(requests.move(late, PREVIEWING, { by: BEN })).rejects.toThrow(StaleRequestError);
      await expect(requests.get(late.id)).resolves.toMatchObject({ version: 2, state: WITHDRAWN });
    });

    it('of a request that does not exist is refused', async () => {
      const request = await world.store.requests.create(WISH);
      const unknown = { ...request, id: 'R-2222' as RequestId };

      await expect(world.store.requests.move(unknown, WITHDRAWN, { by: ANA })).rejects.toMatchObject({ code: 'store/no-such-request' }); // prettier-ignore
      await expect(all(world.store.record.kept())).resolves.toHaveLength(1);
    });

    it('to something that could not be read again is refused before anything is written', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      const wrong = { ...PREVIEWING, intendedAt: new Date('not a time') };

      await expect(requests.move(request, wrong, { by: ANA })).rejects.toThrow();
      await expect(requests.get(request.id)).resolves.toEqual(request);
      await expect(record.entriesOf(request.id)).resolves.toHaveLength(1);
    });

    it('is undone whole when its notices cannot be written', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      await database().run('alter table notices rename to hidden_notices');
      try {
        await expect(requests.move(request, PREVIEWING, { by: ANA, notices: [NOTICE] })).rejects.toThrow();
      } finally {
        await database().run('alter table hidden_notices rename to notices');
      }

      await expect(requests.get(request.id)).resolves.toEqual(request);
      await expect(record.entriesOf(request.id)).resolves.toHaveLength(1);
      await expect(requests.slotHolder()).resolves.toBeUndefined();
      expect(world.lines.filter((line) => line['to'] === 'previewing')).toEqual([]);
      const again = await requests.move(request, PREVIEWING, { by: ANA, notices: [NOTICE] });
      expect(again.version).toBe(2);
      expect((await record.entriesOf(request.id)).map(({ number }) => number)).toEqual([1, 2]);
    });

    it('is won by one of twenty that try at once', async () => {
      const { requests, record, notices } = world.store;
      const request = await requests.create(WISH);
      const people = Array.from({ length: 20 }, (_unused, index) => `person-${index}` as PersonId);
      const moves = people.map((by) => requests.move(request, PREVIEWING, { by, notices: [NOTICE] }));
      const results = await Promise.allSettled(moves);

      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost).toHaveLength(19);
      expect(lost.every(({ reason }) => reason instanceof StaleRequestError)).toBe(true);
      await expect(requests.get(request.id)).resolves.toMatchObject({ version: 2 });
      await expect(record.entriesOf(request.id)).resolves.toHaveLength(2);
      await expect(notices.unsent()).resolves.toHaveLength(1);
    });
  });

  describe('the slot', () => {
    it('is held by one request, and another that needs it changes nothing', async () => {
      const { requests, record } = world.store;
      const first = await requests.create(WISH);
      const second = await requests.create(WISH);
      await requests.move(first, PREVIEWING, { by: ANA });
      const refused = requests.move(second, PREVIEWING, { by: BEN, notices: [NOTICE] });

      await expect(refused).rejects.toThrow(SlotTakenError);
      await expect(refused).rejects.toMatchObject({ holderId: first.id });
      await expect(requests.get(second.id)).resolves.toEqual(second);
      await expect(record.entriesOf(second.id)).resolves.toHaveLength(1);
      await expect(world.store.notices.unsent()).resolves.toEqual([]);
      await expect(requests.slotHolder()).resolves.toBe(first.id);
    });

    it('is kept while the job goes on, and free for the next when it rests', async () => {
      const { requests } = world.store;
      const first = await requests.create(WISH);
      const second = await requests.create(WISH);
      const started = await requests.move(first, PREVIEWING, { by: ANA });
      const known = await requests.move(started, { ...PREVIEWING, previewJobId: 'job-1' as PreviewJobId }, { by: ANA });
      await expect(requests.slotHolder()).resolves.toBe(first.id);

      await requests.move(known, READING, { by: 'rewind' });
      await expect(requests.slotHolder()).resolves.toBeUndefined();
      await requests.move(second, PREVIEWING, { by: BEN });
      await expect(requests.slotHolder()).resolves.toBe(second.id);
    });

    it('is not given back by a request that never held it', async () => {
      const { requests } = world.store;
      const first = await requests.create(WISH);
      const second = await requests.create(WISH);
      await requests.move(first, PREVIEWING, { by: ANA });
      await requests.move(second, WITHDRAWN, { by: ANA });

      await expect(requests.slotHolder()).resolves.toBe(first.id);
    });

    it('goes to one of ten requests that want it at once', async () => {
      const { requests } = world.store;
      const wishes = await Promise.all(Array.from({ length: 10 }, () => requests.create(WISH)));
      const results = await Promise.allSettled(wishes.map((wish) => requests.move(wish, PREVIEWING, { by: ANA })));

      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await requests.open()).filter(({ state }) => state.name === 'previewing')).toHaveLength(1);
    });
  });
}
