/** Who holds no role is told which one is missing: a Reader's is enough for whatever only looks or previews. */
import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, dan } = CAST;
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
