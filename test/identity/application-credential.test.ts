import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createBotCredential,
  createFederatedAssertion,
  createReadingCredential,
} from '../../src/identity/application-credential';
import { APPLICATIONS, TENANT_ID } from '../../src/sandbox/cast';
import { UnavailableError } from '../../src/shared/errors';
import { serveEntra, type ServedEntra } from '../support/serve-entra';

const { reading, bot } = APPLICATIONS;

describe('with a secret', () => {
  let served: ServedEntra;
  beforeEach(async () => {
    served = await serveEntra();
  });
  afterEach(() => served.close());

  const readingCredential = (clientSecret: string = reading.secret) =>
    createReadingCredential({
      authorityHost: served.authorityHost,
      tenantId: TENANT_ID,
      clientId: reading.id,
      clientSecret,
    });

  it('the reading identity gets its roles on Graph, and asks once while the token lives', async () => {
    const credential = readingCredential();
    const [first, second] = await Promise.all([credential.accessToken(), credential.accessToken()]);
    const third = await credential.accessToken();

    expect(served.entra.verifyGraphBearer(first)).toMatchObject({ kind: 'application', appId: reading.id });
    expect([second, third]).toEqual([first, first]);
    expect(served.entra.tokenRequests).toHaveLength(1);
  });

  it('the bot gets a token for the connector and for nothing else', async () => {
    const credential = createBotCredential({ loginUrl: served.authority, clientId: bot.id, clientSecret: bot.secret });
    const token = await credential.accessToken();

    expect(served.entra.verifyConnectorBearer(token)).toBe(bot.id);
    expect(served.entra.verifyGraphBearer(token)).toBeUndefined();
  });

  it('is not asked again for each call, and not renewed before its time', async () => {
    const credential = readingCredential();
    for (let call = 0; call < 100; call += 1) await credential.accessToken();

    expect(served.entra.tokenRequests).toHaveLength(1);
  });

  it('a token that was refused is given to nobody again: one question brings another, however many were refused at once', async () => {
    const credential = readingCredential();
    const token = await credential.accessToken();
    const others = await Promise.all(Array.from({ length: 10 }, () => credential.accessToken({ token })));

    expect(new Set(others).size).toBe(1);
    expect(others).not.toContain(token);
    expect(await credential.accessToken({ token })).toBe(others[0]);
    expect(await credential.accessToken()).toBe(others[0]);
    expect(served.entra.tokenRequests).toHaveLength(2);
  });

  it('the next one is asked for with the claims of the challenge, and says that it can be challenged', async () => {
    const credential = readingCredential();
    const token = await credential.accessToken();
    await credential.accessToken({ token, claims: '{"access_token":{"nbf":{"essential":true,"value":"1774774800"}}}' });

    const [first, second] = served.entra.tokenRequests.map(({ claims = '{}' }) => JSON.parse(claims) as unknown);
    expect(first).toMatchObject({ access_token: { xms_cc: { values: ['cp1'] } } });
    expect(second).toMatchObject({ access_token: { nbf: { essential: true, value: '1774774800' }, xms_cc: { values: ['cp1'] } } }); // prettier-ignore
  });

  it.each([
    ['a wrong secret', { clientSecret: 'guess' }, 'proof', 'invalid_client 7000215'],
    ['an application that the tenant does not know', { clientId: bot.id.replace(/^./, 'f') }, 'application', 'unauthorized_client 700016'], // prettier-ignore
    ['a tenant that there is not', { tenantId: bot.id }, 'tenant', 'invalid_request 90002'],
  ])('is told what Entra finds wrong: %s', async (_what, wrong, blamed, why) => {
    const settings = { authorityHost: served.authorityHost, tenantId: TENANT_ID, clientId: reading.id, clientSecret: reading.secret }; // prettier-ignore
    const { accessToken } = createReadingCredential({ ...settings, ...wrong });

    await expect(accessToken()).rejects.toMatchObject({ code: 'identity/application-refused', blamed, why });
  });

  it('a wrong one may be mended, so work waits for it; the refusal names no secret', async () => {
    const refusal = await readingCredential('guess')
      .accessToken()
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(UnavailableError);
    expect(String(refusal)).toContain('7000215');
    expect(String(refusal)).not.toContain('guess');
  });

  it('a busy Entra is an interruption, and over when Entra is back', async () => {
    const credential = readingCredential();
    served.entra.switches.tokenEndpointStatus = 503;
    await expect(credential.accessToken()).rejects.toThrow(UnavailableError);

    served.entra.switches.tokenEndpointStatus = 200;
    expect(await credential.accessToken()).toEqual(expect.any(String));
  });
});

it('reaches a substitute on plain http', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${new URL(request.url ?? '', 'http://localhost').pathname}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: 'pretended' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const authorityHost = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  try {
    const settings = { authorityHost, tenantId: TENANT_ID, clientId: reading.id, clientSecret: 'a secret' };

    expect(await createReadingCredential(settings).accessToken()).toBe('pretended');
    expect(asked).toEqual([`POST /${TENANT_ID}/oauth2/v2.0/token`]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

describe('with a managed identity', () => {
  const asked: URL[] = [];
  let status = 200;
  // App Service and Container Apps hand out tokens at an address of the machine.
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://localhost'));
    response.writeHead(status, { 'content-type': 'application/json' });
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const token = { access_token: 'of the machine', expires_on, token_type: 'Bearer' };
    response.end(JSON.stringify(status === 200 ? token : { statusCode: status, message: 'no identity of that id' }));
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`;
    process.env['IDENTITY_HEADER'] = 'a header';
  });
  afterAll(() => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
    status = 200;
  });

  const settings = { authorityHost: 'https://login.microsoftonline.com', tenantId: TENANT_ID };

  it.each([
    [
      'the reading identity',
      () => createReadingCredential({ ...settings, clientId: reading.id }).accessToken(),
      reading.id,
      'https://graph.microsoft.com',
    ],
    [
      'the bot',
      () =>
        createBotCredential({
          loginUrl: `https://login.microsoftonline.com/${TENANT_ID}`,
          clientId: bot.id,
        }).accessToken(),
      bot.id,
      'https://api.botframework.com',
    ],
    ['the sign-on application’s assertion', createFederatedAssertion(bot.id), bot.id, 'api://AzureADTokenExchange'],
  ])('%s asks the machine', async (_who, ask, ...[clientId, resource]) => {
    // prettier-ignore
    expect(await ask()).toBe('of the machine');
    expect(asked.at(-1)?.searchParams.get('client_id')).toBe(clientId);
    expect(asked.at(-1)?.searchParams.get('resource')).toBe(resource);
  });

  it('a token that was refused is asked for past the library’s cache', async () => {
    const { accessToken } = createReadingCredential({ ...settings, clientId: '0a1b2c3d-0000-4000-8000-00000000000a' });
    const token = await accessToken();
    asked.length = 0;
    await accessToken({ token });

    expect(asked).toHaveLength(1);
  });

  it('one that is not there is an interruption', async () => {
    status = 400;
    const unknown = createReadingCredential({ ...settings, clientId: TENANT_ID });

    await expect(unknown.accessToken()).rejects.toThrow(UnavailableError);
    expect(asked.at(-1)?.searchParams.get('client_id')).toBe(TENANT_ID);
  });
});
