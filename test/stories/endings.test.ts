import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus, cleo } = CAST;
const MINUTE_MS = 60_000;

describe('requests that end without a recovery', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => {
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
    return rewind.close();
  });

  describe('rejected', () => {
    beforeAll(() => rewind.asksForApproval(ana, 'groupChat'));

    it.each(['', '   ', '\u200b\u2060'])('not without a reason (%j)', async (rejectReason) => {
      const { id, revision } = await rewind.requestIn('awaitingApproval');
      const before = await rewind.happened();
      const answer = await pressByHand(rewind, [ben, 'groupChat'], { verb: 'reject', data: { requestId: id, revision, rejectReason } }); // prettier-ignore

      expect(answer).toContain('needs a reason');
      expect(await rewind.happened()).toEqual(before);
    });

    it('with a reason, which stands on the card', async () => {
      await rewind.presses(ben, 'groupChat', 'reject', { rejectReason: 'the joiners must stay' });

      const request = await rewind.requestIn('rejected');
      expect(request.state).toMatchObject({ byId: ben.id, reason: 'the joiners must stay' });
      await until('the reason on the card', () => rewind.cardWords(ana, 'groupChat').includes('Ben Okafor rejected it: the joiners must stay') || undefined); // prettier-ignore
      await until('who and why, in a message', () => /rejected by Ben Okafor\. Reason: the joiners must stay\. Nothing was changed/.test(rewind.lastSaid(ana, 'groupChat')) || undefined); // prettier-ignore
    });

    it('and nobody can approve it any more', async () => {
      const { id, revision } = await rewind.requestIn('rejected');
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [gus, 'groupChat'], { verb: 'approve', data: { requestId: id, revision } })).toContain('is rejected'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });
  });

  describe('withdrawn', () => {
    beforeAll(() => rewind.asksForApproval(ana, 'groupChat'));

    it.each([ben, cleo])('not by $name, who did not ask', async (person) => {
      const { id, revision } = await rewind.requestIn('awaitingApproval');
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [person, 'groupChat'], { verb: 'withdraw', data: { requestId: id, revision } })).toContain('Only the person who asked or somebody who approved'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });

    it('by the requester', async () => {
      await rewind.presses(ana, 'groupChat', 'withdraw');
      expect((await rewind.requestIn('withdrawn')).state).toMatchObject({ byId: ana.id });
      await until('no button left', () => (rewind.sandbox.teams.seesButton(ben, 'groupChat', 'approve') ? undefined : true)); // prettier-ignore
    });

    it('also while it is only planned', async () => {
      await rewind.says(ana, 'groupChat', 'restore users from yesterday because it was a mistake');
      await rewind.presses(ana, 'groupChat', 'withdraw');
      await rewind.requestIn('withdrawn');
    });
  });

  describe('expired', () => {
    it('when nobody starts the preview in time', async () => {
      await rewind.says(ana, 'groupChat', 'restore users from yesterday because it was a mistake');
      const { id, revision } = await rewind.requestIn('planned');
      rewind.sandbox.clock.jump(30 * MINUTE_MS);
      await rewind.requestIn('expired');
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'startPreview', data: { requestId: id, revision } })).toContain('is expired'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });

    it('not yet at half the window: who could approve is reminded', async () => {
      await rewind.asksForApproval(ana, 'groupChat');
      rewind.sandbox.clock.jump(31 * MINUTE_MS);
      await until('the reminder', () => rewind.lastSaid(ben, 'groupChat').includes('Still waiting for approval') || undefined); // prettier-ignore
      expect((await rewind.requestIn('awaitingApproval')).votes).toEqual([]);
    });

    it('when not enough people approve in time: silence is no consent', async () => {
      const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
      rewind.sandbox.clock.jump(30 * MINUTE_MS);
      await rewind.requestIn('expired');
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data: { requestId: id, revision, digest } })).toContain('is expired'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
      await until(
        'the word about it',
        () => rewind.lastSaid(ana, 'groupChat').includes('its time is over') || undefined,
      );
    });
  });

  it('void when the snapshot left Microsoft’s list before the last vote', async () => {
    const { id, revision, digest = '', plan } = await rewind.asksForApproval(ana, 'groupChat');
    rewind.sandbox.graph.state.hideSnapshot(plan.snapshotId);
    const answer = await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data: { requestId: id, revision, digest } }); // prettier-ignore

    expect(answer).toMatch(/Microsoft no longer lists the snapshot|there is nothing to vote on/);
    expect((await rewind.requestIn('failed')).votes).toEqual([]);
  });
});
