import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { digestOf } from '../../src/approvals/digest';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import { itemHash, type Change } from '../../src/recovery/change';
import type { RecoveryRequest } from '../../src/recovery/request';
import type { PreviewJobId, RequestId } from '../../src/shared/ids';
import { evidence } from '../../src/usecases/evidence';
import { EVA, previewOf } from '../jobs/people-and-requests';
import {
  ANA,
  BEN,
  CHANNEL,
  changeOf,
  NOON,
  openWorld,
  PREVIEWING,
  WISH,
  WITHDRAWN,
  type World,
} from '../store/fixtures';
import { sqliteDatabase, type TestDatabase } from '../store/test-database';
import { describeBuilt, DIST } from '../support/built-process';

const CHANGES = [changeOf(1), changeOf(2), changeOf(4)];

let database: TestDatabase;
let world: World;
let request: RecoveryRequest;
beforeEach(async () => {
  database = await sqliteDatabase();
  world = await openWorld(database);
  request = await story(world);
});
afterEach(async () => {
  await world.close();
  await database.drop();
});

/** Ana asks, Microsoft previews, Ben rejects, and two changes are kept as failed. */
async function story({ store: { requests, changes } }: World): Promise<RecoveryRequest> {
  const planned = await requests.create(WISH);
  await requests.create(WISH);
  const { id } = planned;
  const started = { ...PREVIEWING, previewJobId: 'job-1' as PreviewJobId };
  const previewing = await requests.move(planned, started, {
    by: ANA,
    what: 'jobAccepted',
    graphRequestIds: ['graph-1'],
  });
  await changes.savePage({ requestId: id, revision: 1, page: 0, changes: CHANGES });
  await changes.saveFailed(id, 0, [changeOf(7)]);
  const digest = await digestOf(digestSubjectOf(planned), CHANGES.map(itemHash).sort());
  const vote = { voterId: BEN, answer: 'reject', at: NOON, digest, revision: 1, reason: 'wrong day' } as const;
  const notices = [{ kind: 'failed', place: CHANNEL, peopleIds: [ANA] }] as const;
  const move = { by: BEN, what: 'rejected' as const, reason: 'wrong day', with: { digest, votes: [vote] }, notices };
  return await requests.move(previewing, { name: 'rejected', at: NOON, byId: BEN, reason: 'wrong day' }, move);
}

async function read(): Promise<Record<string, unknown>> {
  const made = await evidence(request.id, { ...world.store, clock: world.clock });
  if ('because' in made) throw new Error(made.because);
  const pieces: string[] = [];
  for await (const piece of made.text()) pieces.push(piece);
  return JSON.parse(pieces.join('')) as Record<string, unknown>;
}

