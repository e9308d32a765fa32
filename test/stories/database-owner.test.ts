import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Libsql from 'libsql';
import type { RecoveryRequest } from '../../src/recovery/request';
import { CAST } from '../../src/sandbox/cast';
import { verify } from '../../src/tools/record/verify';
import { awaitingApproval, approved } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, eva, gus } = CAST;

/** Somebody who can write into Rewind's database, and cannot vote with that. */
describe('the owner of the database', () => {
  let rewind: ProductUnderTest;
  let folder: string;
  const file = () => path.join(folder, 'rewind.sqlite');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-owner-'));
    rewind = await startProductUnderTest({ settings: { DATABASE_URL: `sqlite:${file()}` } });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(async () => {
    await rewind.close();
    await rm(folder, { recursive: true, force: true });
  });

  type Content = Record<string, unknown> & Pick<RecoveryRequest, 'digest'>;

  /** Rewrites the row of the request as its owner would: content and columns say the same. */
  function rewrites({ id }: RecoveryRequest, into: (content: Content) => Content): void {
    const database = new Libsql(file(), { timeout: 5000 });
    try {
      const { content } = database.prepare('select content from requests where id = ?').get(id) as { content: string };
      const forged = into(JSON.parse(content) as Content);
      const { name } = forged['state'] as { name: string };
      database.prepare('update requests set content = ?, state = ? where id = ?').run(JSON.stringify(forged), name, id);
    } finally {
      database.close();
    }
  }

  /** A trigger on what every move locks first: the row as it is now, for as long as it has this version. */
  function putsBackAtTheNextMove({ id, version }: RecoveryRequest): void {
    const database = new Libsql(file(), { timeout: 5000 });
    try {
      const { content } = database.prepare('select content from requests where id = ?').get(id) as { content: string };
      const text = `'${content.replaceAll("'", "''")}'`;
      database.exec(`create trigger put_back after update on record_heads begin
        update requests set content = ${text} where id = '${id}' and version = ${String(version)};
      end`);
    } finally {
      database.close();
    }
  }

  const voteOf = (voterId: string, { digest }: Content) => ({
    voterId,
    answer: 'approve',
    at: rewind.sandbox.clock.now(),
    digest,
    revision: 1,
  });
  const approvedState = () => {
    const now = rewind.sandbox.clock.now();
    return { name: 'approved', approvedAt: now, expiresAt: new Date(now.getTime() + 600_000), because: 'slotBusy' };
  };

  async function isVoid(request: RecoveryRequest): Promise<void> {
    await isRefusedByItsRecord(request);
    const environment = { DATABASE_URL: `sqlite:${file()}` };
    await expect(verify({}, environment)).resolves.toMatchObject({ exitCode: 1 });
  }

  async function isRefusedByItsRecord({ id }: RecoveryRequest): Promise<void> {
    const request = await rewind.requestIn('failed');
    expect(request).toMatchObject({ id, state: { because: 'recordDiffers' } });
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
    const [last] = (await rewind.product.store.record.entriesOf(request.id)).slice(-1);
    expect(last).toMatchObject({ by: 'rewind', to: 'failed', reason: 'recordDiffers' });
    await until('the card', () => rewind.cardWords(ana, 'groupChat').includes('not what its own record says') || undefined); // prettier-ignore
  }

  it('names another requester: the requester cannot approve', async () => {
    const request = await awaitingApproval(rewind);
    rewrites(request, (content) => ({ ...content, requesterId: gus.id }));

    await rewind.presses(ana, 'groupChat', 'approve');
    await isVoid(request);
  });

  it('writes a vote and an approval: the requester cannot run alone', async () => {
    const request = await awaitingApproval(rewind);
    rewrites(request, (content) => ({ ...content, votes: [voteOf(ben.id, content)], state: approvedState() }));
    await rewind.says(ana, 'groupChat', `status ${request.id}`);

    await rewind.presses(ana, 'groupChat', 'runNow');
    await isVoid(request);
  });

  it('writes the first of two votes: the second one counts for nothing', async () => {
    const request = await awaitingApproval(rewind);
    rewrites(request, (content) => ({ ...content, votes: [voteOf(eva.id, content)] }));

    await rewind.presses(ben, 'groupChat', 'approve');
    await isVoid(request);
  });

  it('writes a vote and an approval on an old preview: no re-check is started for it', async () => {
    const request = await awaitingApproval(rewind);
    rewrites(request, (content) => ({ ...content, votes: [voteOf(ben.id, content)], state: approvedState() }));
    rewind.sandbox.clock.jump(31 * 60_000);
    rewrites(request, (content) => ({ ...content, state: approvedState() }));
    await rewind.says(ana, 'groupChat', `status ${request.id}`);

    await rewind.presses(ana, 'groupChat', 'runNow');
    await isVoid(request);
  });

  it('names another requester while the press is judged, and puts the row back inside the transaction that moves it', async () => {
    const request = await awaitingApproval(rewind);
    putsBackAtTheNextMove(request);
    rewrites(request, (content) => ({ ...content, requesterId: gus.id }));

    await rewind.presses(ana, 'groupChat', 'approve');
    await isRefusedByItsRecord(request);
  });

  it('writes nothing: it runs, and its record is whole', async () => {
    await awaitingApproval(rewind);
    await approved(rewind);

    await expect(verify({}, { DATABASE_URL: `sqlite:${file()}` })).resolves.toMatchObject({ exitCode: 0 });
  });
});
