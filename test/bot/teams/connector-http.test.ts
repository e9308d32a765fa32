/** A token of the bot's own that the Bot Connector refuses: the same is sent again, once, with another one. */
import { ConnectorError, createConnectorHttp } from '../../../src/bot/teams/connector-http';
import { sendWithRetry } from '../../../src/bot/teams/send-retry';
import type { TeamsSettings } from '../../../src/bot/teams/teams-settings';
import { serveOnLoopback, type LoopbackServer } from '../../../src/sandbox/loopback-server';
import type { RefusedToken } from '../../../src/shared/access-token';
import { testCertificates } from '../../support/certificates';

type Http = ReturnType<typeof createConnectorHttp>;
type SentRequest = Parameters<Http['sendRequest']>[0];

/** As much of the SDK's headers as is used. */
class SentHeaders {
  private readonly all = new Map([['authorization', 'Bearer token 1']]);

  get(name: string): string | undefined {
    return this.all.get(name);
  }
  set(name: string, value: string): void {
    this.all.set(name, value);
  }
  remove(name: string): void {
    this.all.delete(name);
  }
  rawHeaders(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.all);
  }
  headerNames(): readonly string[] {
    return [...this.all.keys()];
  }
  clone(): SentHeaders {
    return new SentHeaders();
  }
}

let server: LoopbackServer;
let isTaken: (bearer: string) => boolean;
const seen: { readonly bearer: string; readonly body: string }[] = [];

beforeAll(async () => {
  const answer = async (request: Request) => {
    const bearer = request.headers.get('authorization') ?? '';
    seen.push({ bearer, body: await request.text() });
    return isTaken(bearer) ? Response.json({ id: 'm1' }, { status: 201 }) : new Response(null, { status: 401 });
  };
  server = await serveOnLoopback(answer, { certificates: await testCertificates() });
});
beforeEach(() => {
  seen.length = 0;
});
afterAll(() => server.close());

const BODY = '{"type":"message"}';
const post = () => ({ url: `${server.url}/v3/conversations/a/activities`, method: 'POST', headers: new SentHeaders(), body: BODY }) as unknown as SentRequest; // prettier-ignore

function http(other: string | Error) {
  const refused: RefusedToken[] = [];
  const settings = { serviceUrlHosts: ['localhost'], allowLoopback: true } as unknown as TeamsSettings;
  const made = createConnectorHttp(settings, async (told) => {
    if (told) refused.push(told);
    return await (other instanceof Error ? Promise.reject(other) : Promise.resolve(other));
  });
  return { send: () => made.sendRequest(post()), refused };
}

it('is replaced, and nobody notices', async () => {
  isTaken = (bearer) => bearer === 'Bearer token 2';
  const { send, refused } = http('token 2');

  expect((await send()).status).toBe(201);
  expect(refused).toEqual([{ token: 'token 1' }]);
  expect(seen).toEqual(['Bearer token 1', 'Bearer token 2'].map((bearer) => ({ bearer, body: BODY })));
});

it('and another one, too: an error of its own, and no third time', async () => {
  isTaken = () => false;
  const { send } = http('token 2');

  await expect(send()).rejects.toMatchObject({ status: 401 });
  expect(seen).toHaveLength(2);
  await expect(sendWithRetry(send)).rejects.toMatchObject({ code: 'teams/sign-on-refused' });
});

it('is not sent again with the same token', async () => {
  isTaken = () => false;

  await expect(http('token 1').send()).rejects.toBeInstanceOf(ConnectorError);
  expect(seen).toHaveLength(1);
});

it('ends with the reason why no other token can be had', async () => {
  isTaken = () => false;
  const reason = new Error('Entra says no');

  await expect(http(reason).send()).rejects.toBe(reason);
  expect(seen).toHaveLength(1);
});
