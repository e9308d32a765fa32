import { CAST } from '../../src/sandbox/cast';
import type { JsonObject } from '../../src/shared/json';
import { pressByHand } from '../support/press-by-hand';
import { signInOnPage } from '../support/sign-in-on-page';
import { until } from '../support/until';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben } = CAST;
const MINUTE_S = 60;
const SETTINGS = { APPROVAL_AUTH_CONTEXT: 'c1', APPROVAL_AUTH_MAX_AGE_MINUTES: '10' };

describe('an approval that demands step-up', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ settings: SETTINGS });
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
  });
  afterAll(() => rewind.close());
  afterEach(() => {
    Object.assign(rewind.sandbox.entra.switches, { grantsContexts: true, asksAgain: true });
  });

  /** What Teams' silent sign-on would bring after this. */
  async function pressWith(verb: 'approve' | 'runNow' | 'cancel', claims: JsonObject): Promise<string> {
    const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
    const token = rewind.sandbox.entra.issueSignOnToken(ben, { claims });
    return await pressByHand(rewind, [ben, 'groupChat'], { verb, data: { requestId: id, revision, digest }, token });
  }

  const secondsAgo = (age: number): number => Math.floor(rewind.sandbox.clock.now().getTime() / 1000) - age;

  it.each<[string, () => JsonObject]>([
    ['without any context', () => ({ acrs: undefined as never, auth_time: secondsAgo(0) })],
    ['with another context', () => ({ acrs: ['p1', 'c2'], auth_time: secondsAgo(0) })],
    ['that is stale', () => ({ acrs: ['c1'], auth_time: secondsAgo(12 * MINUTE_S) })],
    ['that does not say when it was', () => ({ acrs: ['c1'], auth_time: undefined as never })],
    ['from the future', () => ({ acrs: ['c1'], auth_time: secondsAgo(-2 * MINUTE_S) })],
  ])('takes no silent sign-on %s, and exchanges nothing', async (_what, claims) => {
    const before = await rewind.happened();
    const exchanges = rewind.sandbox.entra.tokenRequests.length;

    expect(await pressWith('approve', claims())).toContain('412');
    expect(await pressWith('runNow', claims())).toContain('412');
    expect(await rewind.happened()).toEqual(before);
    expect(rewind.sandbox.entra.tokenRequests).toHaveLength(exchanges);
  });

  /** A press of Approve whose silent sign-on is too weak, and so waits on its page. */
  async function heldApproval(): Promise<string> {
    await rewind.presses(ben, 'groupChat', 'approve');
    return rewind.sandbox.teams.pendingSignIn(ben)?.url ?? '';
  }

  it.each([
    ['the context', { grantsContexts: false }, 'stronger sign-on here (authentication context c1)'],
    ['a fresh proof', { asksAgain: false }, 'You signed in more than 10 minutes ago'],
  ])('is refused on the page, too, when Entra does not bring %s', async (_what, switches, sentence) => {
    const before = await rewind.happened();
    Object.assign(rewind.sandbox.entra.switches, switches);

    expect(await signInOnPage(await heldApproval(), ben)).toContain(sentence);
    expect(await rewind.happened()).toEqual(before);
  });

  it('asks Entra for both on the page, and the recovery starts there', async () => {
    const url = await heldApproval();
    const asked = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '').searchParams;
    expect(JSON.parse(asked.get('claims') ?? '{}')).toMatchObject({ id_token: { acrs: { essential: true, value: 'c1' } } }); // prettier-ignore
    expect(asked.get('prompt')).toBe('login');

    expect(await signInOnPage(url, ben)).toContain('the recovery has started');
    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });

  it('takes a silent sign-on that has both', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');

    expect(await pressWith('approve', { acrs: ['p1', 'c1'], auth_time: secondsAgo(9 * MINUTE_S) })).toContain('AdaptiveCard'); // prettier-ignore
    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(2);
  });

  it('is demanded of Run now too', async () => {
    const { graph, teams } = rewind.sandbox;
    graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
    const outside = graph.state.startOutside();
    await signInOnPage(await heldApproval(), ben);
    await rewind.requestIn('approved');
    graph.state.cancel(outside?.id ?? '');
    await until('a free slot', () => (graph.state.jobs.active() ? undefined : true));

    await rewind.presses(ana, 'groupChat', 'runNow');
    expect(graph.inspect.startedRecoveries()).toHaveLength(2);
    await rewind.requestIn('approved');

    expect(await signInOnPage(teams.pendingSignIn(ana)?.url ?? '', ana)).toContain('the recovery has started');
    await rewind.requestIn('recovered');
    expect(graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id, ben.id, ana.id]);
  });

  it('demands nothing of whoever rejects, withdraws or cancels', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
    expect(await pressWith('cancel', {})).toContain('there is nothing to stop');
    await rewind.presses(ben, 'groupChat', 'reject', { rejectReason: 'not all of them' });
    await rewind.requestIn('rejected');

    await rewind.asksForApproval(ana, 'groupChat');
    await rewind.presses(ana, 'groupChat', 'withdraw');
    await rewind.requestIn('withdrawn');

    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(3);
  });
});
