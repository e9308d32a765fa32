/** What somebody who can write into the database might do to the record, and what verification says then. */
import { contentOfEntry, hashOfEntry, type KeptEntry, type RecordHead } from '../../src/approvals/record-entry';
import type { KnownHead } from '../../src/approvals/verify-record';
import { verifyKeptRecord } from '../../src/usecases/verify-kept-record';
import { all, ANA, BEN, openWorld, PREVIEWING, WISH, WITHDRAWN, type World } from './fixtures';
import type { TestDatabase } from './test-database';

/** Two requests that took turns: 1, 3 and 5 are the first one's, 2, 4 and 6 the second one's. */
async function twoStories(
  { store: { requests } }: World,
  afterFour: () => Promise<void>,
): Promise<readonly [string, string]> {
  const one = await requests.create(WISH);
  const other = await requests.create(WISH);
  const previewing = await requests.move(one, PREVIEWING, { by: ANA });
  await requests.move(other, WITHDRAWN, { by: BEN });
  await afterFour();
  await requests.move(previewing, WITHDRAWN, { by: ANA, reason: 'not needed' });
  const again = await requests.get(other.id);
  await requests.move(again, WITHDRAWN, { by: BEN, what: 'reminded' });
  return [one.id, other.id];
}

type Row = Readonly<Record<string, unknown>>;
const literalOf = (value: unknown): string =>
  typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;

const set = (number: number, assignment: string) => (tenant: string) =>
  `update record set ${assignment} where tenant_id = '${tenant}' and number = ${String(number)}`;
const drop = (condition: string) => (tenant: string) =>
  `delete from record where tenant_id = '${tenant}' and ${condition}`;
const flipped = (column: string) =>
  `${column} = case when substr(${column}, 1, 1) = '0' then '1' else '0' end || substr(${column}, 2)`;

