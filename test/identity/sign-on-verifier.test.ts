import { createSignOnVerifier, type SignOnVerifier } from '../../src/identity/sign-on-verifier';
import { APPLICATIONS, CAST, TENANT_ID } from '../../src/sandbox/cast';
import type { Forgery } from '../../src/sandbox/entra/tokens';
import { UnavailableError } from '../../src/shared/errors';
import { serveEntra, type ServedEntra } from '../support/serve-entra';

const MINUTE_MS = 60_000;
const { ana, ben, gil } = CAST;

let served: ServedEntra;
let verifier: SignOnVerifier;

beforeAll(async () => {
  served = await serveEntra();
  const { authorityHost, clock } = served;
  verifier = createSignOnVerifier({ authorityHost, tenantId: TENANT_ID, audience: APPLICATIONS.signOn.id, clock });
});
afterAll(() => served.close());

const verifyForAna = (token: string) => verifier.verify(token, { expectedOid: ana.id });
const nowSeconds = () => Math.floor(served.clock.now().getTime() / 1000);

it('knows the person, how and when they signed on', async () => {
  const authTime = nowSeconds() - 60;
  const token = served.entra.issueSignOnToken(ana, { claims: { acrs: ['c1'], auth_time: authTime } });

  expect(await verifyForAna(token)).toEqual({
    kind: 'person',
    personId: ana.id,
    authContexts: ['c1'],
    authTime: new Date(authTime * 1000),
  });
});

it('takes the channel’s spelling of an object id', async () => {
  const token = served.entra.issueSignOnToken(ana, { claims: { oid: ana.id.toUpperCase() } });

  expect(await verifier.verify(token, { expectedOid: ana.id.toUpperCase() })).toMatchObject({ personId: ana.id });
});

