import { CAST, type CastMember } from '../../src/sandbox/cast';
import { goToEntra, pickAccount, signInOnPage } from '../support/sign-in-on-page';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben, gus, dan } = CAST;
const MINUTE_MS = 60_000;

describe('the sign-in page', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'incidentRoom');
  });
  afterAll(() => rewind.close());

  /** A press of Approve that waits on its page. */
  async function heldApproval(person: CastMember): Promise<string> {
    await rewind.presses(person, 'incidentRoom', 'approve');
    return rewind.sandbox.teams.pendingSignIn(person)?.url ?? '';
  }

  it.each([
    ['a made-up press id', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a request id', 'R-2222'],
    ['a path', '..%2F..%2Fapi%2Fmessages'],
  ])('knows no %s', async (_what, id) => {
    const before = await rewind.happened();
    const url = new URL(await heldApproval(ben));
    url.pathname = `/sign-in/${id}`;

    expect((await fetch(url, { redirect: 'manual' })).status).toBe(410);
    expect(await rewind.happened()).toEqual(before);
  });

  it('is not finished by a state that it did not give out', async () => {
    const before = await rewind.happened();
    const url = new URL(await heldApproval(ben));
    const done = new URL(`/sign-in/done?code=guessed&state=${url.pathname.split('/').at(-1) ?? ''}.guessed`, url);

    for (const cookie of ['', (await goToEntra(url.href)).cookie]) {
      expect((await fetch(done, { headers: { cookie } })).status).toBe(403);
    }
    expect(await rewind.happened()).toEqual(before);
  });

  it.each([
    ['somebody else’s browser that opened the link, too', async (url: string) => (await goToEntra(url)).cookie],
    ['a browser that never did', () => Promise.resolve('')],
    ['a browser with an empty cookie', () => Promise.resolve('visit=')],
  ])('is not finished by %s, with the address that the person is sent back to', async (_whose, cookieOf) => {
    const before = await rewind.happened();
    const url = await heldApproval(ben);
    const { authorizeUrl } = await goToEntra(url);

    const { status, words } = await pickAccount({ authorizeUrl, cookie: await cookieOf(url) }, ben);
    expect(status).toBe(403);
    expect(words.join(' ')).toContain('This sign-in was begun in another browser');
    expect(await rewind.happened()).toEqual(before);
  });

  it('refuses a press that is older than five minutes', async () => {
    const before = await rewind.happened();
    const url = await heldApproval(ben);
    rewind.sandbox.clock.jump(5 * MINUTE_MS);

    expect(await signInOnPage(url, ben)).toContain('This press is over');
    expect(await rewind.happened()).toEqual(before);
  });

  it.each([dan, gus, ana])('refuses $name, who did not press', async (somebodyElse) => {
    const before = await rewind.happened();
    const url = await heldApproval(ben);

    expect(await signInOnPage(url, somebodyElse)).toContain('another account than the one that pressed');
    expect(await rewind.happened()).toEqual(before);
  });

  it('says the refusal of the use case, too', async () => {
    const before = await rewind.happened();
    const page = await signInOnPage(await heldApproval(ana), ana);

    expect(page).toContain('approval takes a second person');
    expect(await rewind.happened()).toEqual(before);
  });

  it('can still be used by the right person, and runs once however often it is opened and finished', async () => {
    const url = await heldApproval(ben);
    await signInOnPage(url, dan);
    const pages = await Promise.all([signInOnPage(url, ben), signInOnPage(url, ben), signInOnPage(url, ben)]);
    pages.push(await signInOnPage(url, ben));

    await rewind.requestIn('recovered');
    expect(pages.filter((page) => page.includes('the recovery has started'))).toHaveLength(1);
    expect(pages.filter((page) => page.includes('This press was used already'))).toHaveLength(3);
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });
});

describe('a sign-in page that is opened more than once', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'incidentRoom');
  });
  afterAll(() => rewind.close());

  it('does its work in each window, but once', async () => {
    await rewind.presses(ben, 'incidentRoom', 'approve');
    const url = rewind.sandbox.teams.pendingSignIn(ben)?.url ?? '';
    const first = await goToEntra(url);
    // What looks into links opens them too, before the person comes back and between two windows of the person.
    for (let look = 0; look < 30; look += 1) await fetch(url, { redirect: 'manual' });
    const second = await goToEntra(url, first.cookie);
    expect(second.cookie).toBe(first.cookie);

    const wordsSeen = async (opened: typeof first) => (await pickAccount(opened, ben)).words.join(' ');
    expect(await wordsSeen(first)).toContain('the recovery has started');
    expect(await wordsSeen(second)).toContain('This press was used already');
    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });
});
