import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { RequestId, TenantId } from '../../src/shared/ids';
import { DISK_FULL, UnavailableError } from '../../src/shared/errors';
import { openDatabase } from '../../src/store/database';
import { openStore } from '../../src/store/open-store';
import { ensureChain } from '../../src/store/record-chain';
import { SqlRequestStore } from '../../src/store/sql-request-store';
import { HandClock, logInto, openWorld, WISH } from './fixtures';
import { storeSuite } from './store-suite';
import { sqliteDatabase } from './test-database';

const log = logInto([]);

describe('the store on SQLite', () => {
  storeSuite(sqliteDatabase);

  it('makes the folder of its file', async () => {
    const database = await sqliteDatabase();
    const world = await openWorld(database);

    expect(existsSync(database.url.slice('sqlite:'.length))).toBe(true);
    await world.close();
    await database.drop();
  });

  it('keeps its files from everybody else, those of before included', async () => {
    const database = await sqliteDatabase();
    const file = database.url.slice('sqlite:'.length);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '', { mode: 0o644 });
    const world = await openWorld(database);
    await world.store.requests.create(WISH);

    const modes = readdirSync(path.dirname(file)).map((name) => [name, statSync(path.join(path.dirname(file), name)).mode & 0o777]); // prettier-ignore
    expect(modes).toEqual(['rewind.sqlite', 'rewind.sqlite-shm', 'rewind.sqlite-wal'].map((name) => [name, 0o600]));
    await world.close();
    await database.drop();
  });

  it('works in memory', async () => {
    const world = await openWorld({ url: 'sqlite::memory:' });
    const request = await world.store.requests.create(WISH);

    await expect(world.store.requests.get(request.id)).resolves.toEqual(request);
    await world.close();
  });

  it('commits to a log that survives a power cut, and checks foreign keys', async () => {
    const database = await sqliteDatabase();
    const db = await openDatabase({ url: database.url, log });
    const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(db)).rows;

    await expect(pragma('journal_mode')).resolves.toEqual([{ journal_mode: 'wal' }]);
    await expect(pragma('synchronous')).resolves.toEqual([{ synchronous: 2 }]);
    await expect(pragma('foreign_keys')).resolves.toEqual([{ foreign_keys: 1 }]);
    await db.destroy();
    await database.drop();
  });

  it('refuses a boolean, which would end the process', async () => {
    const db = await openDatabase({ url: 'sqlite::memory:', log });

    await expect(sql`select ${true}`.execute(db)).rejects.toThrow(TypeError);
    await db.destroy();
  });

  it('says that it cannot be used where no file can be made', async () => {
    await expect(openDatabase({ url: 'sqlite:/dev', log })).rejects.toThrow(UnavailableError);
  });

  it('says that its disk is full, keeps nothing of what was begun, and goes on when there is room', async () => {
    const db = await openDatabase({ url: 'sqlite::memory:', log });
    const tenantId = 'tenant' as TenantId;
    await ensureChain(db, tenantId);
    const requests = new SqlRequestStore({ db, tenantId, clock: new HandClock(), log });
    const pages = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows[0]?.page_count ?? 0;
    await sql.raw(`pragma max_page_count = ${String(pages)}`).execute(db);
    const long = { ...WISH, reason: 'because '.repeat(2_000) };

    await expect(requests.create(long)).rejects.toMatchObject({ code: DISK_FULL, outside: 'database' });
    await expect(requests.open()).resolves.toEqual([]);
    await sql.raw(`pragma max_page_count = ${String(pages + 100)}`).execute(db);
    await expect(requests.create(long)).resolves.toMatchObject({ reason: long.reason });
    await db.destroy();
  });

  it('refuses an address it does not know, without repeating it', async () => {
    const opening = openStore({ url: 'mysql://root:secret@host/db', tenantId: 't' as TenantId, clock: new HandClock(), log }); // prettier-ignore

    await expect(opening).rejects.toMatchObject({
      code: 'store/unknown-database',
      message: expect.not.stringContaining('secret') as string,
    });
  });

  it('gives no id twice, and says so when none is free', async () => {
    const db = await openDatabase({ url: 'sqlite::memory:', log });
    const tenantId = 'tenant' as TenantId;
    await ensureChain(db, tenantId);
    const newId = (attempt: number) => (attempt < 5 ? 'R-2222' : `R-${'3'.repeat(attempt)}`) as RequestId;
    const requests = new SqlRequestStore({ db, tenantId, clock: new HandClock(), log, newId });
    const ids = [(await requests.create(WISH)).id, (await requests.create(WISH)).id];

    expect(ids).toEqual(['R-2222', 'R-33333']);
    const full = new SqlRequestStore({ db, tenantId, clock: new HandClock(), log, newId: () => 'R-2222' as RequestId });
    await expect(full.create(WISH)).rejects.toMatchObject({ code: 'store/no-free-id' });
    await expect(requests.open()).resolves.toHaveLength(2);
    await db.destroy();
  });
});
