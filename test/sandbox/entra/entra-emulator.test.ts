/** The pretend Entra by itself, over HTTP. That the real libraries get on with it is shown in test/identity. */
import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { APPLICATIONS, CAST, TENANT_ID } from '../../../src/sandbox/cast';
import { serveEntra, type ServedEntra } from '../../support/serve-entra';

const GRAPH = 'https://graph.microsoft.com';
const BACK = 'https://localhost:3978/sign-in/done';
const { signOn, reading, bot } = APPLICATIONS;

let served: ServedEntra;
beforeEach(async () => {
  served = await serveEntra();
  served.entra.allowRedirectTo(BACK);
});
afterEach(() => served.close());

async function askToken(form: Record<string, string>, tenant = TENANT_ID) {
  const answer = await fetch(`${served.authorityHost}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const asApplication = { grant_type: 'client_credentials', client_id: reading.id, client_secret: reading.secret };
const onBehalfOf = (assertion: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  client_id: signOn.id,
  client_secret: signOn.secret,
  requested_token_use: 'on_behalf_of',
  scope: `openid ${GRAPH}/User.Read`,
  assertion,
});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

describe('addresses', () => {
  it('publishes the addresses MSAL looks for, all of them its own', async () => {
    const answer = await fetch(`${served.authority}/v2.0/.well-known/openid-configuration`);

    expect(await answer.json()).toMatchObject({
      issuer: `${served.authority}/v2.0`,
      jwks_uri: `${served.authority}/discovery/v2.0/keys`,
      token_endpoint: `${served.authority}/oauth2/v2.0/token`,
      authorization_endpoint: `${served.authority}/oauth2/v2.0/authorize`,
    });
  });

  it('knows one tenant only', async () => {
    const { status, body } = await askToken({ ...asApplication, scope: `${GRAPH}/.default` }, CAST.ana.id);

    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });

  it('publishes keys that prove its sign-on tokens, and counts who asks', async () => {
    const keys = (await (await fetch(`${served.authority}/discovery/v2.0/keys`)).json()) as JSONWebKeySet;

    const { payload } = await jwtVerify(served.entra.issueSignOnToken(CAST.ana), createLocalJWKSet(keys), {
      issuer: `${served.authority}/v2.0`,
      audience: signOn.id,
    });
    expect(payload).toMatchObject({ oid: CAST.ana.id, tid: TENANT_ID, ver: '2.0', acct: 0, scp: 'access_as_user' });
    expect(served.entra.keyRequests()).toBe(1);
  });

  it('can have its key endpoint away', async () => {
    served.entra.switches.keysAnswer = false;

    expect((await fetch(`${served.authority}/discovery/v2.0/keys`)).status).toBe(503);
  });
});

describe('applications', () => {
  it('gives the reading application its permissions on Graph', async () => {
    const { body } = await askToken({ ...asApplication, scope: `${GRAPH}/.default` });

    expect(served.entra.verifyGraphBearer(`Bearer ${text(body['access_token'])}`)).toEqual({
      kind: 'application',
      appId: reading.id,
      roles: expect.arrayContaining(['EntraBackup.Read.All', 'AuditLog.Read.All']) as unknown,
    });
  });

  it('gives the bot a token for the connector, which is none for Graph', async () => {
    const scope = 'https://api.botframework.com/.default';
    const { body } = await askToken({ ...asApplication, client_id: bot.id, client_secret: bot.secret, scope });

    expect(served.entra.verifyConnectorBearer(text(body['access_token']))).toBe(bot.id);
    expect(served.entra.verifyGraphBearer(text(body['access_token']))).toBeUndefined();
  });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, 'invalid_client', 7000215],
    ['an unknown application', { client_id: CAST.ana.id }, 'unauthorized_client', 700016],
    ['an unknown resource', { scope: 'https://localhost:1234/.default' }, 'invalid_resource', 500011],
    ['a scope of its own choice', { scope: `${GRAPH}/EntraBackup.Read.All` }, 'invalid_scope', 1002012],
    ['an unknown grant', { grant_type: 'password' }, 'unsupported_grant_type', 70003],
    ['an assertion of nobody', { client_assertion: 'a.b.c' }, 'invalid_client', 700213],
  ])('refuses %s', async (_what, wrong, ...[error, code]) => {
    const { status, body } = await askToken({ ...asApplication, scope: `${GRAPH}/.default`, ...wrong });

    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ error, error_codes: [code] });
    expect(body['access_token']).toBeUndefined();
  });

  it('can have its tokens taken back: the next one is good', async () => {
    const ask = async () => `Bearer ${text((await askToken({ ...asApplication, scope: `${GRAPH}/.default` })).body['access_token'])}`; // prettier-ignore
    const first = await ask();
    served.entra.revokeTokensOf(reading.id);

    expect(served.entra.verifyGraphBearer(first)).toBeUndefined();
    expect(served.entra.challengeOf(first)).toBeUndefined();
    expect(served.entra.verifyGraphBearer(await ask())).toMatchObject({ appId: reading.id });
  });

  it('can be challenged: only a token that was asked for with the claims is good', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1774774800"}}}';
    const ask = async (asked = {}) => text((await askToken({ ...asApplication, scope: `${GRAPH}/.default`, ...asked })).body['access_token']); // prettier-ignore
    served.entra.revokeTokensOf(reading.id, claims);
    const [without, withClaims] = [await ask(), await ask({ claims })];

    expect(served.entra.challengeOf(without)).toBe(claims);
    expect(served.entra.verifyGraphBearer(without)).toBeUndefined();
    expect(served.entra.challengeOf(withClaims)).toBeUndefined();
    expect(served.entra.verifyGraphBearer(withClaims)).toMatchObject({ appId: reading.id });
  });

  it('can have a secret expire', async () => {
    served.entra.switches.expiredSecretsOf = [reading.id];
    const { body } = await askToken({ ...asApplication, scope: `${GRAPH}/.default` });

    expect(body).toMatchObject({ error: 'invalid_client', error_codes: [7000222] });
  });

  it('takes a federated assertion instead of a secret', async () => {
    const form = onBehalfOf(served.entra.issueSignOnToken(CAST.ana));
    const federated = { ...form, client_secret: '', client_assertion: served.entra.issueFederatedAssertion() };

    expect((await askToken(federated)).status).toBe(200);
  });
});

describe('on behalf of a person', () => {
  it('gives a Graph token of that person with the scopes asked for, and no more', async () => {
    const { body } = await askToken(onBehalfOf(served.entra.issueSignOnToken(CAST.ben)));

    expect(served.entra.verifyGraphBearer(text(body['access_token']))).toEqual({
      kind: 'person',
      oid: CAST.ben.id,
      scopes: ['User.Read'],
    });
    expect(served.entra.tokenRequests).toEqual([
      expect.objectContaining({ clientId: signOn.id, scope: `openid ${GRAPH}/User.Read` }),
    ]);
  });

  it.each([
    ['signed by a stranger', { signedBy: 'stranger' }, 500133],
    ['not signed', { algorithm: 'none' }, 500133],
    ['for another application', { claims: { aud: bot.id } }, 500131],
    ['of another tenant', { claims: { tid: CAST.ana.id } }, 500133],
    ['expired', { claims: { exp: 1 } }, 500133],
    ['of somebody unknown', { claims: { oid: TENANT_ID } }, 500133],
  ] as const)('refuses an assertion that is %s', async (_what, forgery, code) => {
    const { body } = await askToken(onBehalfOf(served.entra.issueSignOnToken(CAST.ana, forgery)));

    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
  });

  it('can ask for interaction, once for every order', async () => {
    served.entra.switches.interactions.push('{"access_token":{}}');
    const first = await askToken(onBehalfOf(served.entra.issueSignOnToken(CAST.ana)));
    const second = await askToken(onBehalfOf(served.entra.issueSignOnToken(CAST.ana)));

    expect(first.body).toMatchObject({ error: 'interaction_required', claims: '{"access_token":{}}' });
    expect(second.status).toBe(200);
  });

  it('can miss consent', async () => {
    served.entra.switches.isConsented = false;
    const { body } = await askToken(onBehalfOf(served.entra.issueSignOnToken(CAST.ana)));

    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [65001] });
  });

  it('gives no access token that another key has signed', () => {
    expect(served.entra.verifyGraphBearer(undefined)).toBeUndefined();
    expect(served.entra.verifyGraphBearer('Bearer nonsense')).toBeUndefined();
    expect(
      served.entra.verifyGraphBearer(
        served.entra.issueSignOnToken(CAST.ana, { signedBy: 'stranger', claims: { aud: GRAPH } }),
      ),
    ).toBeUndefined();
  });
});

describe('authorize page', () => {
  const verifier = randomBytes(32).toString('base64url');
  const asked = {
    client_id: signOn.id,
    response_type: 'code',
    redirect_uri: BACK,
    scope: `openid ${GRAPH}/User.Read`,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  };
  const redeeming = (code: string) => ({
    grant_type: 'authorization_code',
    client_id: signOn.id,
    client_secret: signOn.secret,
    redirect_uri: BACK,
    scope: asked.scope,
    code_verifier: verifier,
    code,
  });
  const open = (query: Record<string, string>) =>
    fetch(`${served.authority}/oauth2/v2.0/authorize?${new URLSearchParams(query).toString()}`, { redirect: 'manual' });
  const backFrom = (answer: Response) => new URL(answer.headers.get('location') ?? 'about:blank').searchParams;

  it('lets a person be picked', async () => {
    const page = await (await open(asked)).text();

    expect(page).toContain('Ana Ruiz');
    expect(page).toContain(`pretend_person=${CAST.ben.id}`);
  });

  it.each([
    ['pretend_person', CAST.ana.id],
    ['pretend_person', 'ana'],
    ['login_hint', CAST.ana.signInName],
  ])('goes straight back for %s=%s with a code, the state, and an id token with the nonce', async (name, value) => {
    const back = backFrom(await open({ ...asked, [name]: value }));
    const { body } = await askToken(redeeming(back.get('code') ?? ''));

    expect(back.get('state')).toBe('the-state');
    expect(served.entra.verifyGraphBearer(text(body['access_token']))).toMatchObject({ oid: CAST.ana.id });
    const claims = JSON.parse(
      Buffer.from(text(body['id_token']).split('.')[1] ?? '', 'base64url').toString(),
    ) as object;
    expect(claims).toMatchObject({ aud: signOn.id, oid: CAST.ana.id, nonce: 'the-nonce' });
  });

  it.each([
    ['another verifier', { code_verifier: 'guess' }, 501481],
    ['no verifier', { code_verifier: '' }, 501481],
    ['another address', { redirect_uri: 'https://localhost:1/' }, 50011],
    ['another application', { client_id: reading.id, client_secret: reading.secret }, 54005],
    ['a wrong secret', { client_secret: 'guess' }, 7000215],
  ])('redeems no code with %s', async (_what, wrong, code) => {
    const back = backFrom(await open({ ...asked, pretend_person: 'ana' }));
    const { body } = await askToken({ ...redeeming(back.get('code') ?? ''), ...wrong });

    expect(body).toMatchObject({ error_codes: [code] });
    expect(body['access_token']).toBeUndefined();
  });

  it('redeems a code once, and not after ten minutes', async () => {
    const first = backFrom(await open({ ...asked, pretend_person: 'ana' })).get('code') ?? '';
    const late = backFrom(await open({ ...asked, pretend_person: 'ana' })).get('code') ?? '';

    expect((await askToken(redeeming(first))).status).toBe(200);
    expect((await askToken(redeeming(first))).body).toMatchObject({ error_codes: [54005] });
    served.clock.jump(11 * 60_000);
    expect((await askToken(redeeming(late))).body).toMatchObject({ error_codes: [54005] });
  });

  it.each([
    ['an unregistered address', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    ['an unknown application', { client_id: TENANT_ID }, 'AADSTS700016'],
  ])('sends the browser nowhere for %s', async (_what, wrong, code) => {
    const answer = await open({ ...asked, ...wrong, pretend_person: 'ana' });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(code);
  });

  it.each([
    ['no challenge', { code_challenge: '' }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope nobody consented to', { scope: `${GRAPH}/Directory.ReadWrite.All` }, 'consent_required'],
  ])('goes back with an error and no code for %s', async (_what, wrong, error) => {
    const back = backFrom(await open({ ...asked, ...wrong, pretend_person: 'ana' }));

    expect(back.get('error')).toBe(error);
    expect(back.get('code')).toBeNull();
    expect(back.get('state')).toBe('the-state');
  });

  it('fulfils the authentication context that the claims ask for', async () => {
    const claims = JSON.stringify({ id_token: { acrs: { essential: true, value: 'c1' } } });
    const back = backFrom(await open({ ...asked, claims, pretend_person: 'ana' }));
    const { body } = await askToken(redeeming(back.get('code') ?? ''));

    const opened = JSON.parse(
      Buffer.from(text(body['id_token']).split('.')[1] ?? '', 'base64url').toString(),
    ) as object;
    expect(opened).toMatchObject({ acrs: ['p1', 'c1'] });
  });
});
