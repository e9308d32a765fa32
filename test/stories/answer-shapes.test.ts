import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

/** Microsoft's pages and recordings of real tenants differ in annotations, ids and what single reads answer. */
describe.each(['documented', 'live'] as const)('answers of the %s shape', (shape) => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ shape });
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  it('run the main story: previewed, approved, recovered, and nothing but what is only shown is left', async () => {
    const { plan, preview } = await awaitingApproval(rewind);
    const { outcome } = await approved(rewind);

    expect(outcome).toMatchObject({ failedChanges: 0 });
    const left = rewind.sandbox.graph.inspect.compare(plan.snapshotId).filter(({ type }) => type === 'user');
    expect(left).toHaveLength(preview?.counts.shownOnly ?? -1);
  });
});