it.each<[string, Forgery]>([
  ['Teams in the browser', { claims: { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346' } }],
  ['more than one scope', { claims: { scp: 'email access_as_user' } }],
  ['one context as text', { claims: { acrs: 'p1' } }],
  ['no contexts and no time of sign-on', { claims: { acrs: undefined, auth_time: undefined } }],
  ['acct as text', { claims: { acct: '0' } }],
  ['idtyp user', { claims: { idtyp: 'user' } }],
])('takes %s', async (_what, forgery) => {
  expect(await verifyForAna(served.entra.issueSignOnToken(ana, forgery))).toMatchObject({ personId: ana.id });
});

describe('refuses', () => {
  it('somebody else’s token', async () => {
    expect(await verifyForAna(served.entra.issueSignOnToken(ben))).toEqual({
      kind: 'refused',
      because: 'someoneElsesSignOn',
      facts: {},
    });
  });

  it('a guest, even their own token', async () => {
    const token = served.entra.issueSignOnToken(gil);

    expect(await verifier.verify(token, { expectedOid: gil.id })).toMatchObject({ because: 'guest' });
  });

  it.each<[string, string, Forgery]>([
    ['a token that does not say whether it is a guest’s', 'accountKind', { claims: { acct: undefined } }],
    ['an unknown kind of account', 'accountKind', { claims: { acct: 2 } }],
    ['another key under a known key id', 'signature', { signedBy: 'stranger' }],
    ['the public key as a shared secret', 'signature', { algorithm: 'HS256' }],
    ['no signature', 'signature', { algorithm: 'none' }],
    ['another tenant’s claim', 'tenant', { claims: { tid: ben.id } }],
    ['another issuer', 'issuer', { claims: { iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0` } }],
    ['no issuer', 'issuer', { claims: { iss: undefined } }],
    ['another audience', 'audience', { claims: { aud: 'https://graph.microsoft.com' } }],
    ['several audiences', 'audience', { claims: { aud: [APPLICATIONS.signOn.id, 'https://graph.microsoft.com'] } }],
    ['no audience', 'audience', { claims: { aud: undefined } }],
    ['a token without end', 'lifetime', { claims: { exp: undefined } }],
    ['a version 1 token', 'version', { claims: { ver: '1.0' } }],
    ['a client that is not Teams', 'client', { claims: { azp: APPLICATIONS.reading.id } }],
    ['no client', 'client', { claims: { azp: undefined } }],
    ['an application', 'application', { claims: { idtyp: 'app' } }],
    ['an application that says roles only', 'scope', { claims: { scp: undefined, roles: ['access_as_user'] } }],
    ['another scope', 'scope', { claims: { scp: 'access_as_user_too' } }],
    ['no person', 'person', { claims: { oid: undefined } }],
    ['a person that is no id', 'person', { claims: { oid: 'ana' } }],
    ['claims of another shape', 'form', { claims: { scp: 7 } }],
  ])('%s', async (_what, check, forgery) => {
    const token = served.entra.issueSignOnToken(ana, {
      ...forgery,
      ...(forgery.signedBy === 'stranger' ? { kid: kidOf(served.entra.issueSignOnToken(ana)) } : {}),
    });

    expect(await verifyForAna(token)).toEqual({ kind: 'refused', because: 'signOnInvalid', facts: { check } });
  });

  it.each([
    ['nothing', '', 'form'],
    ['no token', 'not a token', 'form'],
    ['three dots', 'a.b.c', 'form'],
    ['a giant', 'a'.repeat(16_385), 'size'],
  ])('%s', async (_what, token, check) => {
    expect(await verifyForAna(token)).toMatchObject({ because: 'signOnInvalid', facts: { check } });
  });

  it('a token of a minute ago’s end, but allows for a minute of skew', async () => {
    const endedAgo = (seconds: number) =>
      served.entra.issueSignOnToken(ana, { claims: { exp: nowSeconds() - seconds } });

    expect(await verifyForAna(endedAgo(50))).toMatchObject({ kind: 'person' });
    expect(await verifyForAna(endedAgo(65))).toMatchObject({ facts: { check: 'expired' } });
  });

  it('a token from the future, but allows for a minute of skew', async () => {
    const beginsIn = (seconds: number) =>
      served.entra.issueSignOnToken(ana, { claims: { nbf: nowSeconds() + seconds } });

    expect(await verifyForAna(beginsIn(50))).toMatchObject({ kind: 'person' });
    expect(await verifyForAna(beginsIn(70))).toMatchObject({ facts: { check: 'notYetValid' } });
  });
});

describe('keys', () => {
  let own: ServedEntra;
  let fresh: SignOnVerifier;

  beforeEach(async () => {
    own = await serveEntra();
    const { authorityHost, clock } = own;
    fresh = createSignOnVerifier({ authorityHost, tenantId: TENANT_ID, audience: APPLICATIONS.signOn.id, clock });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await own.close();
  });
  const verify = (forgery?: Forgery) => fresh.verify(own.entra.issueSignOnToken(ana, forgery), { expectedOid: ana.id });

  it('are asked for once', async () => {
    await Promise.all([verify(), verify(), verify()]);
    await verify();

    expect(own.entra.keyRequests()).toBe(1);
  });

  it('are not asked for again and again because of unknown key ids', async () => {
    for (let index = 0; index < 50; index += 1)
      expect(await verify({ kid: `flood-${String(index)}` })).toMatchObject({ facts: { check: 'signature' } });

    expect(own.entra.keyRequests()).toBe(1);
  });

  it('are asked for again after five minutes, so that a new key is found', async () => {
    await verify();
    own.entra.rotateKeys();
    expect(await verify()).toMatchObject({ facts: { check: 'signature' } });

    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 5 * MINUTE_MS + 1_000);
    expect(await verify()).toMatchObject({ kind: 'person' });
    expect(own.entra.keyRequests()).toBe(2);
  });

  it('that cannot be read are no refusal but an interruption, and are not hammered', async () => {
    own.entra.switches.keysAnswer = false;
    await expect(verify()).rejects.toThrow(UnavailableError);
    await expect(verify()).rejects.toThrow(UnavailableError);
    expect(own.entra.keyRequests()).toBe(1);

    own.entra.switches.keysAnswer = true;
    own.clock.jump(10_000);
    expect(await verify()).toMatchObject({ kind: 'person' });
  });

  it('that are at hand go on working while their endpoint is away', async () => {
    await verify();
    own.entra.switches.keysAnswer = false;

    expect(await verify()).toMatchObject({ kind: 'person' });
  });

  it('at an address where nobody listens are an interruption', async () => {
    const { authorityHost, clock } = own;
    await own.close();
    own = await serveEntra();
    const gone = createSignOnVerifier({ authorityHost, tenantId: TENANT_ID, audience: APPLICATIONS.signOn.id, clock });

    await expect(gone.verify(own.entra.issueSignOnToken(ana), { expectedOid: ana.id })).rejects.toThrow(
      UnavailableError,
    );
  });
});

function kidOf(token: string): string {
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  return header.kid;
}