describe('the evidence of a request', () => {
  it('tells who asked, what was shown, who voted why, and what Microsoft was asked', async () => {
    const { digest } = request;

    expect(await read()).toMatchObject({
      format: 1,
      requestId: request.id,
      request: { requesterId: ANA, reason: WISH.reason, votes: [{ voterId: BEN, reason: 'wrong day', digest }] },
      digest: { digest, revision: 1, hashedAgain: digest, isSame: true },
      revisions: [{ revision: 1, digests: [digest], entries: [1, 3, 4], areItemHashesKept: true }],
      jobIds: ['job-1'],
      graphRequestIds: ['graph-1'],
      notices: [{ kind: 'failed', place: CHANNEL, peopleIds: [ANA] }],
      itemHashes: { 1: CHANGES.map(itemHash).sort() },
      failedChanges: [{ id: changeOf(7).id }],
    });
  });

  it('carries its entries with their places in the chain, and verifies them', async () => {
    const entries = await world.store.record.keptOf(request.id);
    const head = { number: 4, hash: entries.at(-1)?.hash };
    const { record } = await read();

    expect(record).toMatchObject({ head, verification: { isWhole: true } });
    expect(record).toMatchObject({
      entries: [
        { number: 1, by: ANA, what: 'planned' },
        { number: 3, by: ANA, what: 'jobAccepted' },
        { number: 4, by: BEN, what: 'rejected', reason: 'wrong day', hash: head.hash },
      ],
    });
  });

  it.each([
    [
      'an entry was changed',
      `update record set content = replace(content, '${ANA}', '${BEN}') where number = 3`,
      { number: 3, because: 'contentChanged' },
    ],
    ['an entry is gone', 'delete from record where number = 3', { number: 4, because: 'storyBroken' }],
    [
      'the last entry is gone',
      'delete from record where number = 4',
      { number: 4, because: 'requestHeadDiffers', found: 3 },
    ],
    ['the first entry is gone', 'delete from record where number = 1', { number: 3, because: 'storyBroken' }],
    ['its state was changed', `update requests set state = 'recovered'`, { number: 4, because: 'stateDiffers' }],
    [
      'its requester was changed',
      `update requests set content = replace(content, '"requesterId":"${ANA}"', '"requesterId":"${BEN}"')`,
      { number: 4, because: 'requesterDiffers' },
    ],
    [
      'a vote was changed',
      `update requests set content = replace(content, '"answer":"reject"', '"answer":"approve"')`,
      { number: 4, because: 'votesDiffer' },
    ],
    [
      'its reason was changed',
      `update requests set content = replace(content, 'the sync wiped', 'the sink wiped')`,
      { number: 4, because: 'rowDiffers' },
    ],
  ])('says so where %s', async (_what, tamper, fault) => {
    await database.run(tamper);

    expect(await read()).toMatchObject({ record: { verification: { isWhole: false, fault } } });
  });

  it('says where the kept changes no longer give the digest', async () => {
    await database.run(`delete from item_hashes where hash = '${itemHash(changeOf(1))}'`);

    expect(await read()).toMatchObject({ digest: { isSame: false } });
  });

  it('goes on without the changes when these were removed after their time', async () => {
    await world.store.pruneChanges(new Date(NOON.getTime() + 1));
    const { digest, revisions, itemHashes } = await read();

    expect(digest).not.toHaveProperty('isSame');
    expect(revisions).toMatchObject([{ revision: 1, areItemHashesKept: false }]);
    expect(itemHashes).toEqual({});
  });

  describe('that was checked again', () => {
    const FRESH = { 2: [changeOf(1), changeOf(2)], 3: [changeOf(1), changeOf(7)] } as const;
    const preview = (changes: readonly Change[]) => ({ ...previewOf({ user: changes.length }), computedAt: NOON });

    /** Ben approves; what a fresh preview finds then is kept beside it. */
    async function approvedAndReadAgain(freshRevision: 2 | 3) {
      const { requests, changes } = world.store;
      const planned = await requests.create(WISH);
      const { id } = planned;
      for (const [revision, found] of [[1, CHANGES], [freshRevision, FRESH[freshRevision]]] as const)
        await changes.savePage({ requestId: id, revision, page: 0, changes: found });
      const [digest, freshDigest] = await Promise.all([1, freshRevision].map((revision) => digestOf(digestSubjectOf(planned), changes.itemHashes(id, revision))));
      if (!digest || !freshDigest) throw new Error('two digests');
      const vote = { voterId: BEN, answer: 'approve', at: NOON, digest, revision: 1, reason: 'seen it' } as const;
      const approved = { name: 'approved', approvedAt: NOON, expiresAt: NOON, because: 'rechecked' } as const;
      const asked = await requests.move(planned, { name: 'awaitingApproval', opensAt: NOON, expiresAt: NOON }, { by: 'rewind', with: { digest, preview: preview(CHANGES) } });
      const voted = await requests.move(asked, approved, { by: BEN, what: 'approved', reason: vote.reason, with: { votes: [vote], lastRevision: freshRevision } });
      const difference = freshRevision === 2 ? { appeared: 0, gone: 1, changed: 0 } : { appeared: 1, gone: 2, changed: 0 };
      const recheck = { at: NOON, approvedRevision: 1, freshRevision, freshDigest, approvedObjects: 3, difference };
      return { voted, approved, digest, freshDigest, recheck };
    }

    it('and found nothing new: both digests, the votes for the first, and what ran is the second', async () => {
      const { voted, approved, digest, freshDigest, recheck } = await approvedAndReadAgain(2);
      request = await world.store.requests.move(voted, approved, { by: 'rewind', what: 'recheckFoundNothingNew', with: { recheck, preview: preview(FRESH[2]) } });

      expect(await read()).toMatchObject({
        digest: { digest, revision: 1, isSame: true },
        runs: { revision: 2, digest: freshDigest },
        votes: [{ by: BEN, what: 'approved', revision: 1, digest, reason: 'seen it', counts: true }],
        revisions: [
          { revision: 1, digests: [digest], hashedAgain: digest, isSame: true },
          { revision: 2, digests: [freshDigest], hashedAgain: freshDigest, isSame: true, entries: [] },
        ],
        itemHashes: { 1: CHANGES.map(itemHash).sort(), 2: FRESH[2].map(itemHash).sort() },
      });
      await database.run(`delete from item_hashes where revision = 2 and hash = '${itemHash(changeOf(2))}'`);
      expect(await read()).toMatchObject({ digest: { isSame: true }, revisions: [{ isSame: true }, { isSame: false, hashedAgain: null }] });
    });

    it('and found something else: both digests, and the vote that was dismissed', async () => {
      const { voted, digest, freshDigest, recheck } = await approvedAndReadAgain(3);
      const again = { name: 'awaitingApproval', opensAt: NOON, expiresAt: NOON } as const;
      const found = { votes: [], revision: 3, digest: freshDigest, recheck, preview: preview(FRESH[3]) };
      const dismissed = await world.store.requests.move(voted, again, { by: 'rewind', what: 'recheckDiffers', with: found });
      const vote = { voterId: EVA, answer: 'approve', at: NOON, digest: freshDigest, revision: 3 } as const;
      request = await world.store.requests.move(dismissed, again, { by: EVA, what: 'approved', with: { votes: [vote] } });

      expect(await read()).toMatchObject({
        digest: { digest: freshDigest, revision: 3, isSame: true },
        runs: { revision: 3, digest: freshDigest },
        votes: [
          { by: BEN, revision: 1, digest, reason: 'seen it', counts: false },
          { by: EVA, revision: 3, digest: freshDigest, counts: true },
        ],
        revisions: [
          { revision: 1, digests: [digest], hashedAgain: digest, isSame: true },
          { revision: 3, digests: [freshDigest], hashedAgain: freshDigest, isSame: true },
        ],
        itemHashes: { 1: CHANGES.map(itemHash).sort(), 3: FRESH[3].map(itemHash).sort() },
      });
    });
  }); // prettier-ignore

  it('of a request that is not there is refused', async () => {
    const made = await evidence('R-2222' as RequestId, { ...world.store, clock: world.clock });

    expect(made).toMatchObject({ because: 'noSuchRequest' });
  });

  it('of a request that was only planned has no digest', async () => {
    request = await world.store.requests.move(await world.store.requests.create(WISH), WITHDRAWN, { by: ANA });

    expect(await read()).toMatchObject({ digest: null, jobIds: [], failedChanges: [] });
  });

  describeBuilt('as a program', () => {
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, [path.join(DIST, 'tools/evidence.js'), ...words], {
        env: { DATABASE_URL: database.url },
        encoding: 'utf8',
      });

    it('prints it while the product runs, and nothing else', () => {
      const { status, stdout, stderr } = run(request.id.toLowerCase());

      expect([status, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout)).toMatchObject({ requestId: request.id, record: { verification: { isWhole: true } } });
    });

    it('prints it where it is not what its record says, names that, and ends with 1', async () => {
      await database.run(`update requests set content = replace(content, '"requesterId":"${ANA}"', '"requesterId":"${BEN}"')`); // prettier-ignore
      const { status, stdout, stderr } = run(request.id);

      expect([status, stderr]).toEqual([1, expect.stringContaining('names another requester than its entries')]);
      expect(JSON.parse(stdout)).toMatchObject({ record: { verification: { isWhole: false } } });
    });

    it.each([
      [[], 'Say one request’s id'],
      [['R-2222'], 'There is no request R-2222'],
      [['yesterday'], 'Say one request’s id'],
    ])('%j ends with 2 and a sentence', (words, sentence) => {
      expect(run(...words)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(sentence) as string,
      });
    });
  });
});
