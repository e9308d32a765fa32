/** What somebody who can write into the database might do to the changes between a vote and its run: nothing runs then. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { digestOf } from '../../src/approvals/digest';
import type { Change } from '../../src/recovery/change';
import { createChangeCounter } from '../../src/recovery/change-counts';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import type { Hazard } from '../../src/recovery/hazard';
import { sealed } from '../../src/recovery/preview-seal';
import type { RecoveryRequest } from '../../src/recovery/request';
import { runNow } from '../../src/usecases/run-now';
import { viewChanges } from '../../src/usecases/view-changes';
import { vote } from '../../src/usecases/vote';
import type { Digest } from '../../src/shared/ids';
import { ANA, at, BEN, change, NOW, objectId, previewOf, requestIn } from '../jobs/people-and-requests';
import { rulesWorld, type RulesWorld } from '../usecases/rules-world';
import { openWorld, PLANNED, type World } from './fixtures';
import type { TestDatabase } from './test-database';

/** Names and letters that a store may stumble over. */
const STRANGE = JSON.parse('{"__proto__": {"constructor": -0.0}, "": "\\ud800", "é": "e\\u0301"}') as Change['now'];
const strange = change(3, { now: STRANGE, target: STRANGE });
/** One that leaves the quorum as it is. */
const HAZARD: Hazard = { kind: 'dynamicGroup', severity: 'warning', count: 1, examples: [] };
/** On two pages, one change on both and twice on the first. */
const SHOWN = [[change(1), change(1), change(2, { shownOnly: true }), strange, change(4)], [change(1), change(5)]] as const; // prettier-ignore
/** What a re-check found to be still needed of it. */
const STILL_NEEDED = [[strange], [change(5)]] as const;

interface Target {
  readonly id: string;
  readonly revision: number;
}

