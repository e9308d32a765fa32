/** After a recovery: what is left is proved by a preview, and what failed is asked for again, the whole way of a restore. */
import { CAST } from '../../src/sandbox/cast';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan, gus } = CAST;

describe('after a recovery', () => {
  let rewind: ProductUnderTest;
  const graph = () => rewind.sandbox.graph;
  const previews = () => graph().inspect.startedPreviews();
  const cardSays = (words: string) =>
    until(`"${words}" on the newest card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);
  /** Every card of the place, the older ones too. */
  const allCards = () => JSON.stringify(rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content }) => content.card)); // prettier-ignore

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    graph().state.runIncident('massDisable');
  });
  afterEach(() => rewind.close());

  describe('Check result', () => {
    beforeEach(async () => {
      await awaitingApproval(rewind);
      await approved(rewind);
    });

    it('previews the same scope from the same snapshot, with the sign-on of whoever pressed, and says what is left', async () => {
      const old = await rewind.requestIn('recovered');
      await rewind.presses(cleo, 'groupChat', 'checkResult');

      const check = await rewind.requestIn('previewed');
      expect(check).toMatchObject({
        requesterId: cleo.id,
        plan: { scope: old.plan.scope, snapshotId: old.plan.snapshotId, wantsApproval: false, follows: { requestId: old.id, how: 'check' } }, // prettier-ignore
      });
      expect(previews().map(({ byId }) => byId)).toEqual([ana.id, cleo.id]);
      await cardSays(`Check of ${old.id}: nothing is left that can be recovered`);
      await cardSays(`checks the result of ${old.id}`);
      expect((await rewind.request(old.id)).followUps).toEqual([{ requestId: check.id, how: 'check' }]);
      await until('the link on the old card', () => allCards().includes(`Its result is checked in ${check.id}`) || undefined); // prettier-ignore
      expect((await rewind.product.store.record.entriesOf(old.id)).at(-1)).toMatchObject({ what: 'checkedResult', by: cleo.id }); // prettier-ignore
    });

    it('finds what was changed since', async () => {
      graph().state.edit(gus.id, (editor) => {
        editor.update(dan.id, { department: 'Somewhere else' });
      });
      await rewind.presses(ana, 'groupChat', 'checkResult');

      await rewind.requestIn('previewed');
      await cardSays('1 difference left');
      await cardSays('Dan Howell');
    });

    it('pressed twice at once makes one request', async () => {
      graph().state.setDurations({ calculating: 600_000 });
      await Promise.all([rewind.presses(ana, 'groupChat', 'checkResult'), rewind.presses(gus, 'groupChat', 'checkResult')]); // prettier-ignore

      await rewind.requestIn('previewing');
      const requests = await rewind.product.store.requests.open();
      expect(requests).toHaveLength(1);
      expect(previews()).toHaveLength(2);
    });

    it('waits where the slot is taken, and says so', async () => {
      graph().state.startOutside();
      const answer = await rewind.presses(ana, 'groupChat', 'checkResult');

      expect(answer).toMatchObject({
        kind: 'sentence',
        text: expect.stringContaining('Nothing was started') as string,
      });
      await rewind.requestIn('waitingForSlot');
      await cardSays('the slot is busy');
      expect(previews()).toHaveLength(1);
    });

    it('is brought by words, and refused where nothing ran', async () => {
      const { id } = await rewind.requestIn('recovered');
      await rewind.says(ana, 'groupChat', `check ${id}`);
      await until('the button', () => rewind.sandbox.teams.seesButton(ana, 'groupChat', 'checkResult') || undefined);
      await rewind.says(ana, 'groupChat', `retry ${id}`);
      await until('an answer', () => rewind.lastSaid(ana, 'groupChat').includes('no failed changes') || undefined);

      await rewind.says(ana, 'groupChat', 'preview groups from yesterday');
      const { id: planned, revision } = await rewind.requestIn('planned');
      const before = await rewind.happened();
      for (const verb of ['checkResult', 'retryFailed'])
        expect(await pressByHand(rewind, [ana, 'groupChat'], { verb, data: { requestId: planned, revision } })).toContain('there is no result to look into'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });

    it('says for each state why there is no result', async () => {
      const answers = async (id: string, sentence: string) => {
        await rewind.says(ana, 'groupChat', `check ${id}`);
        await until(`“${sentence}”`, () => rewind.lastSaid(ana, 'groupChat').includes(sentence) || undefined);
      };
      graph().state.setDurations({ running: 600_000 });
      graph().state.edit(gus.id, (editor) => {
        editor.update(dan.id, { department: 'Somewhere else' });
      });
      const { id } = await awaitingApproval(rewind);
      await answers(id, 'has run yet (it is waiting for approval)');
      await rewind.presses(ben, 'groupChat', 'approve');
      await rewind.requestIn('recovering');
      await answers(id, `The recovery of ${id} is still running`);

      await rewind.says(ana, 'groupChat', 'preview groups from yesterday');
      const planned = await rewind.requestIn('planned');
      await rewind.presses(ana, 'groupChat', 'withdraw');
      await rewind.requestIn('withdrawn');
      await answers(planned.id, 'is over (withdrawn) and its recovery never ran');
    });

    it('tells people without a role nothing of the request, whatever its state, or whether there is one', async () => {
      const { id: recovered, revision } = await rewind.requestIn('recovered');
      await rewind.says(ana, 'groupChat', 'preview groups from yesterday');
      const { id: planned } = await rewind.requestIn('planned');
      const before = await rewind.happened();

      for (const verb of ['checkResult', 'retryFailed'])
        for (const requestId of [recovered, planned, 'R-2222']) {
          const answer = await pressByHand(rewind, [dan, 'groupChat'], { verb, data: { requestId, revision } });
          expect(answer).toContain('You do not hold the role');
          expect(answer).not.toContain(requestId);
        }
      expect(await rewind.happened()).toEqual(before);
    });

    it('is refused when the snapshot left the list, and to people without a role', async () => {
      const { id, revision, plan } = await rewind.requestIn('recovered');
      const press = { verb: 'checkResult', data: { requestId: id, revision } };
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [dan, 'groupChat'], press)).toContain('You do not hold the role');
      graph().faults.add({ method: 'GET', path: '*/recovery/snapshots', fault: { kind: 'emptyList' }, times: 20 });
      expect(await pressByHand(rewind, [ana, 'groupChat'], press)).toContain('lists no snapshot at all at the moment');
      graph().faults.clear();
      graph().state.hideSnapshot(plan.snapshotId);
      expect(await pressByHand(rewind, [ana, 'groupChat'], press)).toContain('no longer lists the snapshot');
      expect(await rewind.happened()).toEqual(before);
    });
  });

  describe('Retry failed', () => {
    const REASON = 'managed by another service';
    const failing = async (): Promise<string> => {
      await awaitingApproval(rewind);
      const [change] = await firstChanges();
      graph().state.jobs.failObject(change ?? '', REASON);
      const { id } = await approved(rewind);
      expect((await rewind.request(id)).outcome?.failedChanges).toBe(1);
      return change ?? '';
    };
    const firstChanges = async (): Promise<readonly string[]> => {
      const [request] = await rewind.product.store.requests.since(new Date(0));
      const ids: string[] = [];
      if (request)
        for await (const { id, action, shownOnly } of rewind.product.store.changes.changes(request.id, 1))
          if (action === 'update' && !shownOnly) ids.push(id);
      return ids;
    };

    it('asks again for exactly what failed, with the reason carried, and goes the whole way of a restore', async () => {
      const failedId = await failing();
      const old = await rewind.requestIn('recovered');
      graph().state.jobs.failObject(failedId, undefined);
      await rewind.presses(ben, 'groupChat', 'retryFailed');

      const retry = await rewind.requestIn('awaitingApproval');
      expect(retry).toMatchObject({
        requesterId: ben.id,
        reason: `Retry of ${old.id}: ${old.reason ?? ''}`,
        plan: { wantsApproval: true, scope: { kind: 'objects', objects: [{ id: failedId }] }, follows: { requestId: old.id, how: 'retry' } }, // prettier-ignore
      });
      await cardSays(`asks again for what failed in ${old.id}`);
      const own = await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data: { requestId: retry.id, revision: 1, digest: retry.digest ?? '' } }); // prettier-ignore
      expect(own).toContain('You asked for this yourself');
      await until('the card to vote on', () => rewind.sandbox.teams.seesButton(gus, 'groupChat', 'approve') || undefined); // prettier-ignore
      await rewind.presses(gus, 'groupChat', 'approve');
      await rewind.requestIn('recovered');
      expect(graph().inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id, gus.id]); // prettier-ignore
      expect(
        graph()
          .inspect.compare(old.plan.snapshotId)
          .filter(({ id }) => id === failedId),
      ).toEqual([]);
    });

    it('pressed on the list of what failed is the press of the request’s own card', async () => {
      const failedId = await failing();
      const old = await rewind.requestIn('recovered');
      await rewind.says(ben, 'groupChat', `failed ${old.id}`);
      const list = await until(
        'the list',
        () => rewind.sandbox.teams.cardFor(ben, 'groupChat', 'Next step')?.activityId,
      );
      const before = await rewind.happened();
      const refused = await rewind.sandbox.teams.presses(cleo, 'groupChat', { button: 'Retry failed', card: list });
      expect(refused).toMatchObject({ kind: 'sentence', text: expect.stringContaining('Entra Backup Reader may look and preview') as string }); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);

      const answer = await rewind.sandbox.teams.presses(ben, 'groupChat', { button: 'Retry failed', card: list });
      expect(answer.kind).toBe('card');
      const retry = await rewind.requestIn('awaitingApproval');
      expect(retry).toMatchObject({
        requesterId: ben.id,
        plan: { scope: { kind: 'objects', objects: [{ id: failedId }] }, follows: { requestId: old.id, how: 'retry' } },
      });
      expect((await rewind.request(old.id)).followUps).toEqual([{ requestId: retry.id, how: 'retry' }]);
    });

    it('is refused to a Reader, and nothing happens', async () => {
      await failing();
      const { id, revision } = await rewind.requestIn('recovered');
      const before = await rewind.happened();

      const answer = await pressByHand(rewind, [cleo, 'groupChat'], { verb: 'retryFailed', data: { requestId: id, revision } }); // prettier-ignore
      expect(answer).toContain('Entra Backup Reader may look and preview');
      expect(await rewind.happened()).toEqual(before);
    });
  });
});
