import { CAST } from '../../src/sandbox/cast';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

describe('the snapshot leaves Microsoft’s list', () => {
  let rewind: ProductUnderTest;
  afterEach(() => rewind.close());

  /** Once when the changes are read, once when the window opens; then not for a minute. */
  const looksAtTheList = (): number => {
    const paths = rewind.sandbox.graph.inspect.calls().map(({ path }) => path);
    const read = paths.findLastIndex((path) => path.includes('getChanges'));
    return paths.slice(read).filter((path) => path === '/directory/recovery/snapshots').length;
  };
  const voided = async (): Promise<void> => {
    expect(await rewind.requestIn('failed')).toMatchObject({ state: { because: 'snapshotGone' }, votes: [] });
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
    await until(
      'the card that says so',
      () => rewind.cardWords(ana, 'groupChat').includes('no longer lists the snapshot') || undefined,
    );
  };

  it('before the vote: the vote voids the request, and nothing is started', async () => {
    rewind = await startProductUnderTest({ settings: { POLL_MAX_MS: '60000' } });
    rewind.sandbox.graph.state.runIncident('massDisable');
    const { plan } = await awaitingApproval(rewind);
    await until('the last look before the vote', () => looksAtTheList() >= 2 || undefined);
    rewind.sandbox.graph.state.hideSnapshot(plan.snapshotId);

    const answer = await rewind.presses(ben, 'groupChat', 'approve');

    expect(answer).toMatchObject({
      kind: 'sentence',
      text: expect.stringContaining('no longer lists the snapshot') as string,
    });
    await voided();
  });

  it('is nothing that a list of no snapshots at all could tell: the vote is refused, and counts when there is a list', async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    const { id } = await awaitingApproval(rewind);
    rewind.sandbox.graph.faults.add({ method: 'GET', path: '*/recovery/snapshots', fault: { kind: 'emptyList' }, times: 999 }); // prettier-ignore

    const answer = await rewind.presses(ben, 'groupChat', 'approve');
    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('lists no snapshot at all at the moment') as string }); // prettier-ignore
    expect(await rewind.request(id)).toMatchObject({ state: { name: 'awaitingApproval' }, votes: [] });
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
    rewind.sandbox.graph.faults.clear();
    await until('the list to be read again', async () => (await rewind.request(id)).away === undefined || undefined);
    await approved(rewind);
  });

  it('before the asking: nobody is asked, and nothing is started', async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'preview users from yesterday');
    await rewind.presses(ana, 'groupChat', 'startPreview');
    const { plan } = await rewind.requestIn('previewed');
    rewind.sandbox.graph.state.hideSnapshot(plan.snapshotId);

    const answer = await rewind.presses(ana, 'groupChat', 'askForRecovery', {
      reason: 'the connector disabled people',
    });

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('no longer lists the snapshot') as string }); // prettier-ignore
    await voided();
    const said = rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content }) => content.summary ?? '');
    expect(said.filter((summary) => summary.startsWith('Approval needed'))).toEqual([]);
  });

  it('while nobody votes: the request is void by itself', async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    const { plan } = await awaitingApproval(rewind);

    rewind.sandbox.graph.state.hideSnapshot(plan.snapshotId);

    await voided();
  });
});
