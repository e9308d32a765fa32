/** Graph's links to further pages expire while Rewind reads: people see the very same preview and the very same result. */
import type { FaultRule } from '../../src/sandbox/graph/http/faults';
import { CAST } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;
const CHANGES = '*getChanges';
const FAILED_CHANGES = '*getFailedChanges';

describe('page tokens that expire', () => {
  let rewind: ProductUnderTest;
  const meets = (rule: Omit<FaultRule, 'fault'>) => {
    rewind.sandbox.graph.faults.add({ fault: { kind: 'expiredPageToken' }, ...rule });
  };
  const everythingHappened = () => {
    expect(rewind.sandbox.graph.faults.pending()).toEqual([]);
  };
  const asked = (end: string) => rewind.sandbox.graph.inspect.calls().filter(({ path }) => path.endsWith(end)).length;

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    rewind.sandbox.graph.state.largestPage = 3;
  });
  afterEach(() => rewind.close());

  async function previewed(): Promise<RecoveryRequest> {
    const before = await rewind.product.store.requests.since(new Date(0));
    await rewind.says(ana, 'personal', 'preview users from yesterday');
    await rewind.presses(ana, 'personal', 'startPreview');
    return await until('a preview that is read', async () => {
      const [newest] = await rewind.product.store.requests.since(new Date(0));
      return newest?.state.name === 'previewed' && !before.some(({ id }) => id === newest.id) ? newest : undefined;
    });
  }
  async function kept({ id, revision }: RecoveryRequest) {
    const { changes } = rewind.product.store;
    const [pages, hashes]: [unknown[], string[]] = [[], []];
    for await (const page of changes.pages(id, revision)) pages.push([page.page, page.counts, page.changes.map((change) => change.id)]); // prettier-ignore
    for await (const hash of changes.itemHashes(id, revision)) hashes.push(hash);
    return { pages, hashes, count: await changes.countHashes(id, revision) };
  }

  it('on page 3, five times: digest, counts, dangers and what is kept are those of an undisturbed reading', async () => {
    const undisturbed = await previewed();
    const pages = asked('getChanges');
    for (let times = 0; times < 5; times += 1) meets({ path: CHANGES, after: 1 });

    const disturbed = await previewed();

    everythingHappened();
    expect(asked('getChanges')).toBe(2 * pages + 5 * 3);
    expect(disturbed.digest).toBe(undisturbed.digest);
    const { counts, hazards } = disturbed.preview ?? {};
    expect({ counts, hazards }).toEqual({ counts: undisturbed.preview?.counts, hazards: undisturbed.preview?.hazards });
    expect(await kept(disturbed)).toEqual(await kept(undisturbed));
  });

  it('ten times in a row: it waits and reads later, and nothing has failed', async () => {
    meets({ path: CHANGES, times: 10 });

    expect((await previewed()).preview?.counts.update).toBeGreaterThan(0);
    everythingHappened();
  });

  it('in the lists of jobs, snapshots, roles, audit events and failed changes: one recovery, reported whole', async () => {
    for (const path of ['*/snapshots', '*/jobs', '*/roleAssignments', '*/directoryAudits', '*/transitiveMembers/*'])
      meets({ path, times: 2 });
    meets({ path: FAILED_CHANGES, times: 2 });
    const { plan } = await awaitingApproval(rewind);
    const damaged = rewind.sandbox.graph.inspect.compare(plan.snapshotId).filter(({ type }) => type === 'user');
    const failing = damaged.filter(({ action }) => action === 'update').slice(0, 5);
    for (const { id } of failing) rewind.sandbox.graph.state.jobs.failObject(id, 'Insufficient privileges.');

    const { id, outcome } = await approved(rewind);

    expect(outcome).toMatchObject({ failedChanges: 5 });
    const failed: string[] = [];
    for await (const change of rewind.product.store.changes.failed(id)) failed.push(change.id);
    expect(failed.sort()).toEqual(failing.map((one) => one.id).sort());
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
    expect(rewind.sandbox.graph.faults.pending().filter(({ path }) => path === FAILED_CHANGES)).toEqual([]);
  });
});
