/** A request and its row in the hands of somebody who can write into the database: any single field, changed to anything. */
import fc from 'fast-check';
import { contentOfEntry, FIRST_PREVIOUS_HASH, hashOfEntry } from '../../src/approvals/record-entry';
import { verifyStory } from '../../src/approvals/verify-story';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import { RecordDiffersError } from '../../src/shared/errors';
import type { Digest, PersonId, PreviewJobId } from '../../src/shared/ids';
import type { Json, JsonObject } from '../../src/shared/json';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { previewOf } from '../jobs/people-and-requests';
import { runs } from '../properties/runs';
import { all, ANA, BEN, NOON, openWorld, PREVIEWING, READING, WISH, type World } from './fixtures';
import type { TestDatabase } from './test-database';

const EVA = '33333333-3333-4333-8333-333333333333' as PersonId;
const DIGEST = 'd'.repeat(64) as Digest;
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const AWAITING: RecoveryState = { name: 'awaitingApproval', opensAt: NOON, expiresAt: later(60) };
const RECOVERING: RecoveryState = { name: 'recovering', starterId: EVA, intendedAt: NOON };
const APPROVED = { name: 'approved', approvedAt: NOON, expiresAt: later(15), because: 'rechecked' } as const;
const RECHECKING: RecoveryState = { name: 'rechecking', starterId: EVA, intendedAt: NOON, previewJobId: 'job-2' as PreviewJobId, freshRevision: 2, resume: APPROVED }; // prettier-ignore
const voteOf = (voterId: PersonId) => ({ voterId, answer: 'approve', at: NOON, digest: DIGEST, revision: 1 }) as const;

/** Ana asked, Ben has approved, and another request stands between. */
async function waitsForEva({ store: { requests } }: World): Promise<RecoveryRequest> {
  const planned = await requests.create(WISH);
  const previewing = await requests.move(planned, PREVIEWING, { by: ANA, what: 'startedPreview' });
  await requests.create(WISH);
  const reading = await requests.move(previewing, READING, { by: 'rewind' });
  const asked = await requests.move(reading, AWAITING, { by: 'rewind', with: { digest: DIGEST, preview: previewOf({}) } }); // prettier-ignore
  return await requests.move(asked, AWAITING, { by: BEN, what: 'approved', with: { votes: [voteOf(BEN)] } });
}

type Row = Readonly<Record<string, unknown>>;
const TEXT = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;
const literalOf = (value: unknown): string => (typeof value === 'number' ? String(value) : TEXT(value));

const assignmentOf = (row: Row): string => Object.entries(row).map(([name, value]) => `${name} = ${literalOf(value)}`).join(', '); // prettier-ignore
const contentIn = (row: Row): Json => JSON.parse(String(row['content'])) as Json;

interface Kept {
  readonly table: 'requests' | 'record';
  readonly row: Row;
  /** Finds it again, whichever one of its fields was changed. */
  readonly where: string;
}
interface Place extends Kept {
  /** A column, and in the content the way to a value. */
  readonly way: readonly string[];
}

/** `undefined` takes out what stands there. */
const ANYTHING: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
  fc.constantFrom(ANA, BEN, EVA, 'approved', DIGEST, 0, 1, undefined),
);

function waysOf({ row }: Kept): readonly (readonly string[])[] {
  const columns = Object.keys(row).filter((column) => column !== 'id' && column !== 'content');
  return [...columns.map((column) => [column]), ...waysIn(contentIn(row)).map((way) => ['content', ...way])];
}

/** Every value in it, by its way there. */
function waysIn(value: Json, way: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [way];
  const deeper = Object.entries(value).flatMap(([key, item]) => waysIn(item, [...way, key]));
  return way.length === 0 ? deeper : [way, ...deeper];
}

/** @param put - `undefined` takes it out */
function changedIn(value: Json, [key, ...rest]: readonly string[], put: Json | undefined): Json {
  if (key === undefined) return put ?? null;
  const copy = structuredClone(value) as Record<string, Json | undefined>;
  copy[key] = rest.length === 0 ? put : changedIn(copy[key] ?? null, rest, put);
  return copy as JsonObject;
}

