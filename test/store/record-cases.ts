import type { PreviewJobId } from '../../src/shared/ids';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { all, ANA, openWorld, PREVIEWING, WISH, WITHDRAWN, type World } from './fixtures';
import type { TestDatabase } from './test-database';

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
      const entries = await all(record.kept());

      expect(entries.map(({ number, content }) => [number, JSON.parse(content) as unknown])).toMatchObject([
        [1, { to: 'planned' }],
        [2, { to: 'planned' }],
        [3, { to: 'withdrawn' }],
      ]);
      await expect(verifyKeptRecord(record)).resolves.toMatchObject({ kind: 'sound', entries: 3, first: 1 });
      await expect(record.keptOf(first.id)).resolves.toEqual([entries[0], entries[2]]);
      await expect(record.entriesOf(first.id)).resolves.toMatchObject([{ number: 1 }, { number: 3, to: 'withdrawn' }]);
    });

    it('stays one chain when many write at once', async () => {
      const { requests, record } = world.store;
      await Promise.all(Array.from({ length: 20 }, () => requests.create(WISH)));

      await expect(verifyKeptRecord(record)).resolves.toMatchObject({ kind: 'sound', entries: 20 });
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

      expect((await all(record.kept())).map(({ number }) => number)).toEqual(
        Array.from({ length: 1201 }, (_unused, index) => index + 1),
      );
    });

    it('names Microsoft’s jobs as the request comes to have them', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      const previewing = await requests.move(
        request,
        { ...PREVIEWING, previewJobId: 'job-1' as PreviewJobId },
        { by: ANA },
      );
      await requests.move(previewing, WITHDRAWN, { by: ANA });

      const jobIds = (await record.entriesOf(request.id)).map((entry) => entry.jobIds);
      expect(jobIds).toEqual([undefined, ['job-1'], ['job-1']]);
    });

    it('stands in the log too, but for what people typed', async () => {
      const { requests, record } = world.store;
      const request = await requests.create(WISH);
      await requests.move(request, WITHDRAWN, { by: ANA, reason: 'Ana Ruiz was wrong' });
      const [first, second] = await record.keptOf(request.id);

      expect(world.lines.filter(({ msg }) => msg === 'request moved')).toMatchObject([
        { requestId: request.id, record: 1, head: first?.hash, what: 'planned', hasReason: true },
        { requestId: request.id, record: 2, head: second?.hash, previousHead: first?.hash, from: 'planned', by: ANA },
      ]);
      expect(JSON.stringify(world.lines)).not.toContain('Ana Ruiz was wrong');
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
