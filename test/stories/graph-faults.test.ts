import type { Fault, FaultRule } from '../../src/sandbox/graph/http/faults';
import { CAST } from '../../src/sandbox/cast';
import { approved, awaitingApproval, planned } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

const PREVIEW_START = { method: 'POST', path: '*/recoveryPreviewJobs' };
const RECOVERY_START = { method: 'POST', path: '*/recoveryJobs' };

describe('trouble with Microsoft Graph', () => {
  let rewind: ProductUnderTest;
  const previews = () => rewind.sandbox.graph.inspect.startedPreviews();
  const recoveries = () => rewind.sandbox.graph.inspect.startedRecoveries();
  const meets = (rule: FaultRule) => {
    rewind.sandbox.graph.faults.add(rule);
  };
  const everythingHappened = () => {
    expect(rewind.sandbox.graph.faults.pending()).toEqual([]);
  };
  const cardSays = (words: string) =>
    until(`a card that says "${words}"`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(() => rewind.close());

  it.each<readonly [string, Omit<FaultRule, 'path'>]>([
    ['429, longer than one call is repeated', { fault: { kind: 'throttled', retryAfterSeconds: 0 }, times: 7 }],
    ['503, longer than one call is repeated', { fault: { kind: 'unavailable', retryAfterSeconds: 0 }, times: 7 }],
    ['a gateway that answers in HTML', { fault: { kind: 'htmlBadGateway' } }],
    ['dropped connections', { fault: { kind: 'dropBefore' } }],
    ['500 without a word', { fault: { kind: 'emptyError' } }],
  ])('%s while it polls and reads: it goes on by itself', async (_name, trouble) => {
    for (const path of ['*/recoveryPreviewJobs/*', '*getChanges*', '*/recoveryJobs/*'])
      meets({ ...trouble, method: 'GET', path });

    const { preview } = await awaitingApproval(rewind);
    await approved(rewind);

    everythingHappened();
    expect(preview?.counts.update).toBeGreaterThan(0);
    expect([previews().length, recoveries().length]).toEqual([1, 1]);
  });

  it.each<readonly [string, FaultRule['fault'], number]>([
    ['is not accepted', { kind: 'throttled' }, 0],
    ['answers the repetition of one that was', { kind: 'throttledAfterAccepting' }, 1],
  ])('429 that %s: settled from the list of jobs, and nothing is said before', async (_what, fault, begun) => {
    const unclear = { kind: 'sentence', text: expect.stringContaining('never started twice') as string };
    await awaitingApproval(rewind);
    meets({ ...RECOVERY_START, fault });

    expect(await rewind.presses(ben, 'groupChat', 'approve')).toMatchObject(unclear);
    if (begun === 0) {
      expect(await rewind.requestIn('approved')).toMatchObject({ state: { because: 'startWasLost' }, votes: [{ voterId: ben.id }] }); // prettier-ignore
      expect(recoveries()).toEqual([]);
      await rewind.presses(ben, 'groupChat', 'runNow');
    }
    await rewind.requestIn('recovered');

    everythingHappened();
    expect(recoveries()).toHaveLength(1);
  });

  it('429 on the start of a preview: it says so, and the next press works', async () => {
    await planned(rewind);
    meets({ ...PREVIEW_START, fault: { kind: 'throttled' } });

    await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(await rewind.requestIn('planned')).toMatchObject({ state: { startWasLost: true } });
    expect(previews()).toEqual([]);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');

    expect(previews()).toHaveLength(1);
  });

  it('HTML on the list of jobs, at an approval of an old preview: Graph’s answer is at fault, nobody’s role, and the next press works', async () => {
    await awaitingApproval(rewind);
    meets({ method: 'GET', path: '*/recovery/jobs', fault: { kind: 'htmlPage' }, times: 20 });

    const answer = JSON.stringify(await rewind.presses(ben, 'groupChat', 'approve'));
    expect(answer).toContain('answered what Rewind cannot read');
    expect(answer).not.toMatch(/role|broke here|is busy/);
    expect(recoveries()).toEqual([]);
    rewind.sandbox.graph.faults.clear();
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');
  });

  it('a refused reading at a press is Rewind’s own, not the presser’s', async () => {
    await awaitingApproval(rewind);
    meets({ method: 'GET', path: '*/recovery/jobs', fault: { kind: 'forbidden' }, times: 20 });

    const answer = JSON.stringify(await rewind.presses(ben, 'groupChat', 'approve'));
    expect(answer).toContain('reads with its own identity; it is not about your role');
    expect(recoveries()).toEqual([]);
  });

  it('HTML where deleted objects are looked up: said of Graph, not as a bug of ours', async () => {
    meets({ method: 'GET', path: '*/directory/deletedItems*', fault: { kind: 'htmlPage' }, times: 9 });
    await rewind.says(ana, 'groupChat', 'restore user Nobody-Here from yesterday');

    const said = await until('an answer', () => /answered what Rewind cannot read|Something broke here/.exec(rewind.lastSaid(ana, 'groupChat'))?.[0]); // prettier-ignore
    expect(said).toBe('answered what Rewind cannot read');
  });

  it('429 with a time to wait on a start: waited out within the press', async () => {
    await planned(rewind);
    meets({ ...PREVIEW_START, fault: { kind: 'throttled', retryAfterSeconds: 0 } });

    await rewind.presses(ana, 'groupChat', 'startPreview');

    await rewind.requestIn('awaitingApproval');
    everythingHappened();
    expect(previews()).toHaveLength(1);
  });

  it.each<readonly [string, Fault]>([
    ['504', { kind: 'timeoutAfterAccepting' }],
    ['a dropped connection', { kind: 'dropAfter' }],
  ])('%s after a start was accepted: exactly one of each, adopted from the list of jobs', async (_name, fault) => {
    const unclear = { kind: 'sentence', text: expect.stringContaining('never started twice') as string };
    await planned(rewind);
    meets({ ...PREVIEW_START, fault });
    meets({ ...RECOVERY_START, fault });

    expect(await rewind.presses(ana, 'groupChat', 'startPreview')).toMatchObject(unclear);
    const { preview } = await rewind.requestIn('awaitingApproval');
    expect(await rewind.presses(ben, 'groupChat', 'approve')).toMatchObject(unclear);
    const { outcome } = await rewind.requestIn('recovered');

    everythingHappened();
    expect(previews().map(({ jobId }) => jobId)).toEqual([preview?.previewJobId]);
    expect(recoveries().map(({ jobId, byId }) => [jobId, byId])).toEqual([[outcome?.recoveryJobId, ben.id]]);
  });

  it.each<readonly [string, Fault]>([
    ['403', { kind: 'forbidden' }],
    ['a page of HTML', { kind: 'htmlPage' }],
    ['404 and a list without it', { kind: 'notFound' }],
    ['409', { kind: 'conflict' }],
  ])('%s, once or for a while, in answer to a read ends nothing', async (_name, fault) => {
    await planned(rewind);
    for (const path of ['*/recoveryPreviewJobs/*', '*getChanges*', '*/recoveryJobs/*'])
      meets({ method: 'GET', path, fault, times: 2 });
    await rewind.presses(ana, 'groupChat', 'startPreview');
    // A job that is not found by its id is not in the list either.
    if (fault.kind === 'notFound')
      meets({ method: 'GET', path: '*/recovery/jobs', fault: { kind: 'emptyList' }, times: 2 });
    const { id } = await rewind.requestIn('awaitingApproval');
    meets({ method: 'GET', path: '*/recovery/snapshots', fault, times: 2 });
    const isLookedAfter = () => rewind.sandbox.graph.faults.pending().every(({ path }) => path === '*/recoveryJobs/*');
    await until('the votes to be looked after', () => isLookedAfter() || undefined);
    expect((await rewind.request(id)).state.name).toBe('awaitingApproval');
    await approved(rewind);

    expect([previews().length, recoveries().length]).toEqual([1, 1]);
  });

  it('a proxy that repeats a POST gets 409: made sure of, adopted, and nothing is started twice', async () => {
    await planned(rewind);
    meets({ ...PREVIEW_START, fault: { kind: 'repeated' } });
    meets({ ...RECOVERY_START, fault: { kind: 'repeated' } });

    const started = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(JSON.stringify(started)).not.toContain('Nothing was started');
    const { preview } = await rewind.requestIn('awaitingApproval');
    const voted = await rewind.presses(ben, 'groupChat', 'approve');
    expect(JSON.stringify(voted)).not.toContain('Nothing was started');
    const { outcome } = await rewind.requestIn('recovered');

    everythingHappened();
    expect(previews().map(({ jobId }) => jobId)).toEqual([preview?.previewJobId]);
    expect(recoveries().map(({ jobId }) => jobId)).toEqual([outcome?.recoveryJobId]);
  });

  it('and where the list does not show it yet: the press says so, and the worker adopts it', async () => {
    await awaitingApproval(rewind);
    meets({ ...RECOVERY_START, fault: { kind: 'repeated' } });
    // Two looks before the POST, the one after it, and the worker's first.
    meets({ method: 'GET', path: '*/recovery/jobs', fault: { kind: 'emptyList' }, times: 4 });

    const voted = await rewind.presses(ben, 'groupChat', 'approve');
    expect(voted).toMatchObject({
      kind: 'sentence',
      text: expect.stringContaining('makes sure in the list of jobs') as string,
    });
    await rewind.requestIn('recovered');

    everythingHappened();
    expect(recoveries()).toHaveLength(1);
  });

  it('409 that is somebody else’s job: once the list has shown it, it waits for the slot', async () => {
    await planned(rewind);
    meets({ method: 'GET', path: '*/recovery/jobs', fault: { kind: 'forbidden' } });
    rewind.sandbox.graph.state.startOutside({ kind: 'recovery' });

    const press = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(press).toMatchObject({ kind: 'sentence', text: expect.stringContaining('makes sure in the list of jobs') as string }); // prettier-ignore
    expect(await rewind.requestIn('waitingForSlot')).toMatchObject({ state: { resume: { name: 'planned' }, holder: { what: 'recovery' } } }); // prettier-ignore
    expect(previews()).toEqual([]);
  });

  it.each<readonly [string, Fault]>([
    ['503', { kind: 'unavailable' }],
    ['a dropped connection', { kind: 'dropBefore' }],
    ['a gateway’s HTML', { kind: 'htmlBadGateway' }],
  ])('%s before a start was accepted: it says so, and the next press starts exactly one', async (_name, fault) => {
    await planned(rewind);
    meets({ ...PREVIEW_START, fault });
    meets({ ...RECOVERY_START, fault });

    await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(await rewind.requestIn('planned')).toMatchObject({ state: { startWasLost: true } });
    await cardSays('The last start did not reach Microsoft');
    expect(previews()).toEqual([]);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');

    await rewind.presses(ben, 'groupChat', 'approve');
    const request = await rewind.requestIn('approved');
    expect(request).toMatchObject({ state: { because: 'startWasLost' }, votes: [{ voterId: ben.id }] });
    await cardSays('The start did not reach Microsoft');
    expect(recoveries()).toEqual([]);
    await rewind.presses(ana, 'groupChat', 'runNow');
    await rewind.requestIn('recovered');

    everythingHappened();
    expect([previews(), recoveries()].map((started) => started.map(({ byId }) => byId))).toEqual([[ana.id], [ana.id]]);
  });

  it('changes that a recovery could not make are shown by name, and Microsoft’s reason to those who may see values', async () => {
    const { plan } = await awaitingApproval(rewind);
    const damaged = rewind.sandbox.graph.inspect.compare(plan.snapshotId).filter(({ type }) => type === 'user');
    const [first, second] = damaged.filter(({ action }) => action === 'update');
    for (const object of [first, second])
      rewind.sandbox.graph.state.jobs.failObject(object?.id ?? '', 'Insufficient privileges to update the object.');

    const { id, outcome } = await approved(rewind);
    expect(outcome).toMatchObject({ failedChanges: 2 });
    await cardSays('Recovered, 2 failed');

    await rewind.presses(ana, 'groupChat', 'Show failed');
    await cardSays('Its reason: type failed');
    for (const object of [first, second]) await cardSays(object?.displayName ?? 'a name');
    expect(rewind.cardWords(ana, 'groupChat')).not.toContain('Insufficient privileges');

    await rewind.says(ana, 'personal', `failed ${id}`);
    await until('the reason', () => rewind.cardWords(ana, 'personal').includes('Insufficient privileges') || undefined);
  });
});