export function ownerCases(database: () => TestDatabase): void {
  let world: World;
  let request: RecoveryRequest;
  beforeEach(async () => {
    world = await openWorld(database());
    request = await waitsForEva(world);
  });
  afterEach(() => world.close());

  const run = (statement: string) => database().run(statement);
  const ofTenant = () => `tenant_id = '${world.tenantId}'`;
  const rowOf = async () => (await run(`select * from requests where id = '${request.id}'`))[0] ?? {};
  const entriesOf = () => run(`select * from record where request_id = '${request.id}' and ${ofTenant()}`);
  const verdict = () => verifyKeptRecord(world.store.record);
  const approves = () =>
    world.store.requests.move(request, RECOVERING, { by: EVA, what: 'approved', with: { votes: [voteOf(BEN), voteOf(EVA)] } }); // prettier-ignore
  const isOpenStill = async (row: Row) => {
    await expect(rowOf()).resolves.toEqual(row);
    await expect(world.store.requests.slotHolder()).resolves.toBeUndefined();
  };
  const write = async (change: (content: JsonObject) => Json) => {
    const { content } = await rowOf();
    const changed = change(JSON.parse(String(content)) as JsonObject) as { state: { name: string } };
    await run(`update requests set content = ${TEXT(JSON.stringify(changed))}, state = '${changed.state.name}' where id = '${request.id}'`); // prettier-ignore
    return await rowOf();
  };

  const keptIn = (table: 'requests' | 'record', row: Row): Kept => {
    const where = table === 'requests' ? `id = ${TEXT(row['id'])}` : `hash = ${TEXT(row['hash'])} or (${ofTenant()} and number = ${literalOf(row['number'])})`; // prettier-ignore
    return { table, row, where };
  };
  /** False where the database does not take it. */
  async function attempted(statement: string): Promise<boolean> {
    try {
      await run(statement);
      return true;
    } catch {
      return false;
    }
  }
  /** False where it stays as it was: the same value, or none that the database takes there. */
  async function changes({ table, row, where, way }: Place, put: Json | undefined): Promise<boolean> {
    const [column = '', ...inside] = way;
    const then = column === 'content' ? JSON.stringify(changedIn(contentIn(row), inside, put)) : put;
    if (typeof then !== 'string' && typeof then !== 'number') return false;
    const isTaken = await attempted(`update ${table} set ${column} = ${literalOf(then)} where ${where}`);
    if (!isTaken) return false;
    const [now] = await run(`select * from ${table} where ${where}`);
    return assignmentOf(now ?? {}) !== assignmentOf(row);
  }

  describe('a request in the hands of the owner of the database', () => {
    it('counts the second vote and starts where nobody wrote anything', async () => {
      await expect(approves()).resolves.toMatchObject({ state: { name: 'recovering' } });
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
    });

    it.each<[string, string, (content: JsonObject) => JsonObject]>([
      ['another requester', 'requesterDiffers', (content) => ({ ...content, requesterId: EVA })],
      ['another vote', 'votesDiffer', (content) => ({ ...content, votes: [voteOf(BEN), voteOf(ANA)] as unknown as Json })], // prettier-ignore
      ['another state', 'stateDiffers', (content) => ({ ...content, state: { ...AWAITING, name: 'previewed' } as unknown as Json })], // prettier-ignore
      ['another snapshot', 'rowDiffers', (content) => changedIn(content, ['plan', 'snapshotId'], 'other') as JsonObject], // prettier-ignore
    ])('counts no vote and starts nothing where it has %s', async (_what, because, change) => {
      const forged = await write(change);

      await expect(approves()).rejects.toMatchObject({ code: 'store/record-differs', fault: { because, number: 6 } });
      await isOpenStill(forged);
      await expect(verdict()).resolves.toMatchObject({ kind: 'broken', fault: { because, requestId: request.id } });
    });

    it.each<[string, (content: JsonObject) => JsonObject]>([
      ['another requester', (content) => ({ ...content, requesterId: EVA })],
      ['another vote', (content) => ({ ...content, votes: [voteOf(BEN), voteOf(ANA)] as unknown as Json })],
      ['another snapshot', (content) => changedIn(content, ['plan', 'snapshotId'], 'other') as JsonObject],
      ['more time', (content) => changedIn(content, ['state', 'expiresAt'], later(600).toISOString()) as JsonObject],
    ])(
      'starts nothing, counts no vote and splits nothing that was judged with %s, though the row is as it was again',
      async (_what, change) => {
        const { requests } = world.store;
        const whole = await rowOf();
        await write(change);
        const judged = await requests.get(request.id);
        await run(`update requests set ${assignmentOf(whole)} where id = '${request.id}'`);

        const differs = {
          code: 'store/record-differs',
          fault: { because: 'rowDiffers', number: 6 },
          peopleIds: [ANA, BEN],
        };
        const votes = [voteOf(BEN), voteOf(EVA)];
        await expect(requests.move({ ...judged }, RECOVERING, { by: EVA, with: { votes } })).rejects.toMatchObject(
          differs,
        );
        await expect(requests.move({ ...judged }, AWAITING, { by: EVA, with: { votes } })).rejects.toMatchObject(
          differs,
        );
        await expect(requests.split(judged, [WISH, WISH], ANA)).rejects.toMatchObject(differs);
        await isOpenStill(whole);
        await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
      },
    );

    it('is judged again where a step judged another row: people would decide about what comes of it', async () => {
      const { requests } = world.store;
      const rechecking = await requests.move(request, RECHECKING, { by: EVA, with: { votes: [voteOf(BEN), voteOf(EVA)] } }); // prettier-ignore
      const whole = await rowOf();
      await write((content) => ({ ...content, revision: 2 }));
      const judged = await requests.get(request.id);
      await run(`update requests set ${assignmentOf(whole)} where id = '${request.id}'`);

      await expect(requests.move(judged, APPROVED, { by: 'rewind' })).rejects.toMatchObject({ code: 'store/stale-request' }); // prettier-ignore
      await expect(rowOf()).resolves.toEqual(whole);
      await expect(requests.move(rechecking, APPROVED, { by: 'rewind' })).resolves.toMatchObject({ state: APPROVED });
    });

    it('is not split in two where it is forged: the two would begin with a sound story of their own', async () => {
      const { requests } = world.store;
      await write((content) => ({ ...content, requesterId: EVA }));
      const [forged, before] = [await requests.get(request.id), (await requests.open()).length];

      await expect(requests.split(forged, [WISH, WISH], EVA)).rejects.toMatchObject({ code: 'store/record-differs' });
      expect(await requests.open()).toHaveLength(before);
    });

    it('knows a vote by the step that gave it, whatever that is called, and none that was in the row before', async () => {
      const votes = [voteOf(BEN), voteOf(EVA)];
      await world.store.requests.move(request, RECOVERING, { by: EVA, what: 'adoptedEarlierStart', with: { votes } });
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
    });

    it('takes no vote of who asked: no rule lets it count', async () => {
      const votes = [voteOf(BEN), voteOf(ANA)];
      const row = await rowOf();

      await expect(world.store.requests.move(request, AWAITING, { by: ANA, with: { votes } })).rejects.toMatchObject({ fault: { because: 'ownVote', number: 6 } }); // prettier-ignore
      await expect(world.store.requests.move(request, RECOVERING, { by: ANA, with: { votes } })).rejects.toMatchObject({ fault: { because: 'ownVote', number: 6 } }); // prettier-ignore
      await isOpenStill(row);
    });

    it('takes no vote of the presser that was in the row before the press', async () => {
      await write((content) => ({ ...content, votes: [voteOf(BEN), voteOf(EVA)] as unknown as Json }));
      const votes = [voteOf(BEN), voteOf(EVA)];

      await expect(world.store.requests.move(request, RECOVERING, { by: EVA, with: { votes } })).rejects.toBeInstanceOf(RecordDiffersError); // prettier-ignore
      await world.store.requests.move(request, AWAITING, { by: EVA, what: 'reminded', with: { votes } });
      await expect(verdict()).resolves.toMatchObject({ kind: 'broken', fault: { because: 'changedBetween' } });
    });

    it('does not forget it where the request has moved on since', async () => {
      await write((content) => ({ ...content, reason: 'another one' }));
      await world.store.requests.move(request, AWAITING, { by: 'rewind', what: 'reminded' });
      const moved = await world.store.requests.get(request.id);

      await expect(
        world.store.requests.move(moved, RECOVERING, { by: EVA, with: { votes: [voteOf(BEN), voteOf(EVA)] } }),
      ).rejects.toMatchObject({ fault: { because: 'changedBetween', number: 7 } });
      await expect(verdict()).resolves.toMatchObject({ fault: { because: 'changedBetween', number: 7 } });
    });

    it('finds a forged entry by the one behind it, whoever’s that is', async () => {
      const [, started] = await world.store.record.keptOf(request.id);
      if (!started) throw new Error('no entry');
      const content = { ...contentOfEntry(started), by: BEN };
      const hash = hashOfEntry(started, content);
      await run(`update record set content = ${TEXT(JSON.stringify(content))}, hash = '${hash}' where number = 2 and ${ofTenant()}`); // prettier-ignore

      await expect(approves()).rejects.toMatchObject({ fault: { because: 'linkBroken', number: 2 } });
      await expect(world.store.requests.slotHolder()).resolves.toBeUndefined();
    });

    it('finds any one field of it or its entries that was changed to anything', async () => {
      const kept = [keptIn('requests', await rowOf()), ...(await entriesOf()).map((row) => keptIn('record', row))];
      const places = kept.flatMap((one) => waysOf(one).map((way) => ({ ...one, way })));
      const { numRuns, ...seed } = runs(150);
      let changed = 0;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), ANYTHING, async (place, put) => {
          if (!(await changes(place, put))) return;
          changed += 1;
          await expect(verdict()).resolves.toMatchObject({ kind: 'broken' });
          const story = await world.store.record.storyOf(request.id);
          expect(story ? verifyStory(story) : 'gone').toBeDefined();
          await expect(approves()).rejects.toThrow();
          await expect(world.store.requests.slotHolder()).resolves.toBeUndefined();
          await run(`update ${place.table} set ${assignmentOf(place.row)} where ${place.where}`);
          await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
        }),
        { numRuns, ...seed },
      );
      expect(changed).toBeGreaterThan(numRuns / 3);
    }, 300_000);
  });

  describe('a request whose entries were written before they told whose votes are kept', () => {
    const LATER = ['requesterId', 'vote', 'voterIds', 'found', 'written'];
    /** The whole chain as it would have been written then. */
    async function asWrittenThen(): Promise<void> {
      let previousHash = FIRST_PREVIOUS_HASH;
      for (const entry of await all(world.store.record.kept())) {
        const now = contentOfEntry(entry) ?? {};
        expect([now['requesterId'] ?? now['found'], now['voterIds'], now['written']]).not.toContain(undefined);
        const content = Object.fromEntries(Object.entries(now).filter(([name]) => !LATER.includes(name)));
        const hash = hashOfEntry({ ...entry, previousHash }, content);
        await run(`update record set content = ${TEXT(JSON.stringify(content))}, previous_hash = '${previousHash}', hash = '${hash}' where number = ${String(entry.number)} and ${ofTenant()}`); // prettier-ignore
        await run(`update requests set record_hash = '${hash}' where record_number = ${String(entry.number)} and ${ofTenant()}`); // prettier-ignore
        await run(`update record_heads set hash = '${hash}' where ${ofTenant()}`);
        previousHash = hash;
      }
    }
    beforeEach(asWrittenThen);

    it('goes on, and is whole', async () => {
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
      await expect(approves()).resolves.toMatchObject({ state: { name: 'recovering' } });
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
    });

    it.each<[string, string, (content: JsonObject) => JsonObject]>([
      ['another requester', 'requesterDiffers', (content) => ({ ...content, requesterId: EVA })],
      ['another vote', 'votesDiffer', (content) => ({ ...content, votes: [voteOf(BEN), voteOf(ANA)] as unknown as Json })], // prettier-ignore
    ])('is found all the same to have %s', async (_what, because, change) => {
      const forged = await write(change);

      await expect(approves()).rejects.toBeInstanceOf(RecordDiffersError);
      await isOpenStill(forged);
      await expect(verdict()).resolves.toMatchObject({ kind: 'broken', fault: { because } });
    });
  });
}