export function keptChangesCases(database: () => TestDatabase): void {
  let world: World;
  let rules: RulesWorld;
  beforeEach(async () => {
    world = await openWorld(database());
    rules = rulesWorld();
  });
  afterEach(() => world.close());

  const save = async ({ id }: RecoveryRequest, revision: number, pages: readonly (readonly Change[])[]) => {
    for (const [page, changes] of pages.entries()) await world.store.changes.savePage({ requestId: id, revision, page, changes }); // prettier-ignore
  };
  const digestIn = (request: RecoveryRequest, revision: number) =>
    digestOf(digestSubjectOf(request), world.store.changes.itemHashes(request.id, revision));
  const previewFound = (pages: readonly (readonly Change[])[], digest: Digest, kind = HAZARD.kind) => {
    const counter = createChangeCounter();
    for (const one of pages.flat()) counter.see(one);
    return sealed({ ...previewOf({}), counts: counter.counts(), hazards: [{ ...HAZARD, kind }] }, digest);
  };

  async function waitsForBen(kind?: Hazard['kind']): Promise<RecoveryRequest> {
    const { requests } = world.store;
    const { plan, place, zone } = requestIn(PLANNED as never);
    const planned = await requests.create({ requesterId: ANA, reason: 'INC-4711', plan, place, zone, state: PLANNED });
    await save(planned, 1, SHOWN);
    const digest = await digestIn(planned, 1);
    const state = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) } as const;
    return await requests.move(planned, state, {
      by: 'rewind',
      with: { digest, preview: previewFound(SHOWN, digest, kind) },
    });
  }

  /** The same, approved by Ben, and found again to be needed in part. */
  async function waitsForRunNow(): Promise<RecoveryRequest> {
    const asked = await waitsForBen();
    await save(asked, 2, STILL_NEEDED);
    const freshDigest = await digestIn(asked, 2);
    const difference = { appeared: 0, changed: 0, gone: 2 };
    const recheck = { at: NOW, approvedRevision: 1, freshRevision: 2, freshDigest, approvedObjects: 4, difference }; // prettier-ignore
    const votes = [{ voterId: BEN, answer: 'approve', at: NOW, digest: asked.digest as never, revision: 1 } as const];
    const state = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'rechecked' } as const;
    const found = { recheck, votes, preview: previewFound(STILL_NEEDED, freshDigest), lastRevision: 2 };
    return await world.store.requests.move(asked, state, { by: BEN, what: 'approved', with: found });
  }

  const ports = () => ({ ...rules.ports, requests: world.store.requests, changes: world.store.changes });
  const approves = ({ id: requestId, digest }: RecoveryRequest) =>
    vote({ requestId, revision: 1, digest, answer: 'approve', power: rules.powerOf(BEN) }, ports());
  const runs = ({ id: requestId }: RecoveryRequest) =>
    runNow({ requestId, revision: 1, power: rules.powerOf(ANA) }, ports());

  const run = (statement: string) => database().run(statement);
  const where = ({ id, revision }: Target, page = 0) =>
    `where request_id = '${id}' and revision = ${String(revision)} and page = ${String(page)}`;
  async function rewrite(target: Target, into: (content: Buffer) => Buffer): Promise<void> {
    const [row] = await run(`select content from change_pages ${where(target)}`);
    const hex = into(Buffer.from(row?.['content'] as Buffer)).toString('hex');
    const literal = database().url.startsWith('postgres') ? `'\\x${hex}'::bytea` : `x'${hex}'`;
    await run(`update change_pages set content = ${literal} ${where(target)}`);
  }
  const inRequest =
    (from: string, to: string) =>
    ({ id }: Target) =>
      run(`update requests set content = replace(content, '${from}', '${to}') where id = '${id}'`);
  const reworded = (from: string, to: string) => (content: Buffer) =>
    gzipSync(gunzipSync(content).toString('utf8').replace(from, to));

  const TAMPERED: readonly (readonly [string, (target: Target) => Promise<unknown>])[] = [
    ['a value in a page', (target) => rewrite(target, reworded('"é":', '"è":'))],
    ['an object in a page', (target) => rewrite(target, reworded(objectId(3), objectId(9)))],
    ['one byte of a page', (target) => rewrite(target, (bytes) => bytes.fill((bytes[20] ?? 0) ^ 1, 20, 21))],
    ['the numbers that lists go by', (target) => run(`update change_pages set soft_deletes = 0, others = 9, shown_only = 0 ${where(target)}`)],
    ['what is only shown', (target) => rewrite(target, reworded('"shownOnly":false', '"shownOnly":true'))],
    ['a page, which is gone', (target) => run(`delete from change_pages ${where(target, 1)}`)],
    ['a page, which is gone, and the numbers on the card', async (target) => {
      await run(`delete from change_pages ${where(target, 1)}`);
      const fewer = ['update', 'user'].flatMap((name) => [[`"${name}":6`, `"${name}":4`], [`"${name}":2`, `"${name}":1`]]);
      for (const [from, to] of fewer) await run(`update requests set content = replace(content, '${from}', '${to}') where id = '${target.id}'`);
    }],
    ['a page and its hashes, which are gone', async (target) => {
      for (const table of ['change_pages', 'item_hashes']) await run(`delete from ${table} ${where(target, 1)}`);
    }],
    ['a hash, which stands a second time on another page', (target) =>
      run(`insert into item_hashes (request_id, revision, hash, page, type, object_id) select request_id, revision, hash, 99, type, object_id from item_hashes ${where(target, 1)} limit 1`)],
    ['the counts on the card, sealed anew', async ({ id, revision }) => {
      const request = await world.store.requests.get(id as never);
      const { preview, recheck, digest } = request;
      if (!preview) throw new Error('no preview');
      const counts = { ...preview.counts, softDelete: preview.counts.softDelete + 1 };
      const forged = { ...request, preview: sealed({ ...preview, counts }, (revision === 1 ? digest : recheck?.freshDigest) as Digest) };
      await run(`update requests set content = '${JSON.stringify(forged)}' where id = '${id}'`);
    }],
    ['a hash, which is gone', (target) => run(`delete from item_hashes ${where(target, 1)}`)],
    ['a hash, which is another page’s now', (target) => run(`update item_hashes set page = 7 ${where(target, 1)}`)],
    ['a page and its hashes, by somebody who knows how', ({ id, revision }) =>
      world.store.changes.savePage({ requestId: id as never, revision, page: 1, changes: [change(6)] })],
    ['the number of objects, so that it would run by type', ({ id }) =>
      run(`update requests set content = replace(content, '"restore":0', '"restore":200') where id = '${id}'`)],
    ['which hazard was found', inRequest('"kind":"dynamicGroup"', '"kind":"syncedSkipped"')],
    ['how often a hazard was found', inRequest('"severity":"warning","count":1', '"severity":"warning","count":2')],
    ['when the preview was made', inRequest(`"computedAt":"${NOW.toISOString()}"`, `"computedAt":"${at(1).toISOString()}"`)],
    ['the seal of the preview, which is gone', inRequest('"seal":', '"was":')],
  ]; // prettier-ignore

  describe('the changes of an approved request, hashed again when it is to run', () => {
    it('give the approved digest, and the recovery is pinned to them', async () => {
      await expect(approves(await waitsForBen())).resolves.toMatchObject({ kind: 'done', request: { state: { name: 'recovering' } } }); // prettier-ignore
      expect(rules.scopes).toMatchObject([{ kind: 'objects', objects: [1, 3, 4, 5].map((n) => ({ id: objectId(n) })) }]); // prettier-ignore
    });

    it('give the digest of the re-check after it', async () => {
      await expect(runs(await waitsForRunNow())).resolves.toMatchObject({ kind: 'done', request: { state: { name: 'recovering' } } }); // prettier-ignore
      expect(rules.scopes).toMatchObject([{ kind: 'objects', objects: [3, 5].map((n) => ({ id: objectId(n) })) }]);
    });

    const VOIDED = { state: { name: 'failed', because: 'keptChangesDiffer' } };
    async function nothingRan({ id }: RecoveryRequest): Promise<void> {
      expect([rules.withinMs, rules.previewed]).toEqual([[], []]);
      await expect(world.store.requests.get(id)).resolves.toMatchObject(VOIDED);
      expect((await world.store.record.entriesOf(id)).at(-1)).toMatchObject({ by: 'rewind', to: 'failed' });
      await expect(world.store.notices.unsent(id)).resolves.toMatchObject([{ kind: 'failed' }]);
    }

    it.each(TAMPERED)('are refused at the last vote where somebody changed %s', async (_what, tamper) => {
      const request = await waitsForBen();
      await tamper({ id: request.id, revision: 1 });

      await expect(approves(request)).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
      await nothingRan(request);
    });

    it.each(TAMPERED)('are refused at Run now where somebody changed %s', async (_what, tamper) => {
      const request = await waitsForRunNow();
      await tamper({ id: request.id, revision: 2 });

      await expect(runs(request)).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
      await nothingRan(request);
    });

    it('are not listed any more once they are known to have been changed', async () => {
      const request = await waitsForBen();
      const list = () => viewChanges({ requestId: request.id, page: 1 }, ports());
      await rewrite({ id: request.id, revision: 1 }, reworded(objectId(3), objectId(9)));
      await approves(request);

      await expect(list()).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
      await nothingRan(request);
    });

    it('are refused where somebody took away the hazard for which two have to approve (A6)', async () => {
      const request = await waitsForBen('privilegedGroup');
      await inRequest('"kind":"privilegedGroup"', '"kind":"dynamicGroup"')({ id: request.id, revision: 1 });

      await expect(approves(request)).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
      await nothingRan(request);
    });

    it('are refused, too, where the preview is too old: no re-check compares itself with them (A12)', async () => {
      const request = await waitsForBen();
      rules.clock.passesMinutes(31);
      await rewrite({ id: request.id, revision: 1 }, reworded(objectId(3), objectId(9)));

      await expect(approves(request)).resolves.toMatchObject({ because: 'keptChangesDiffer' });
      await nothingRan(request);
    });
  });
}
