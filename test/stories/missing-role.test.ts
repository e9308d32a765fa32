/** Who holds no role is told which one is missing: a Reader's is enough for whatever only looks or previews. */
import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, dan, eva } = CAST;
const ROLES_ARE_READ_AGAIN_MS = 61_000;
const RESTORE = 'restore users from yesterday because somebody disabled the sales people';

describe('somebody without a role', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
  });
  afterAll(() => rewind.close());

  it.each([
      ...['preview users from yesterday', 'snapshots', 'requests', 'history', 'who can approve', 'status R-7K3Q'].map((text) => [text, true] as const),
      ...['who changed users since yesterday', 'cancel R-7K3Q', 'start R-7K3Q', 'evidence R-7K3Q'].map((text) => [text, true] as const),
      ...[RESTORE, 'approve R-7K3Q', 'reject R-7K3Q', 'ask R-7K3Q', 'run R-7K3Q', 'retry R-7K3Q'].map((text) => [text, false] as const),
    ])('hears for "%s" whether Entra Backup Reader is enough: %s', async (text, isEnough) => {
      const before = await rewind.happened();
      await rewind.says(dan, 'personal', text);

      expect(rewind.lastSaid(dan, 'personal')).toContain('You do not hold the role Entra Backup Administrator');
      expect(rewind.lastSaid(dan, 'personal').includes('Entra Backup Reader is enough')).toBe(isEnough);
      expect(await rewind.happened()).toEqual(before);
    }); // prettier-ignore

  it.each([
    ['startPreview', {}, true],
    ['checkResult', {}, true],
    ['cancel', { stops: 'preview' }, true],
    ['cancel', { stops: 'recovery' }, false],
    ['approve', {}, false],
    ['retryFailed', {}, false],
  ])('hears for the press of %s %j whether Entra Backup Reader is enough: %s', async (verb, more, isEnough) => {
    const { id, revision } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [dan, 'groupChat'], {
      verb,
      data: { requestId: id, revision, ...more },
    });

    expect(answer).toContain('You do not hold the role Entra Backup Administrator');
    expect(answer.includes('Entra Backup Reader is enough')).toBe(isEnough);
    expect(await rewind.happened()).toEqual(before);
  });
});

describe('who lost the role since', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('policyLockout');
    rewind.sandbox.graph.state.activateRoles(eva.id);
    await rewind.says(ana, 'groupChat', 'restore everything from yesterday because somebody changed our policies');
    await rewind.presses(ana, 'groupChat', 'startPreview');
    await rewind.requestIn('awaitingApproval');
    const inputs = { typedPolicy: 'Block legacy authentication', reason: 'I saw the policies myself' };
    await until('the ballot', () => rewind.sandbox.teams.seesButton(eva, 'groupChat', 'approve') || undefined);
    await rewind.presses(eva, 'groupChat', 'approve', inputs);
    rewind.sandbox.graph.state.deactivateRoles(eva.id);
    rewind.sandbox.clock.jump(ROLES_ARE_READ_AGAIN_MS);
  });
  afterAll(() => rewind.close());

  it.each(['status', 'approve', 'cancel'])('hears for %s that the role is missing', async (verb) => {
    const { id } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();
    await rewind.says(eva, 'personal', `${verb} ${id}`);

    expect(rewind.lastSaid(eva, 'personal')).toContain('You do not hold the role');
    expect(rewind.sandbox.teams.cardsFor(eva, 'personal')).toEqual([]);
    expect(await rewind.happened()).toEqual(before);
  });

  it('types withdraw, is brought the button, and takes the own vote back', async () => {
    const { id, votes } = await rewind.requestIn('awaitingApproval');
    expect(votes).toMatchObject([{ voterId: eva.id }]);
    await rewind.says(eva, 'personal', `withdraw ${id}`);

    await until('the button', () => rewind.sandbox.teams.seesButton(eva, 'personal', 'withdraw') || undefined);
    await rewind.presses(eva, 'personal', 'withdraw');
    expect(await rewind.request(id)).toMatchObject({ votes: [], state: { name: 'awaitingApproval' } });
  });

  it('has nothing more to take back', async () => {
    const { id } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();
    await rewind.says(eva, 'personal', `withdraw ${id}`);

    await until('the reason', () => rewind.lastSaid(eva, 'personal').includes('You do not hold the role') || undefined);
    expect(await rewind.happened()).toEqual(before);
  });
});