export function tamperCases(database: () => TestDatabase): void {
  let world: World;
  let ids: readonly [string, string];
  let entries: readonly KeptEntry[];
  /** Both requests as they were kept when four entries were written. */
  let afterFour: readonly Row[];
  beforeEach(async () => {
    world = await openWorld(database());
    ids = await twoStories(world, async () => {
      afterFour = await run(`select * from requests where tenant_id = '${world.tenantId}'`);
    });
    entries = await all(world.store.record.kept());
  });
  afterEach(() => world.close());

  const restore = async (row: Row) => {
    const columns = Object.entries(row).map(([name, value]) => `${name} = ${literalOf(value)}`);
    await run(`update requests set ${columns.join(', ')} where id = ${literalOf(row['id'])}`);
  };
  const run = (statement: string) => database().run(statement);
  const verdict = (head?: KnownHead) => verifyKeptRecord(world.store.record, head);
  const headOf = (number: number) => ({ number, hash: entries[number - 1]?.hash ?? '' });
  const moveChainHead = ({ number, hash }: RecordHead) =>
    run(`update record_heads set number = ${String(number)}, hash = '${hash}' where tenant_id = '${world.tenantId}'`);
  const moveRequestHead = (id: string, { number, hash }: RecordHead) =>
    run(`update requests set record_number = ${String(number)}, record_hash = '${hash}' where id = '${id}'`);

  describe('a record that somebody tampered with', () => {
    it('is sound before', async () => {
      await expect(verdict()).resolves.toEqual({ kind: 'sound', entries: 6, first: 1, head: headOf(6) });
      await expect(verdict(headOf(4))).resolves.toMatchObject({ kind: 'sound' });
    });

    it.each([
      ['who', 3, set(3, `content = replace(content, '${ANA}', '${BEN}')`), 'contentChanged'],
      ['the reason', 5, set(5, `content = replace(content, 'not needed', 'Not needed')`), 'contentChanged'],
      ['the time', 3, set(3, `content = replace(content, '12:00', '12:01')`), 'contentChanged'],
      ['the place', 2, set(2, `content = replace(content, 'incident', 'incidenT')`), 'contentChanged'],
      ['the revision', 2, set(2, `content = replace(content, '"revision":1', '"revision":2')`), 'contentChanged'],
      [
        'the step',
        4,
        set(4, `content = replace(content, '"what":"withdrawn"', '"what":"rejected"')`),
        'contentChanged',
      ],
      ['what it says, unseen', 3, set(3, `content = replace(content, '"revision"', ' "revision"')`), 'unreadable'],
      [
        'what it says, by a second number',
        3,
        set(3, `content = replace(content, '{"revision"', '{"number":3,"revision"')`),
        'unreadable',
      ],
      ['what it says, cut short', 3, set(3, `content = substr(content, 1, 20)`), 'unreadable'],
      ['its hash', 3, set(3, flipped('hash')), 'contentChanged'],
      ['its link', 3, set(3, flipped('previous_hash')), 'contentChanged'],
      ['its request', 3, set(3, `request_id = 'R-2222'`), 'contentChanged'],
      ['its number', 3, set(3, 'number = 33'), 'missing'],
      ['its tenant', 3, set(3, `tenant_id = 'somebody'`), 'missing'],
      ['nothing but its place: it is gone', 3, drop('number = 3'), 'missing'],
      ['nothing but its place: three are gone', 2, drop('number between 2 and 4'), 'missing'],
      ['nothing but its place: the first are gone', 1, drop('number < 3'), 'beginMissing'],
    ])('is broken where an entry changed %s', async (_what, number, tamper, because) => {
      await run(tamper(world.tenantId));

      await expect(verdict()).resolves.toMatchObject({ kind: 'broken', fault: { number, because } });
    });

    it('is broken where two entries changed places', async () => {
      await run(set(3, 'number = 33')(world.tenantId));
      await run(set(4, 'number = 3')(world.tenantId));
      await run(set(33, 'number = 4')(world.tenantId));

      await expect(verdict()).resolves.toMatchObject({
        kind: 'broken',
        fault: { number: 3, because: 'contentChanged' },
      });
    });

    it('is broken behind an entry that was forged with a hash of its own', async () => {
      const forged = forgery(entries[2], { by: BEN });
      await run(set(3, `content = '${forged.content}', hash = '${forged.hash}'`)(world.tenantId));

      await expect(verdict()).resolves.toMatchObject({ kind: 'broken', fault: { number: 4, because: 'linkBroken' } });
    });

    it('is broken where the last entry was forged: by the chain’s head, by the request’s, by one from the log', async () => {
      const forged = forgery(entries[5], { by: ANA });
      await run(set(6, `content = '${forged.content}', hash = '${forged.hash}'`)(world.tenantId));
      await expect(verdict()).resolves.toMatchObject({
        kind: 'broken',
        fault: { number: 6, because: 'chainHeadDiffers' },
      });

      await moveChainHead(forged);
      await expect(verdict()).resolves.toMatchObject({
        fault: { number: 6, because: 'requestHeadDiffers', requestId: ids[1] },
      });

      await moveRequestHead(ids[1], forged);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound' });
      await expect(verdict(headOf(6))).resolves.toMatchObject({ fault: { number: 6, because: 'knownHeadDiffers' } });
    });

    it('is broken where its end was cut off: by the chain’s head, by the requests’, by one from the log', async () => {
      await run(drop('number > 4')(world.tenantId));
      await expect(verdict()).resolves.toMatchObject({ fault: { number: 5, because: 'tailMissing', last: 6 } });

      await moveChainHead(headOf(4));
      await expect(verdict()).resolves.toMatchObject({ fault: { because: 'tailMissing' } });

      for (const row of afterFour) await restore(row);
      await expect(verdict()).resolves.toMatchObject({ kind: 'sound', entries: 4 });
      await expect(verdict(headOf(6))).resolves.toMatchObject({
        fault: { number: 5, because: 'tailMissing', last: 6 },
      });
    });

    it('is broken where everything is gone', async () => {
      await run(drop('number > 0')(world.tenantId));

      await expect(verdict()).resolves.toMatchObject({ fault: { number: 1, because: 'tailMissing', last: 6 } });
    });

    it('is broken where a forged checkpoint hides entries: without times, or by one from the log and its time', async () => {
      const link = headOf(6);
      const content = {
        what: 'checkpoint',
        by: 'rewind',
        at: '2030-01-02T00:00:00.000Z',
        beginsAt: 7,
        behindHash: link.hash,
      };
      const hide = async (said: Readonly<Record<string, string | number>>) => {
        const forged = { number: 7, requestId: '', previousHash: link.hash, hash: '', content: JSON.stringify(said) };
        const hash = hashOfEntry(forged, said);
        await run(drop('number > 0')(world.tenantId));
        await run(`delete from requests where tenant_id = '${world.tenantId}'`);
        await run(`insert into record (tenant_id, number, request_id, previous_hash, hash, content) values ('${world.tenantId}', 7, '', '${link.hash}', '${hash}', '${forged.content}')`); // prettier-ignore
        await moveChainHead({ number: 7, hash });
      };
      await hide(content);
      await expect(verdict()).resolves.toMatchObject({ fault: { because: 'checkpointUnfit', number: 7 } });

      await hide({ ...content, olderThan: '2020-01-01T00:00:00.000Z' });
      await expect(verdict({ ...link, at: world.clock.now() })).resolves.toMatchObject({ fault: { because: 'prunedTooEarly', number: 6 } }); // prettier-ignore
    });

    it('is broken where a request’s head was set back or is another’s', async () => {
      await moveRequestHead(ids[0], headOf(3));
      await expect(verdict()).resolves.toMatchObject({
        fault: { number: 3, because: 'requestHeadDiffers', requestId: ids[0], found: 5 },
      });

      await moveRequestHead(ids[0], headOf(6));
      await expect(verdict()).resolves.toMatchObject({
        fault: { number: 6, because: 'requestHeadDiffers', requestId: ids[0], found: 5 },
      });
    });

    it('is broken where a request claims a state that it never came to', async () => {
      await run(`update requests set state = 'recovered' where id = '${ids[0]}'`);

      await expect(verdict()).resolves.toMatchObject({
        fault: { because: 'stateDiffers', said: 'withdrawn', state: 'recovered' },
      });
    });

    it('is broken where a request is gone and its entries are not', async () => {
      await run(`delete from requests where id = '${ids[1]}'`);

      await expect(verdict()).resolves.toMatchObject({
        fault: { number: 6, because: 'requestGone', requestId: ids[1] },
      });
    });
  });
}

/** The entry as somebody would write it who knows how entries are hashed. */
function forgery(entry: KeptEntry | undefined, changed: Readonly<Record<string, string>>): KeptEntry {
  if (!entry) throw new Error('no such entry');
  const content = { ...contentOfEntry(entry), ...changed };
  return { ...entry, content: JSON.stringify(content), hash: hashOfEntry(entry, content) };
}
