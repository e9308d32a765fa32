import type { RecordEntry } from '../../src/recovery/store-ports';
import { entryHash, FIRST_PREVIOUS_HASH } from '../../src/store/record-entry';
import { all, ANA, openWorld, WISH, WITHDRAWN, type World } from './fixtures';
import type { TestDatabase } from './test-database';

function brokenNumbers(entries: readonly RecordEntry[]): readonly number[] {
  return entries
    .filter((entry, index) => {
      const previous = entries[index - 1];
      const isLinked = entry.previousHash === (previous?.hash ?? FIRST_PREVIOUS_HASH);
      return !isLinked || entry.number !== index + 1 || entry.hash !== entryHash(entry);
    })
    .map(({ number }) => number);
}

export function recordCases(database: () => TestDatabase): void {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(database());
  });
  afterEach(() => world.close());

  describe('the record', () => {
    it('is one chain across requests, each entry naming the hash before it', async () => {
      const { requests, record } = world.store;
      const first = await requests.create(WISH);
      await requests.create(WISH);
      await requests.move(first, WITHDRAWN, { by: ANA, reason: 'not needed' });
      const entries = await all(record.entries());

      expect(entries.map(({ number, to }) => [number, to])).toEqual([
        [1, 'planned'],
        [2, 'planned'],
        [3, 'withdrawn'],
      ]);
      expect(brokenNumbers(entries)).toEqual([]);
      await expect(record.entriesOf(first.id)).resolves.toEqual([entries[0], entries[2]]);
    });

    it('stays one chain when many write at once', async () => {
      const { requests, record } = world.store;
      await Promise.all(Array.from({ length: 20 }, () => requests.create(WISH)));
      const entries = await all(record.entries());

      expect(entries).toHaveLength(20);
      expect(brokenNumbers(entries)).toEqual([]);
    });

    it('is streamed whole, however long', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      const copies = (table: string, from: string) => `
        insert into record (tenant_id, number, request_id, previous_hash, hash, content)
        with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < 1201)
        select ${table}.tenant_id, numbers.n, ${table}.request_id, ${table}.previous_hash, ${table}.hash, ${table}.content
        from ${from} join numbers on true where ${table}.request_id = '${request.id}' and ${table}.number = 1`;
      await database().run(copies('first', 'record as first'));

      expect((await all(record.entries())).map(({ number }) => number)).toEqual(
        Array.from({ length: 1201 }, (_unused, index) => index + 1),
      );
    });

    it.each([
      ['who', (id: string) => `update record set content = replace(content, '${ANA}', 'somebody') where number = 2 and request_id = '${id}'`], // prettier-ignore
      ['the number', (id: string) => `update record set number = 7 where number = 2 and request_id = '${id}'`],
      ['the request', (id: string) => `update record set request_id = 'R-2222' where number = 2 and request_id = '${id}'`], // prettier-ignore
    ])('shows that somebody changed %s', async (_what, tamper) => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      const withdrawn = await requests.move(request, WITHDRAWN, { by: ANA });
      await requests.move(withdrawn, WITHDRAWN, { by: ANA });
      await database().run(tamper(request.id));

      expect(brokenNumbers(await all(record.entries()))).not.toEqual([]);
    });

    it('leaves number and hash of the last entry with the request', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      await requests.move(request, WITHDRAWN, { by: ANA });
      const rows = await database().run(`select record_number, record_hash from requests where id = '${request.id}'`);

      const last = (await record.entriesOf(request.id)).at(-1);
      expect(rows).toEqual([{ record_number: 2, record_hash: last?.hash }]);
    });
  });
}
