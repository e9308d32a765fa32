/** Between the vote and the run the directory moves on: what was approved is compared with a fresh preview, and only that runs. */
import { CAST } from '../../src/sandbox/cast';
import { agedApproval, type AgedApproval } from '../support/aged-approval';
import { until } from '../support/until';

const { ana, ben, dan, gus } = CAST;
const MINUTE_MS = 60_000;

describe('the preview is too old at the last vote (A12)', () => {
  let aged: AgedApproval;
  beforeEach(async () => {
    aged = await agedApproval();
  });
  afterEach(() => aged.rewind.close());
  const graph = () => aged.rewind.sandbox.graph;

  it('and nothing else has changed: the press starts a re-check with the approver’s sign-on, and Run now follows', async () => {
    const before = await aged.rewind.requestIn('awaitingApproval');
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    const request = await aged.rewind.requestIn('approved');
    expect(aged.starters()).toEqual([ana.id, ben.id]);
    expect(aged.recoveries()).toEqual([]);
    expect(request).toMatchObject({
      revision: before.revision,
      digest: before.digest,
      votes: [{ voterId: ben.id, digest: before.digest }],
      state: { because: 'rechecked' },
      recheck: { difference: { appeared: 0, gone: 0, changed: 0 } },
    });
    expect(request.preview?.computedAt.getTime()).toBeGreaterThan(before.preview?.computedAt.getTime() ?? 0);
    await aged.cardSays('A re-check found exactly what was approved');
    await aged.isTold('Press Run now on the card until');

    const recovered = await aged.runs();
    expect(aged.recoveries().map(({ byId }) => byId)).toEqual([ben.id]);
    expect(aged.pinned()).toEqual(await aged.changedIds(1));
    expect((await aged.rewind.product.store.record.entriesOf(recovered.id)).map(({ what }) => what)).toContain('recheckFoundNothingNew'); // prettier-ignore
  });

  it('and the re-check takes two hours: Run now fifty minutes later runs on it, without another one', async () => {
    const { clock } = aged.rewind.sandbox;
    graph().state.setDurations({ loadingData: 2 * 60 * MINUTE_MS });
    await aged.rewind.presses(ben, 'groupChat', 'approve');
    await until('the re-check', () => aged.starters().length > 1 || undefined);
    clock.jump(2 * 60 * MINUTE_MS);
    const { state } = await aged.rewind.requestIn('approved');
    const left = (state as { readonly expiresAt: Date }).expiresAt.getTime() - clock.now().getTime();
    expect(left).toBeGreaterThan(110 * MINUTE_MS);

    clock.jump(50 * MINUTE_MS);
    await aged.runs();
    expect(aged.starters()).toEqual([ana.id, ben.id]);
    expect(aged.recoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });

  it('and nobody runs it after the re-check: it expires, with Ask again that keeps the reason', async () => {
    await aged.rewind.presses(ben, 'groupChat', 'approve');
    await aged.rewind.requestIn('approved');
    aged.passes(16);
    const expired = await aged.rewind.requestIn('expired');
    expect([aged.starters(), aged.recoveries()]).toEqual([[ana.id, ben.id], []]);

    await aged.rewind.presses(ana, 'groupChat', 'Ask again');
    const again = await aged.rewind.requestIn('planned');
    expect(again).toMatchObject({
      reason: expired.reason,
      plan: { ...expired.plan, timePhrase: again.plan.timePhrase },
    });
    expect(aged.recoveries()).toEqual([]);
  });

  it('and some of it is settled by now: the recovery is pinned to what is still in it (A13)', async () => {
    const approved = await aged.changedIds(1);
    const person = approved.find((id) => id.startsWith('1')) ?? '';
    graph().state.edit(gus.id, (editor) => {
      editor.update(person, { accountEnabled: true, department: aged.before(person)['department'] ?? null });
    });
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    const request = await aged.rewind.requestIn('approved');
    expect(request).toMatchObject({ recheck: { difference: { appeared: 0, gone: 1, changed: 0 } }, votes: [{ voterId: ben.id }] }); // prettier-ignore
    await aged.cardSays('1 is already as in the snapshot');

    await aged.runs();
    expect(aged.pinned()).toEqual(approved.filter((id) => id !== person));
  });

  it('and more has changed: the votes are dismissed, only the difference is shown, and nothing runs', async () => {
    const approved = await aged.changedIds(1);
    const [person = ''] = approved.filter((id) => id.startsWith('1'));
    graph().state.edit(gus.id, (editor) => {
      editor.update(person, { department: 'Somewhere else' });
      editor.update(dan.id, { department: 'Somewhere else' });
    });
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    const request = await until('a new question', async () => {
      const found = await aged.rewind.requestIn('awaitingApproval');
      return found.revision > 1 ? found : undefined;
    });
    expect(request).toMatchObject({ revision: 2, votes: [], recheck: { difference: { appeared: 1, gone: 0, changed: 1 } } }); // prettier-ignore
    expect(aged.recoveries()).toEqual([]);
    await aged.cardSays('A re-check found other changes than the approved ones');
    const words = aged.rewind.cardWords(ana, 'groupChat');
    expect(words).toContain('Dan Howell** · new since the approval: would be changed');
    expect(words.match(/new since the approval|not as it was approved/g)).toHaveLength(2);
    await aged.isTold('This request has changed nothing. It can be approved on the card until');

    await aged.rewind.presses(ben, 'groupChat', 'approve');
    await aged.rewind.requestIn('recovered');
    expect(aged.pinned()).toEqual([...approved, dan.id].sort());
    expect(aged.starters()).toEqual([ana.id, ben.id]);
  });

  it('and all of it is settled: nothing is left, nothing runs, and the people concerned are told', async () => {
    const { plan } = await aged.rewind.requestIn('awaitingApproval');
    graph().state.edit(gus.id, (editor) => {
      for (const { id, action, attributes } of graph().inspect.compare(plan.snapshotId)) {
        if (action === 'softDelete') editor.softDelete(id);
        else if (action === 'restore') editor.restore(id);
        else if (attributes.length > 0) editor.update(id, { accountEnabled: true, department: aged.before(id)['department'] ?? null }); // prettier-ignore
      }
    });
    await aged.rewind.presses(ben, 'groupChat', 'approve');

    const request = await aged.rewind.requestIn('previewed');
    expect(request).toMatchObject({ revision: 2, votes: [], preview: { counts: { update: 0, restore: 0, softDelete: 0 } } }); // prettier-ignore
    await aged.isTold('A re-check found nothing left to recover');
    await aged.cardSays('A re-check found nothing left to recover');
    expect(aged.rewind.sandbox.teams.seesButton(ana, 'groupChat', 'askForRecovery')).toBe(false);
    expect(aged.recoveries()).toEqual([]);
  });
});
