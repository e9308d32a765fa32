/** A16: when the re-check cannot be made, nothing runs; and what is said is true. */
import { CAST } from '../../src/sandbox/cast';
import { agedApproval, type AgedApproval } from '../support/aged-approval';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

describe('the re-check that an old preview takes', () => {
  let aged: AgedApproval;
  beforeEach(async () => {
    aged = await agedApproval();
  });
  afterEach(() => aged.rewind.close());
  const graph = () => aged.rewind.sandbox.graph;

  it('the slot is taken: it stays approved, those concerned are told, and Run now starts the re-check then', async () => {
    graph().state.startOutside();
    const answer = await aged.rewind.presses(ben, 'groupChat', 'approve');

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('Nothing was started') as string });
    expect(await aged.rewind.requestIn('approved')).toMatchObject({ state: { because: 'slotBusy' }, votes: [{ voterId: ben.id }] }); // prettier-ignore
    expect(aged.starters()).toEqual([ana.id]);
    await aged.cardSays('starts a re-check by a fresh preview');

    graph().state.cancel(graph().state.jobs.active()?.id ?? '');
    await aged.isTold('The slot is free again');
    await aged.rewind.presses(ana, 'groupChat', 'runNow');
    await until('the re-check', async () => {
      const { state } = await aged.rewind.requestIn('approved');
      return (state.name === 'approved' && state.because === 'rechecked') || undefined;
    });
    expect(aged.starters()).toEqual([ana.id, ana.id]);
    await aged.runs();
  });

  it('Microsoft is away: it stays approved inside its window, and nothing runs (A16)', async () => {
    graph().faults.add({ method: 'POST', path: '*/recoveryPreviewJobs', fault: { kind: 'throttled' } });
    const answer = await aged.rewind.presses(ben, 'groupChat', 'approve');

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('never started twice') as string });
    expect(await aged.rewind.requestIn('approved')).toMatchObject({ state: { because: 'startWasLost' } });
    expect([aged.starters(), aged.recoveries()]).toEqual([[ana.id], []]);
    aged.passes(15);
    expect(await aged.rewind.requestIn('expired')).toMatchObject({ state: { during: 'approved' } });
  });

  it('the start of the re-check is lost: back to the approval with its own window, and nothing runs (A16)', async () => {
    graph().faults.add({ method: 'POST', path: '*/recoveryPreviewJobs', fault: { kind: 'dropBefore' } });
    const pressedAt = aged.rewind.sandbox.clock.now().getTime();
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    const { state, votes } = await aged.rewind.requestIn('approved');
    expect(state).toMatchObject({ because: 'startWasLost' });
    expect(votes.map(({ voterId }) => voterId)).toEqual([ben.id]);
    const leftMs = (state.name === 'approved' ? state.expiresAt.getTime() : 0) - pressedAt;
    expect(Math.abs(leftMs - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
    expect([aged.starters(), aged.recoveries()]).toEqual([[ana.id], []]);
  });

  it('the start of the re-check got through, but its answer did not: it is adopted, and never started twice', async () => {
    graph().faults.add({ method: 'POST', path: '*/recoveryPreviewJobs', fault: { kind: 'dropAfter' } });
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    expect(await aged.rewind.requestIn('approved')).toMatchObject({ state: { because: 'rechecked' } });
    expect(aged.starters()).toEqual([ana.id, ben.id]);
  });

  it('the snapshot left the list meanwhile: the request is void, and nothing runs (A15)', async () => {
    const { plan } = await aged.rewind.requestIn('awaitingApproval');
    graph().state.setDurations({ calculating: HOUR_MS });
    await aged.rewind.presses(ben, 'groupChat', 'approve');
    await aged.rewind.requestIn('rechecking');
    graph().state.hideSnapshot(plan.snapshotId);
    aged.passes(61);

    expect(await aged.rewind.requestIn('failed')).toMatchObject({ state: { during: 'recheck' } });
    expect(aged.recoveries()).toEqual([]);
    await aged.cardSays('Void: the snapshot is gone');
  });

  it('the fresh preview fails: nothing runs, and it is said (A16)', async () => {
    graph().state.jobs.failNext('preview');
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    expect(await aged.rewind.requestIn('failed')).toMatchObject({
      state: { during: 'recheck', because: 'previewFailed' },
    });
    await aged.cardSays('Re-check failed');
    await aged.isTold('Microsoft’s preview failed');
    expect(aged.recoveries()).toEqual([]);
  });

  describe('while the re-check runs', () => {
    beforeEach(async () => {
      graph().state.setDurations({ calculating: HOUR_MS });
      await aged.rewind.presses(ben, 'groupChat', 'approve');
      await until(
        'the button Cancel',
        () => aged.rewind.sandbox.teams.seesButton(gus, 'groupChat', 'cancel') || undefined,
      );
    });

    it('one administrator stops it, and nothing runs', async () => {
      await aged.rewind.presses(gus, 'groupChat', 'cancel');

      expect(await aged.rewind.requestIn('canceled')).toMatchObject({ state: { during: 'recheck', byId: gus.id } });
      await aged.cardSays('Canceled during the re-check');
      expect([aged.recoveries(), graph().state.jobs.active()]).toEqual([[], undefined]);
    });

    it('the requester takes it back, and Microsoft is asked to stop the preview', async () => {
      await aged.rewind.presses(ana, 'groupChat', 'withdraw');

      const { id } = await aged.rewind.requestIn('withdrawn');
      await until('a free slot', () => graph().state.jobs.active() === undefined || undefined);
      expect((await aged.rewind.product.store.record.entriesOf(id)).map(({ what }) => what)).toContain(
        'stoppedRecheck',
      );
      expect(aged.recoveries()).toEqual([]);
    });

    it('an approver takes the vote back: it is voted on again', async () => {
      await aged.rewind.presses(ben, 'groupChat', 'withdraw');

      expect(await aged.rewind.requestIn('awaitingApproval')).toMatchObject({ votes: [], revision: 1 });
      await until('a free slot', () => graph().state.jobs.active() === undefined || undefined);
      expect(aged.recoveries()).toEqual([]);
    });

    it('takes longer than every window: they stand still while Microsoft works, and Run now has as long again', async () => {
      aged.passes(62);

      const { state } = await aged.rewind.requestIn('approved');
      const left =
        (state.name === 'approved' ? state.expiresAt.getTime() : 0) - aged.rewind.sandbox.clock.now().getTime();
      // As long as it took: nobody is hurried after an hour.
      expect(Math.abs(left - 61 * MINUTE_MS)).toBeLessThan(2 * MINUTE_MS);
      aged.passes(64);
      await aged.rewind.requestIn('expired');
      expect(aged.recoveries()).toEqual([]);
    });
  });
});
