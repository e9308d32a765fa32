import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportedEntry, hashOfEntry, importedEntry, type KeptEntry } from '../../src/approvals/record-entry';
import type { KnownHead } from '../../src/approvals/verify-record';
import type { JsonObject } from '../../src/shared/json';
import { readArguments, USAGE } from '../../src/tools/record/read-arguments';
import { verify } from '../../src/tools/record/verify';
import { all, ANA, openWorld, WISH, WITHDRAWN, type World } from '../store/fixtures';
import { sqliteDatabase, type TestDatabase } from '../store/test-database';
import { DIST, describeBuilt } from '../support/built-process';

const HASH = 'a'.repeat(64);

describe('what verify-record is asked', () => {
  it.each([
    [[], {}],
    [['--head', `12:${HASH.toUpperCase()}`], { head: { number: 12, hash: HASH } }],
    [
      ['--head', `12:${HASH}@2026-03-29T10:00:00Z`],
      { head: { number: 12, hash: HASH, at: new Date('2026-03-29T10:00:00Z') } },
    ],
    [['--file', 'record.jsonl', '--head', `1:${HASH}`], { file: 'record.jsonl', head: { number: 1, hash: HASH } }],
    [['--export', 'record.jsonl'], { export: 'record.jsonl' }],
  ])('%j', (words, asked) => {
    expect(readArguments(words)).toEqual({ file: undefined, export: undefined, head: undefined, ...asked });
  });

  it.each([
    [['--head', '12'], '--head takes a number'],
    [['--head', `12:${HASH}0`], '--head takes a number'],
    [['--head', `12:${HASH}@yesterday`], 'time of the entry in UTC, if you like: 12:9f2c…@2026-03-29T10:00:00.000Z'],
    [['--head', `12:${HASH}@2026-13-29T10:00:00Z`], 'time of the entry in UTC'],
    [['--file', 'a', '--export', 'b'], 'do not go together'],
    [['--file='], 'take the name of a file'],
    [['--haed', 'x'], 'Unknown option'],
    [['record.jsonl'], 'record.jsonl'],
  ])('%j is refused in a sentence', (words, sentence) => {
    expect(readArguments(words)).toContain(sentence);
  });
});

