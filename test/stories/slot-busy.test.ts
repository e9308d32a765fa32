import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAST } from '../../src/sandbox/cast';
import { awaitingApproval, planned } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const MINUTE_MS = 60_000;

describe('the tenant’s one slot is taken', () => {
  let rewind: ProductUnderTest;
  const graph = () => rewind.sandbox.graph;
  const previews = () => graph().inspect.startedPreviews();
  const recoveries = () => graph().inspect.startedRecoveries();
  const freesTheSlot = () => {
    graph().state.cancel(graph().state.jobs.active()?.id ?? '');
  };
  const timesTold = () => messages().filter((text) => text.includes('The slot is free again')).length;
  const lastTold = () =>
    messages()
      .findLast((text) => text.includes('The slot is free again'))
      ?.replaceAll(/<[^>]*>/g, '');
  const messages = () => rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content }) => content.text ?? '');
  const isTold = (times: number) => until('the message that the slot is free', () => timesTold() >= times || undefined);

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    graph().state.runIncident('massDisable');
  });
  afterEach(() => rewind.close());

  it('by the portal at Start preview: it waits, the requester is told, and the same press works then', async () => {
    await planned(rewind);
    graph().state.startOutside({ kind: 'recovery' });

    const answer = await rewind.presses(ana, 'groupChat', 'startPreview');
    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('Nothing was started') as string });
    expect(await rewind.requestIn('waitingForSlot')).toMatchObject({
      state: { resume: { name: 'planned' }, holder: { what: 'recovery' }, tellIds: [ana.id] },
    });
    await until(
      'the card that says who is in the way',
      () => rewind.cardWords(ana, 'groupChat').includes('started outside Rewind') || undefined,
    );
    expect([previews(), timesTold()]).toEqual([[], 0]);

    freesTheSlot();
    const free = await rewind.requestIn('planned');
    await isTold(1);
    expect(lastTold()).toContain(`${ana.name}, who asked, can press Start preview on the card until`);
    expect(lastTold()).toContain(`start ${free.id}`);

    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');
    expect(previews()).toHaveLength(1);
  });

  it('by the portal at the last vote: approved, and Run now is the requester’s or an approver’s', async () => {
    await awaitingApproval(rewind);
    graph().state.startOutside();

    const vote = await rewind.presses(ben, 'groupChat', 'approve');
    expect(vote).toMatchObject({ kind: 'sentence', text: expect.stringContaining('Nothing was started') as string });
    expect(await rewind.requestIn('approved')).toMatchObject({
      state: { because: 'slotBusy' },
      votes: [{ voterId: ben.id }],
    });

    freesTheSlot();
    await isTold(1);
    expect(lastTold()).toMatch(
      new RegExp(`${ana.name}.*, who asked, and .*${ben.name}.*, who approved it, can press Run now`),
    );
    const other = await rewind.presses(gus, 'groupChat', 'runNow');
    expect(other).toMatchObject({ kind: 'sentence' });
    expect((await rewind.requestIn('approved')).votes).toHaveLength(1);
    expect(recoveries()).toEqual([]);

    await rewind.presses(ana, 'groupChat', 'runNow');
    await rewind.requestIn('recovered');
    expect(recoveries().map(({ byId }) => byId)).toEqual([ana.id]);
  });

  it('at Run now too: it waits again, keeps its votes, and both are told', async () => {
    await awaitingApproval(rewind);
    graph().state.startOutside();
    await rewind.presses(ben, 'groupChat', 'approve');
    const approved = await rewind.requestIn('approved');

    await rewind.presses(ben, 'groupChat', 'runNow');
    const waiting = await rewind.requestIn('waitingForSlot');
    expect(waiting.state).toMatchObject({
      resume: { name: 'approved', approvedAt: (approved.state as { readonly approvedAt: Date }).approvedAt },
      tellIds: [ana.id, ben.id],
    });
    expect(recoveries()).toEqual([]);

    freesTheSlot();
    await rewind.requestIn('approved');
    await isTold(1);
    await rewind.presses(ben, 'groupChat', 'runNow');
    expect((await rewind.requestIn('recovered')).votes).toHaveLength(1);
    expect(timesTold()).toBe(1);
    expect(recoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });

  it('for hours, over a restart: nothing expires, and the window begins when it is free', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slot-'));
    const settings = { DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}` };
    await rewind.restart(settings);
    graph().state.startOutside({ kind: 'preview', durationMs: 24 * 60 * MINUTE_MS });
    await planned(rewind);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('waitingForSlot');
    await until('a card that promises no end', () => rewind.cardWords(ana, 'groupChat').includes('runs out while the slot is taken') || undefined); // prettier-ignore

    rewind.sandbox.clock.jump(3 * 60 * MINUTE_MS);
    await rewind.restart(settings);
    await rewind.product.sweepNow();
    expect((await rewind.requestIn('waitingForSlot')).state).toMatchObject({ resume: { name: 'planned' } });
    expect(messages().join()).not.toContain('its time is over');

    freesTheSlot();
    const free = await rewind.requestIn('planned');
    await isTold(1);
    rewind.sandbox.clock.jump(29 * MINUTE_MS);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');
    expect(previews()).toHaveLength(1);
    expect(free.state).toMatchObject({ slotFreeAt: expect.any(Date) as Date });
    rmSync(folder, { recursive: true });
  });

  it('and free again, and nobody pressed: it expires in true words', async () => {
    await planned(rewind);
    graph().state.startOutside({ kind: 'preview', durationMs: 24 * 60 * MINUTE_MS });
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('waitingForSlot');
    freesTheSlot();
    await rewind.requestIn('planned');
    rewind.sandbox.clock.jump(31 * MINUTE_MS);

    await rewind.requestIn('expired');
    await until('true words', () => rewind.cardWords(ana, 'groupChat').includes('and no preview was started within the time after that') || undefined); // prettier-ignore
    expect(rewind.cardWords(ana, 'groupChat')).not.toContain('Nobody pressed');
    expect(previews()).toEqual([]);
  });

  it('at Run now for hours: the votes stand, a press when it is free re-checks the old preview', async () => {
    await awaitingApproval(rewind);
    graph().state.startOutside({ kind: 'preview', durationMs: 24 * 60 * MINUTE_MS });
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('approved');
    rewind.sandbox.clock.jump(3 * 60 * MINUTE_MS);
    await rewind.product.sweepNow();
    expect((await rewind.requestIn('approved')).votes).toHaveLength(1);

    freesTheSlot();
    await isTold(1);
    await rewind.presses(ben, 'groupChat', 'runNow');
    await until('the re-check', () => previews().length > 1 || undefined);
    const { expiresAt } = (await rewind.requestIn('approved')).state as { readonly expiresAt: Date };
    expect(expiresAt.getTime()).toBeGreaterThan(rewind.sandbox.clock.now().getTime());
    expect(recoveries()).toEqual([]);
  });

  it('for a request from a personal chat: who asked to be told elsewhere is told there', async () => {
    graph().state.startOutside({ kind: 'recovery' });
    await rewind.says(ana, 'personal', 'restore users from yesterday because somebody disabled the sales people');
    await rewind.presses(ana, 'personal', 'startPreview');
    const { id } = await rewind.requestIn('waitingForSlot');
    await rewind.says(gus, 'groupChat', `status ${id}`);
    await rewind.presses(gus, 'groupChat', 'tellMeWhenFree');
    await until('it to be kept', async () => JSON.stringify((await rewind.request(id)).state).includes(gus.id) || undefined); // prettier-ignore

    freesTheSlot();
    await rewind.requestIn('planned');
    await isTold(1);
    await until('nothing left to say', async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined); // prettier-ignore
    await rewind.product.sweepNow();
    expect(timesTold()).toBe(1);
    const told = rewind.sandbox.teams.messagesIn(gus, 'groupChat').find(({ content }) => content.text?.includes('The slot is free again')); // prettier-ignore
    expect(told?.content.mentions.map(({ text }) => text)).toContain(`<at>${gus.name}</at>`);
    expect(rewind.lastSaid(ana, 'personal')).toContain('The slot is free again');
  });

  it('by another request of ours: Microsoft is not even asked', async () => {
    graph().state.setDurations({ calculating: 600_000 });
    const first = await planned(rewind);
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('previewing');
    await until('the answer to the first start', () => previews().length > 0 || undefined);

    await rewind.says(ben, 'groupChat', 'preview groups from yesterday');
    const second = await rewind.requestIn('planned');
    await rewind.presses(ben, 'groupChat', 'startPreview');
    expect(await rewind.requestIn('waitingForSlot')).toMatchObject({
      id: second.id,
      state: { holder: { requestId: first.id } },
    });
    const asked = graph()
      .inspect.calls()
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/recoveryPreviewJobs'));
    expect(asked).toHaveLength(1);

    graph().state.setDurations({ calculating: 40 });
    freesTheSlot();
    await isTold(1);
    expect((await rewind.request(first.id)).state.name).toBe('canceled');
    await rewind.presses(ben, 'groupChat', 'startPreview');
    await rewind.requestIn('previewed');
    expect(previews().map(({ byId }) => byId)).toEqual([ana.id, ben.id]);
  });
});
