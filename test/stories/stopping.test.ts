import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan } = CAST;
const HOUR_MS = 3_600_000;
const QUICK_MS = 20;

describe('stopping what runs', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  const seesCancel = () => until('the button Cancel', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'cancel') || undefined); // prettier-ignore

  it('stops a preview for a Reader, and says who stopped it', async () => {
    rewind.sandbox.graph.state.setDurations({ calculating: HOUR_MS });
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because it was a mistake');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    await rewind.presses(cleo, 'groupChat', 'cancel');

    const request = await rewind.requestIn('canceled');
    expect(request.state).toMatchObject({ during: 'preview', byId: cleo.id });
    await until('who stopped it', () => rewind.cardWords(ana, 'groupChat').includes('Stopped by Cleo Marchetti. Nothing was changed') || undefined); // prettier-ignore
  });

  it.each([
    ['a Reader', cleo, 'Entra Backup Reader may look and preview'],
    ['somebody without a role', dan, 'You do not hold the role Entra Backup Administrator'],
  ])('does not stop a recovery for %s', async (_who, person, sentence) => {
    const { state } = rewind.sandbox.graph;
    state.setDurations({ calculating: QUICK_MS, running: HOUR_MS });
    if (!rewind.sandbox.teams.seesButton(ben, 'groupChat', 'cancel')) {
      await rewind.asksForApproval(ana, 'groupChat');
      await rewind.presses(ben, 'groupChat', 'approve');
      await seesCancel();
    }
    const { id, revision } = await until('a running recovery', async () => {
      const request = await rewind.requestIn('recovering');
      return request.state.name === 'recovering' && request.state.status === 'running' ? request : undefined;
    });
    const answer = await pressByHand(rewind, [person, 'groupChat'], { verb: 'cancel', data: { requestId: id, revision } }); // prettier-ignore

    expect(answer).toContain(sentence);
    const { state: now } = await rewind.request(id);
    expect(now.name === 'recovering' && now.cancelAskedById).toBeUndefined();
  });

  it('does not withdraw it', async () => {
    const { id, revision } = await rewind.requestIn('recovering');
    expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'withdraw', data: { requestId: id, revision } })).toContain('it is too late for that'); // prettier-ignore
    await rewind.requestIn('recovering');
  });

  it('stops a recovery for one administrator, the requester too, and what was applied stays', async () => {
    await rewind.presses(ana, 'groupChat', 'cancel');

    const request = await rewind.requestIn('canceled');
    expect(request.state).toMatchObject({ during: 'recovery', byId: ana.id });
    await until('what became of it', () => rewind.cardWords(ana, 'groupChat').includes('Stopped by Ana Ruiz. What was applied stays') || undefined); // prettier-ignore
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });
});
