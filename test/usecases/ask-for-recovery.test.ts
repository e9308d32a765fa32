import type { PersonId } from '../../src/shared/ids';
import type { AskPress } from '../../src/usecases/ask-for-recovery';
import { asksForRecovery, approves, nothingHappened, previewed, runs } from '../approvals/presses';
import { ANA, at, BEN, OTHER_SNAPSHOT } from '../jobs/people-and-requests';

describe('asking for the recovery of a preview', () => {
  it('that is older than its limit is no refusal: nothing runs on it, the last vote starts a fresh one (A12)', async () => {
    const world = await previewed({ computedAt: at(-31) });

    await expect(asksForRecovery(world)).resolves.toMatchObject({ request: { state: { name: 'awaitingApproval' } } });
    expect(world.previewed).toEqual([]);

    await expect(approves(world)).resolves.toMatchObject({ request: { state: { name: 'rechecking' } } });
    expect(world.previewed).toEqual([BEN]);
    expect(world.withinMs).toEqual([]);
  });

  it('whose changes are not kept any more is refused: nobody could see what to approve', async () => {
    const world = await previewed({ computedAt: at(-31) });
    await world.forgetsChanges();

    await expect(asksForRecovery(world)).resolves.toMatchObject({ kind: 'refused', because: 'changesNotKept' });
    nothingHappened(world);
  });

  it('whose snapshot left the list voids it: nobody is asked, and nothing runs (A15)', async () => {
    const world = await previewed();
    world.microsoft.snapshots = [OTHER_SNAPSHOT];

    await expect(asksForRecovery(world)).resolves.toMatchObject({ kind: 'refused', because: 'snapshotGone' });
    expect((await world.request()).state).toMatchObject({ name: 'failed', because: 'snapshotGone' });
    expect(world.store.notices.map(({ kind, peopleIds }) => [kind, peopleIds])).toEqual([['failed', [ANA]]]);
    expect(world.withinMs).toEqual([]);
  });

  it('is left as it is while Microsoft lists no snapshot at all', async () => {
    const world = await previewed();
    world.microsoft.snapshots = [];

    await expect(asksForRecovery(world)).rejects.toMatchObject({ code: 'graph/no-snapshots' });
    nothingHappened(world);
  });

  it('whose snapshot left the list is left as it is by whoever may not ask', async () => {
    const world = await previewed();
    world.microsoft.snapshots = [OTHER_SNAPSHOT];

    await expect(asksForRecovery(world, BEN)).resolves.toMatchObject({ kind: 'refused', because: 'notRequester' });
    nothingHappened(world);
  });

  it.each<[string, PersonId, Partial<AskPress>, string]>([
    ['the requester', BEN, {}, 'notRequester'],
    ['the revision that was shown', ANA, { revision: 2 }, 'changedSinceShown'],
  ])('takes %s', async (_what, personId, press, because) => {
    const world = await previewed();

    await expect(asksForRecovery(world, personId, press)).resolves.toMatchObject({ kind: 'refused', because });
    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'notApproved' });
    nothingHappened(world);
  });
});