describe('verify-record', () => {
  let database: TestDatabase;
  let world: World;
  let environment: Readonly<Record<string, string>>;
  let folder: string;
  beforeEach(async () => {
    database = await sqliteDatabase();
    world = await openWorld(database);
    folder = path.dirname(database.url.slice('sqlite:'.length));
    environment = { DATABASE_URL: database.url, TENANT_ID: world.tenantId };
    const { requests } = world.store;
    for (let count = 0; count < 3; count += 1) await requests.move(await requests.create(WISH), WITHDRAWN, { by: ANA });
  });
  afterEach(async () => {
    await world.close();
    await database.drop();
  });
  const file = () => path.join(folder, 'record.jsonl');
  const exported = async () => {
    await verify({ export: file() }, environment);
    return readFileSync(file(), 'utf8').trimEnd().split('\n');
  };
  const verifiedFile = async (lines: readonly string[], head?: { number: number; hash: string }) => {
    writeFileSync(file(), `${lines.join('\n')}\n`);
    return await verify({ file: file(), head }, environment);
  };

  it('says that the record is whole, and its head, while the product has it open', async () => {
    const head = await world.store.record.head();

    await expect(verify({}, environment)).resolves.toEqual({
      exitCode: 0,
      lines: ['The record is whole: 6 entries, 1 to 6.', `Head 6:${head?.hash ?? ''}`],
    });
    await expect(world.store.requests.create(WISH)).resolves.toMatchObject({ version: 1 });
    await expect(verify({ head }, environment)).resolves.toMatchObject({
      exitCode: 0,
      lines: [expect.anything(), 'Entry 6 is the one that you named; 1 were written since.', expect.anything()],
    });
  });

  it('names what is broken, and ends with 1', async () => {
    const [{ id } = { id: '' }] = await database.run('select request_id as id from record where number = 5');
    await database.run(`update record set content = replace(content, '${ANA}', 'somebody') where number = 5`);

    await expect(verify({}, environment)).resolves.toEqual({
      exitCode: 1,
      lines: [`Entry 5 (${String(id)}) is broken: what it says does not give its hash, so one of the two was changed.`],
    });
  });

  describe('of a record whose beginning was pruned', () => {
    const DAY_MS = 24 * 3_600_000;
    let limit: Date;
    let cut: Required<KnownHead>;
    beforeEach(async () => {
      const entries = await all(world.store.record.kept());
      const { number, hash } = entries.at(-1) ?? { number: 0, hash: '' };
      cut = { number, hash, at: world.clock.now() };
      world.clock.advance(401 * DAY_MS);
      limit = new Date(world.clock.now().getTime() - 400 * DAY_MS);
      await world.store.pruneRequests(limit);
    });

    it('says that the entry from the log was old enough to go', async () => {
      const { exitCode, lines } = await verify({ head: cut }, environment);

      expect([exitCode, lines[0]]).toEqual([0, expect.stringContaining(`all of it written before ${limit.toISOString()}.`)]);
      expect(lines[1]).toBe('Entry 6 is the one that you named, and the last one that was pruned.');
    });

    it('says that it was not, and what that means, and ends with 1', async () => {
      await expect(verify({ head: { ...cut, at: limit } }, environment)).resolves.toEqual({
        exitCode: 1,
        lines: [`Entry 6, which you named, is gone, and retention removed only what was written before ${limit.toISOString()}: the checkpoint hides a piece of the record.`],
      });
    });

    it.each<[string, Readonly<Record<string, string>>]>([
      ['no limit', { at: '2027-06-09T12:00:00.000Z' }],
      ['a limit that is no time', { at: '2027-06-09T12:00:00.000Z', olderThan: 'soon' }],
      ['a limit after itself', { at: '2027-06-09T12:00:00.000Z', olderThan: '2027-06-10T12:00:00.000Z' }],
    ])('says that a checkpoint with %s is not one of Rewind’s, and ends with 1', async (_what, times) => {
      const [line = ''] = await exported();
      const checkpoint = importedEntry(line) as KeptEntry;
      const { what, by, beginsAt, behindHash } = JSON.parse(checkpoint.content) as JsonObject;
      const said = { what, by, beginsAt, behindHash, ...times } as JsonObject;
      const forged = { ...checkpoint, content: JSON.stringify(said), hash: hashOfEntry(checkpoint, said) };

      const { exitCode, lines } = await verifiedFile([exportedEntry(forged)]);
      expect([exitCode, lines[0]]).toEqual([1, 'The record begins at entry 7, and its checkpoint does not say when and up to when retention pruned, as Rewind writes it.']);
    });
  }); // prettier-ignore

  it('says that an empty record is empty', async () => {
    const stranger = await openWorld(database);
    const asked = { ...environment, TENANT_ID: stranger.tenantId };

    await expect(verify({}, asked)).resolves.toEqual({ exitCode: 0, lines: ['The record is empty: nothing has been asked for yet.'] }); // prettier-ignore
    await expect(verify({ head: { number: 1, hash: HASH } }, asked)).resolves.toMatchObject({ exitCode: 1 });
    await stranger.close();
  });

  it('verifies every tenant’s record where none is named, and asks which where it needs one', async () => {
    const stranger = await openWorld(database);
    const everybody = { DATABASE_URL: database.url };

    const { exitCode, lines } = await verify({}, everybody);
    expect(exitCode).toBe(0);
    expect(lines).toEqual(expect.arrayContaining([`Tenant ${world.tenantId}:`, `Tenant ${stranger.tenantId}:`]));
    await expect(verify({ export: file() }, everybody)).rejects.toThrow('set TENANT_ID');
    expect(existsSync(file())).toBe(false);
    await stranger.close();
  });

  it('makes no database where there is none, and says so', async () => {
    const missing = path.join(folder, 'missing.sqlite');

    await expect(verify({}, { DATABASE_URL: `sqlite:${missing}` })).rejects.toThrow(/there is no database file .*DATABASE_URL names the database to read; the sandbox keeps its record in memory only/); // prettier-ignore
    expect(existsSync(missing)).toBe(false);
  });

  it.each([
    ['that is none', 'not a database '.repeat(100)],
    ['of somebody else', ''],
  ])('says that a database %s holds no record', async (_what, content) => {
    writeFileSync(file(), content);

    await expect(verify({}, { DATABASE_URL: `sqlite:${file()}` })).rejects.toThrow('holds no record of Rewind');
  });

  it('says that a tenant is not there', async () => {
    const TENANT_ID = '99999999-9999-4999-8999-999999999999';

    await expect(verify({}, { ...environment, TENANT_ID })).rejects.toThrow('holds no record of tenant');
  });

  it('obeys the rules of settings', async () => {
    await expect(verify({}, { DATABASE_URL: 'mysql://x' })).rejects.toThrow('DATABASE_URL');
  });

  describe('over an export', () => {
    it('says that it is whole, and what a file cannot tell', async () => {
      const lines = await exported();

      expect(lines).toHaveLength(6);
      await expect(verifiedFile(lines)).resolves.toMatchObject({
        exitCode: 0,
        lines: [
          'The record is whole: 6 entries, 1 to 6.',
          expect.stringContaining('Head 6:'),
          expect.stringContaining('--head'),
        ],
      });
    });

    it('is never written over another file', async () => {
      writeFileSync(file(), 'mine');

      await expect(verify({ export: file() }, environment)).rejects.toThrow('is there already');
      expect(readFileSync(file(), 'utf8')).toBe('mine');
    });

    it('proves itself to anybody with a SHA-256: the canonical JSON of all fields but the hash', async () => {
      const [line = ''] = await exported();
      const sorted = (text: string) =>
        Object.fromEntries(Object.entries(JSON.parse(text) as Record<string, unknown>).sort());
      const { hash, ...rest } = sorted(line);

      expect(createHash('sha256').update(JSON.stringify(rest)).digest('hex')).toBe(hash);
    });

    it('is broken by any changed byte in any field', async () => {
      const lines = await exported();
      const line = lines[2] ?? '';
      const entry = JSON.parse(line) as Record<string, unknown>;
      for (const [field, value] of Object.entries(entry)) {
        const text = JSON.stringify(value);
        const at = line.indexOf(`"${field}":${text}`) + `"${field}":`.length + Math.floor(text.length / 2);
        const changed = `${line.slice(0, at)}${line.charAt(at) === '7' ? '8' : '7'}${line.slice(at + 1)}`;
        const { exitCode, lines: said } = await verifiedFile(lines.with(2, changed));

        expect([field, exitCode, said[0]]).toEqual([field, 1, expect.stringMatching(/^Entr(y 3|ies 3 to \d+)\b/)]);
      }
    });

    it.each([
      ['an entry is missing', (lines: string[]) => lines.toSpliced(2, 1), 'Entry 3 is missing'],
      [
        'two changed places',
        (lines: string[]) => lines.toSpliced(2, 2, lines[3] ?? '', lines[2] ?? ''),
        'Entry 3 is missing',
      ],
      ['one stands twice', (lines: string[]) => lines.toSpliced(2, 0, lines[1] ?? ''), 'is out of order'],
      [
        'the beginning is missing',
        (lines: string[]) => lines.slice(2),
        'Entries 1 to 2 are missing, and no checkpoint',
      ],
      [
        'a line is no entry',
        (lines: string[]) => lines.with(4, '{"number":5}'),
        'Entry 5 is broken: it is not written',
      ],
      ['a line is nothing at all', (lines: string[]) => lines.with(0, 'oops'), 'Entry 1 is broken: it is not written'],
    ])('is broken where %s', async (_what, tamper, sentence) => {
      const { exitCode, lines } = await verifiedFile(tamper(await exported()));

      expect([exitCode, lines[0]]).toEqual([1, expect.stringContaining(sentence)]);
    });

    it('is broken where its end was cut off, to who knows a later head', async () => {
      const lines = await exported();
      const head = (await world.store.record.head()) ?? { number: 0, hash: '' };
      const cut = lines.slice(0, 4);

      await expect(verifiedFile(cut)).resolves.toMatchObject({ exitCode: 0 });
      await expect(verifiedFile(cut, head)).resolves.toEqual({ exitCode: 1, lines: ['Entries 5 to 6 are missing: the end of the record was cut off.'] }); // prettier-ignore
    });

    it('of nothing is not verified, nor is a file that is not there', async () => {
      await expect(verifiedFile([''])).resolves.toMatchObject({ exitCode: 2, lines: [expect.stringContaining('holds no entry')] }); // prettier-ignore
      await expect(verify({ file: path.join(folder, 'nothing') }, environment)).rejects.toThrow('is not there');
      await expect(verify({ file: folder }, environment)).rejects.toThrow('is a folder');
    });

    it('after pruning begins behind its checkpoint; an entry from before proves nothing', async () => {
      const [first = ''] = await exported();
      const { number, hash } = JSON.parse(first) as { number: number; hash: string };
      world.clock.advance(401 * 86_400_000);
      await world.store.requests.create(WISH);
      await world.store.pruneRequests(new Date(world.clock.now().getTime() - 400 * 86_400_000));

      const { exitCode, lines } = await verify({}, environment);
      expect([exitCode, lines[0]]).toEqual([0, expect.stringMatching(/^The record is whole: 2 entries, 7 to 8\. It begins at entry 7: its checkpoint says that retention pruned .* on 20.*Z, all of it written before 20.*Z\.$/)]); // prettier-ignore
      await expect(verify({ head: { number, hash } }, environment)).resolves.toMatchObject({ exitCode: 2, lines: [expect.stringContaining('was pruned')] }); // prettier-ignore
    });
  });

  describeBuilt('as a program', () => {
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, [path.join(DIST, 'tools/verify-record.js'), ...words], {
        env: environment,
        encoding: 'utf8',
      });

    it('ends with 0, 1 or 2, and says why', async () => {
      expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('The record is whole') as string });

      await database.run('delete from record where number = 2');
      expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('Entry 2 is missing') as string });
      expect(run('--help')).toMatchObject({ status: 2, stderr: expect.stringContaining(USAGE) as string });
      expect(run('--file', 'nothing')).toMatchObject({ status: 2, stderr: 'Nothing was verified: nothing is not there\n' }); // prettier-ignore
    });
  });
});
