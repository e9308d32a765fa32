import { claimsForContext, createCodeFlow, type CodeFlow, type SignInQuestion } from '../../src/identity/code-flow';
import { beginVisit, newBrowserSecret } from '../../src/identity/visit';
import { APPLICATIONS, CAST, TENANT_ID } from '../../src/sandbox/cast';
import { UnavailableError } from '../../src/shared/errors';
import { serveEntra, type ServedEntra } from '../support/serve-entra';

const { ana, gil } = CAST;
const redirectUri = 'https://localhost:3978/sign-in/done';
const scopes = ['https://graph.microsoft.com/EntraBackup.ReadWrite.Recovery'];

let served: ServedEntra;
let flow: CodeFlow;

beforeEach(async () => {
  served = await serveEntra();
  served.entra.allowRedirectTo(redirectUri);
  flow = createCodeFlow(settings());
});
afterEach(() => served.close());

const newVisit = () => beginVisit('a press', newBrowserSecret());

const settings = (clientSecret: string = APPLICATIONS.signOn.secret) => ({
  authorityHost: served.authorityHost,
  tenantId: TENANT_ID,
  clientId: APPLICATIONS.signOn.id,
  clientSecret,
  clock: served.clock,
});

/** What a browser does at the page, and where it comes back with. */
async function signIn(person: string, question: Partial<SignInQuestion> = {}) {
  const visit = newVisit();
  const url = new URL(flow.authorizeUrl({ ...visit, redirectUri, scopes, ...question }));
  url.searchParams.set('pretend_person', person);
  const answer = await fetch(url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? 'about:blank').searchParams;
  return { visit, back, answer: { ...visit, code: back.get('code') ?? '', redirectUri, scopes } };
}

it('brings a Graph token with the scope of the press, and who signed in', async () => {
  const { answer, back, visit } = await signIn(ana.id);
  const redeemed = await flow.redeem(answer);

  expect(back.get('state')).toBe(visit.state);
  expect(redeemed).toMatchObject({ kind: 'token', person: { personId: ana.id, authTime: expect.any(Date) as Date } });
  expect(served.entra.verifyGraphBearer(redeemed.kind === 'token' ? redeemed.accessToken : '')).toEqual({
    kind: 'person',
    oid: ana.id,
    scopes: ['EntraBackup.ReadWrite.Recovery'],
  });
});

it('tells Entra no secret of the visit, and asks for no refresh token', () => {
  const visit = newVisit();
  const url = flow.authorizeUrl({ ...visit, redirectUri, scopes, loginHint: ana.signInName, prompt: 'login' });

  expect(url).not.toContain(visit.verifier);
  const query = new URL(url).searchParams;
  expect(query.get('scope')).toBe(`openid profile ${scopes.join(' ')}`);
  expect(query.get('login_hint')).toBe(ana.signInName);
  expect(query.get('prompt')).toBe('login');
});

it('carries the authentication context that was asked for', async () => {
  const { answer } = await signIn(ana.id, { claims: claimsForContext('c2') });

  expect(await flow.redeem(answer)).toMatchObject({ person: { authContexts: ['p1', 'c2'] } });
});

it('takes a managed identity’s assertion instead of a secret', async () => {
  const { answer } = await signIn(ana.id);
  const assertion = () => Promise.resolve(served.entra.issueFederatedAssertion());

  expect(await createCodeFlow({ ...settings(), clientSecret: undefined, assertion }).redeem(answer)).toMatchObject({
    kind: 'token',
  });
});

describe('gives no token', () => {
  it('to another verifier', async () => {
    const { answer } = await signIn(ana.id);

    expect(await flow.redeem({ ...answer, verifier: newVisit().verifier })).toEqual({
      kind: 'refused',
      error: 'invalid_grant',
      code: 501481,
    });
  });

  it('for a code that was used', async () => {
    const { answer } = await signIn(ana.id);
    await flow.redeem(answer);

    expect(await flow.redeem(answer)).toMatchObject({ kind: 'refused', code: 54005 });
  });

  it('for the code of another visit', async () => {
    const { answer } = await signIn(ana.id);

    expect(await flow.redeem({ ...answer, nonce: newVisit().nonce })).toEqual({
      kind: 'signOnRefused',
      refusal: { kind: 'refused', because: 'signOnInvalid', facts: { check: 'nonce' } },
    });
  });

  it('to a guest', async () => {
    const { answer } = await signIn(gil.id);

    expect(await flow.redeem(answer)).toMatchObject({ kind: 'signOnRefused', refusal: { because: 'guest' } });
  });

  it('where consent is missing', async () => {
    const { answer } = await signIn(ana.id);
    served.entra.switches.isConsented = false;

    expect(await flow.redeem(answer)).toEqual({ kind: 'consentMissing' });
  });

  it('with a wrong secret', async () => {
    const { answer } = await signIn(ana.id);

    expect(await createCodeFlow(settings('guess')).redeem(answer)).toMatchObject({ code: 7000215 });
  });

  it.each([
    ['the token endpoint', () => (served.entra.switches.tokenEndpointStatus = 503)],
    ['the key endpoint', () => (served.entra.switches.keysAnswer = false)],
  ])('while %s is away', async (_what, goAway) => {
    const { answer } = await signIn(ana.id);
    goAway();

    await expect(flow.redeem(answer)).rejects.toThrow(UnavailableError);
  });
});
