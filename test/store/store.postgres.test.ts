import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import { DISK_FULL, StaleRequestError, UnavailableError } from '../../src/shared/errors';
import type { PersonId, TenantId } from '../../src/shared/ids';
import { openDatabase, type Database } from '../../src/store/database';
import { openStore } from '../../src/store/open-store';
import { testCertificates } from '../support/certificates';
import { guardPostgres } from '../support/entra-stores';
import { linkTo, type Link } from '../support/link';
import { all, CHANNEL, HandClock, logInto, openWorld, PREVIEWING, WISH } from './fixtures';
import { JOB } from './outside-cases';
import { storeSuite } from './store-suite';
import { postgresAnswers, postgresDatabase, type TestDatabase } from './test-database';

const log = logInto([]);
const run = postgresAnswers() ? describe : describe.skip;

run('the store on PostgreSQL', () => {
  storeSuite(postgresDatabase);

  describe('among several processes', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await postgresDatabase();
    });
    afterAll(() => database.drop());

    it('is migrated once, however many start at once', async () => {
      const opening = Array.from({ length: 6 }, () =>
        openStore({ url: database.url, tenantId: randomUUID() as TenantId, clock: new HandClock(), log }),
      );
      const stores = await Promise.all(opening);

      const names = await database.run('select name from kysely_migration');
      expect(names).toHaveLength(new Set(names.map(({ name }) => name)).size);
      await Promise.all(stores.map((store) => store.close()));
    });

    it('lets one of twenty simultaneous moves win over two pools', async () => {
      const world = await openWorld(database);
      const both = [world.store, await world.another()] as const;
      const request = await world.store.requests.create(WISH);
      const moves = Array.from({ length: 20 }, (_unused, index) =>
        both[index % 2 === 0 ? 0 : 1].requests.move(request, PREVIEWING, { by: `person-${index}` as PersonId }),
      );
      const results = await Promise.allSettled(moves);

      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost).toHaveLength(19);
      expect(lost.every(({ reason }) => reason instanceof StaleRequestError)).toBe(true);
      await expect(world.store.record.entriesOf(request.id)).resolves.toHaveLength(2);
      await world.close();
    });

    it('keeps one chain and one slot over two pools', async () => {
      const world = await openWorld(database);
      const both = [world.store, await world.another()] as const;
      const wishes = await Promise.all(Array.from({ length: 20 }, (_unused, index) => both[index % 2 === 0 ? 0 : 1].requests.create(WISH))); // prettier-ignore
      const moves = wishes.map((wish, index) => both[index % 2 === 0 ? 1 : 0].requests.move(wish, PREVIEWING, { by: 'rewind' })); // prettier-ignore
      const results = await Promise.allSettled(moves);

      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const entries = await all(world.store.record.kept());
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_unused, index) => index + 1));
      expect(entries.slice(1).map(({ previousHash }) => previousHash)).toEqual(entries.slice(0, -1).map(({ hash }) => hash)); // prettier-ignore
      await world.close();
    });

    it('announces an outside job once, and tells it once, over two pools', async () => {
      const world = await openWorld(database);
      const both = [world.store, await world.another()] as const;
      const tries = Array.from({ length: 20 }, (_unused, index) => both[index % 2 === 0 ? 0 : 1].outsideJobs);
      const announced = await Promise.all(tries.map((outsideJobs) => outsideJobs.announce(JOB, [CHANNEL])));
      const taken = await Promise.all(tries.map((outsideJobs) => outsideJobs.takeUntold()));

      expect(announced.filter(Boolean)).toHaveLength(1);
      expect(taken.flat()).toHaveLength(1);
      await both[1].close();
      await world.close();
    });

    it('says "away" when a connection is cut inside a transaction, and goes on with the next', async () => {
      const db = await openDatabase({ url: database.url, log });
      const cut = db.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        await database.run(`select pg_terminate_backend(${rows[0]?.pid ?? 0})`);
        await sql`select 1`.execute(transaction);
      });

      await expect(cut).rejects.toThrow(UnavailableError);
      await expect(sql`select 1 as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
      await db.destroy();
    });
  });
});

run('a PostgreSQL that swallows what it gets', () => {
  let database: TestDatabase;
  let link: Link;
  let db: Database;
  beforeEach(async () => {
    database = await postgresDatabase();
    link = await linkTo(database.url);
    db = await openDatabase({ url: link.url, log, answerWithinMs: 400 });
  });
  afterEach(async () => {
    await db.destroy();
    await link.close();
    await database.drop();
  });
  const asks = () => sql<{ one: number }>`select 1 as one`.execute(db);

  it('is away for whoever asks on a line that stands, on a new one, and in a transaction', async () => {
    await Promise.all([asks(), asks(), asks()]);
    let begun: (() => void) | undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    let goOn: (() => void) | undefined;
    const inside = db.transaction().execute(async (transaction) => {
      begun?.();
      await new Promise<void>((resolve) => (goOn = resolve));
      await sql`select 1`.execute(transaction);
    });
    await hasBegun;
    link.hang();

    await expect(asks()).rejects.toThrow(UnavailableError);
    await expect(Promise.all([asks(), asks(), asks()])).rejects.toThrow(UnavailableError);
    goOn?.();
    await expect(inside).rejects.toThrow(UnavailableError);
  });

  it('is asked on new lines as soon as it answers, and no dead one is tried first', async () => {
    await Promise.all([asks(), asks(), asks(), asks()]);
    link.hang();
    await expect(asks()).rejects.toThrow(UnavailableError);
    link.passAgain();

    const answers = await Promise.all([asks(), asks(), asks(), asks()]);
    expect(answers.map(({ rows }) => rows)).toEqual(Array(4).fill([{ one: 1 }]));
  });

  it('waits no longer for a free line than for an answer', async () => {
    const many = Array.from({ length: 20 }, () => sql`select pg_sleep(60)`.execute(db));
    const answers = await Promise.allSettled(many);

    expect(answers.every((one) => one.status === 'rejected' && one.reason instanceof UnavailableError)).toBe(true);
    await expect(asks()).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('says that a disk is full', async () => {
    const full = sql`do $$ begin raise sqlstate '53100'; end $$`.execute(db);

    await expect(full).rejects.toMatchObject({ code: DISK_FULL });
    await expect(asks()).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });
});

describe('a PostgreSQL that is not there', () => {
  it('is away', async () => {
    await expect(openDatabase({ url: 'postgres://postgres@127.0.0.1:1/test', log })).rejects.toThrow(UnavailableError);
  });

  it('is asked with a fresh password for each connection, over TLS', async () => {
    const passwords: string[] = [];
    const entra = await guardPostgres({
      certificates: await testCertificates(),
      target: 'postgres://nobody@127.0.0.1:1',
      mayEnter: (username, password) => passwords.push(`${username} ${password}`) === 0,
    });
    const url = `postgres://rewind%40contoso@localhost:${entra.port}/rewind?sslmode=require`;
    let asked = 0;
    const password = () => Promise.resolve(`token-${(asked += 1)}`);

    await expect(openDatabase({ url, password, log })).rejects.toThrow(UnavailableError);
    await expect(openDatabase({ url, password, log })).rejects.toThrow(UnavailableError);
    expect(passwords).toEqual(['rewind@contoso token-1', 'rewind@contoso token-2']);
    await entra.close();
  });

  it.each(['', '?sslmode=disable'])('gets no token over a line that anybody can read (%s)', async (query) => {
    const said: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])); // "send your password in clear text"
        socket.on('data', (data) => said.push(data.toString()));
        setTimeout(() => socket.destroy(), 200);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `postgres://rewind@127.0.0.1:${port}/rewind${query}`;

    await expect(openDatabase({ url, password: () => Promise.resolve('a token'), log })).rejects.toThrow(Error);
    expect(said.join('')).not.toContain('a token');
    server.close();
  });
});
