import { gzipSync } from 'node:zlib';
import { APPLICATIONS, CAST, TENANT_ID } from '../../../src/sandbox/cast';
import type { TokenForgery } from '../../../src/sandbox/teams/channel-tokens';
import type { JsonObject } from '../../../src/shared/json';
import { createTeamsDoor, type TeamsDoorParts } from '../../../src/bot/teams/teams-door';
import { serveTeams, type ServedTeams } from '../../support/serve-teams';

const { ana, ben, eva, gil } = CAST;
const STRANGE_TENANT = '12121212-1212-4212-8212-121212121212';

let served: ServedTeams;
let stderr: jest.SpyInstance;
beforeAll(async () => {
  stderr = jest.spyOn(console, 'error').mockImplementation(() => undefined); // the SDK prints every token it refuses
  served = await serveTeams();
});
afterAll(async () => {
  await served.close();
  stderr.mockRestore();
});
beforeEach(() => {
  served.listener.forget();
  served.budgets.clear();
});

const post = async (init: { readonly token?: string; readonly body: string | Buffer; readonly headers?: Readonly<Record<string, string>> }) =>
  await fetch(served.botEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }),
      ...init.headers,
    },
    body: init.body,
  }); // prettier-ignore

const hello = () => served.emulator.activityOf(ana, 'personal', 'hello');
const seconds = () => Math.floor(Date.now() / 1000);

function own(version: '1.0' | '2.0'): TokenForgery {
  const client = version === '1.0' ? { appid: APPLICATIONS.bot.id } : { azp: APPLICATIONS.bot.id };
  const iss =
    version === '1.0'
      ? `https://sts.windows.net/${STRANGE_TENANT}/`
      : `https://login.microsoftonline.com/${STRANGE_TENANT}/v2.0`;
  return { key: 'unendorsed', claims: { ver: version, tid: STRANGE_TENANT, iss, ...client } };
}

it('lets a message of a person of ours in', async () => {
  expect(await served.emulator.delivers(hello())).toMatchObject({ status: 200 });

  expect(served.listener.messages).toMatchObject([{ text: 'hello', speaker: { personId: ana.id } }]);
});

describe('a token is refused', () => {
  it.each<[string, TokenForgery]>([
    ['for another bot', { claims: { aud: 'x' } }],
    ['for several bots', { claims: { aud: [APPLICATIONS.bot.id, 'x'] } }],
    ['of another issuer', { claims: { iss: 'https://strange.example' } }],
    ['that has expired', { claims: { exp: seconds() - 601 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that is not valid yet', { claims: { nbf: seconds() + 601 } }],
    ['for another service', { claims: { serviceurl: 'https://smba.trafficmanager.net/x/' } }],
    ['for another path of the service', { claims: { serviceurl: 'https://localhost:1/elsewhere/' } }],
    ['for no service', { claims: { serviceurl: undefined } }],
    ['without a signature', { algorithm: 'none' }],
    ['signed with the public key as a secret', { algorithm: 'HS256' }],
    ['signed with another algorithm', { algorithm: 'PS256' }],
    ['signed with an unpublished key', { key: 'stranger' }],
    ['that names the right key and is signed with another', { key: 'stranger', kid: 'teams' }],
    ['that names no known key', { kid: 'nobody' }],
    ['signed with a key for web chat', { key: 'webChat' }],
    ['through the emulator door, version 1', own('1.0')],
    ['through the emulator door, version 2', own('2.0')],
  ])('%s', async (_name, forgery) => {
    const { status, body } = await served.emulator.delivers(hello(), forgery);

    expect([status, body]).toEqual([401, undefined]);
    expect(served.listener.heard).toBe(0);
  });

  it.each([
    ['missing', {}],
    ['empty', { authorization: '' }],
    ['not a token', { authorization: 'Bearer x' }],
    ['of another scheme', { authorization: 'Basic YTpi' }],
    ['huge', { authorization: `Bearer ${'a'.repeat(10_000)}.b.c` }],
  ])('when it is %s', async (_name, headers) => {
    expect((await post({ body: JSON.stringify(hello()), headers })).status).toBe(401);
    expect(served.listener.heard).toBe(0);
  });
});

it('lets nobody in while the keys of the channel cannot be had', async () => {
  const other = await serveTeams();
  other.emulator.switches.keysAnswer = false;
  const activity = other.emulator.activityOf(ana, 'personal', 'hello');
  const { status } = await other.emulator.delivers(activity);
  other.emulator.switches.keysAnswer = true;

  expect(status).toBe(401);
  expect(other.listener.heard).toBe(0);
  await expect(other.emulator.delivers(activity)).resolves.toMatchObject({ status: 200 });
  await other.close();
});

describe('an activity is refused', () => {
  const conversation = (change: JsonObject): JsonObject => ({ ...(hello()['conversation'] as JsonObject), ...change });
  const from = (change: JsonObject): JsonObject => ({ ...(hello()['from'] as JsonObject), ...change });

  it.each<[string, () => JsonObject]>([
    ['from web chat', () => ({ channelId: 'webchat' })],
    ['from direct line', () => ({ channelId: 'directline' })],
    ['through the App Service door', () => ({ channelId: 'AseChannel' })],
    ['without a channel', () => ({ channelId: null })],
    ['without a service', () => ({ serviceUrl: null })],
    ['with an empty service', () => ({ serviceUrl: '' })],
    ['with a service that is not the token’s', () => ({ serviceUrl: 'https://localhost:1/pretend/' })],
    ['of another tenant, by its conversation', () => ({ conversation: conversation({ tenantId: STRANGE_TENANT }) })],
    ['of another tenant, by its channel data', () => ({ channelData: { tenant: { id: STRANGE_TENANT } } })],
    ['of no tenant', () => ({ channelData: {}, conversation: conversation({ tenantId: null }) })],
    ['of an unknown kind of place', () => ({ conversation: conversation({ conversationType: 'meeting' }) })],
    ['without an object id', () => ({ from: from({ aadObjectId: null }) })],
    ['with an object id that is a query', () => ({ from: from({ aadObjectId: "' or 1 eq 1" }) })],
    ['with somebody else’s object id', () => ({ from: from({ aadObjectId: ben.id }) })],
    ['of a bot', () => ({ from: from({ role: 'bot' }) })],
    ['of a skill', () => ({ from: from({ role: 'skill' }) })],
    ['of nobody the channel knows', () => ({ from: from({ id: '29:nobody' }) })],
    ['without an id', () => ({ id: null })],
  ])('%s', async (_name, change) => {
    const { status } = await served.emulator.delivers({ ...hello(), ...change() });

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(served.listener.heard).toBe(0);
  });

  it('from web chat, with web chat’s own key', async () => {
    const { status } = await served.emulator.delivers({ ...hello(), channelId: 'webchat' }, { key: 'webChat' });

    expect(status).toBe(403);
    expect(served.listener.heard).toBe(0);
  });

  it('of a guest, who hears nothing', async () => {
    const { status } = await served.emulator.delivers(served.emulator.activityOf(gil, 'incidentRoom', 'snapshots'));

    expect(status).toBe(403);
    expect(served.listener.heard).toBe(0);
    expect(served.emulator.everythingSaid()).toEqual([]);
  });

  it('from a conversation the channel does not know', async () => {
    const { status } = await served.emulator.delivers({ ...hello(), conversation: conversation({ id: 'a:unknown' }) });

    expect(status).toBe(403);
    expect(served.listener.heard).toBe(0);
  });

  it('while the channel cannot be asked who is speaking', async () => {
    served.emulator.switches.membersAnswer = false;
    const activity = served.emulator.activityOf(eva, 'personal', 'hello');
    const { status } = await served.emulator.delivers(activity);
    served.emulator.switches.membersAnswer = true;

    expect(status).toBe(503);
    expect(served.listener.heard).toBe(0);
    await expect(served.emulator.delivers(activity)).resolves.toMatchObject({ status: 200 });
  });
});

it.each<[string, JsonObject]>([
  ['of a bot that was added', { id: '28:another-bot', name: 'Another bot' }],
  ['of the team itself', { id: '19:team@thread.tacv2' }],
])('a conversationUpdate %s concerns nobody: it is answered, and not heard', async (_name, from) => {
  const { status } = await served.emulator.delivers({ ...hello(), type: 'conversationUpdate', from });

  expect(status).toBe(200);
  expect(served.listener.heard).toBe(0);
  expect(served.emulator.everythingSaid()).toEqual([]);
});

describe('a body is refused', () => {
  const deep = `{"type":"message","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

  it.each<[string, string, number]>([
    ['that is empty', '', 400],
    ['that is not JSON', '{"type":', 400],
    ['that is a list', '[]', 400],
    ['that is null', 'null', 400],
    ['without a type', JSON.stringify({ channelId: 'msteams', from: { id: 'x' } }), 400],
    ['with a type that is no text', JSON.stringify({ type: 5, channelId: 'msteams', from: { id: 'x' } }), 400],
    ['without a sender', JSON.stringify({ type: 'message', channelId: 'msteams' }), 400],
    ['nested 100,000 times', deep, 400],
    ['of 300 KB', JSON.stringify({ type: 'message', text: 'a'.repeat(300_000) }), 413],
  ])('%s', async (_name, body, status) => {
    const response = await post({ token: served.emulator.channelToken(), body });

    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/error|validateAndFix|at /i);
    expect(served.listener.heard).toBe(0);
  });

  it('that is compressed, however small', async () => {
    const body = gzipSync(JSON.stringify({ ...hello(), text: 'a'.repeat(20_000_000) }));
    const headers = { 'content-encoding': 'gzip' };
    const response = await post({ token: served.emulator.channelToken(), body, headers });

    expect(response.status).toBe(415);
    expect(served.listener.heard).toBe(0);
  });
});

it('hears a repeated delivery once', async () => {
  const activity = hello();
  await served.emulator.delivers(activity);
  const { status } = await served.emulator.delivers(activity);

  expect(status).toBe(200);
  expect(served.listener.messages).toHaveLength(1);
});

it('listens to a person only so often, says so once, and serves the others', async () => {
  served.budgets.set(ana.id, 30);
  const said = served.emulator.everythingSaid().length;
  for (let batch = 0; batch < 100; batch += 1)
    await Promise.all(Array.from({ length: 10 }, async () => await served.emulator.says(ana, 'personal', 'snapshots')));
  await served.emulator.says(ben, 'personal', 'snapshots');

  const speakers = served.listener.messages.map(({ speaker }) => speaker.personId);
  expect(speakers.filter((id) => id === ana.id)).toHaveLength(30);
  expect(speakers.at(-1)).toBe(ben.id);
  expect(new Set(served.emulator.everythingSaid().slice(said))).toEqual(
    new Set(['That was a lot at once. Give me a minute, then I listen again.']),
  );
  expect(served.emulator.messagesIn(ana, 'personal').filter(({ from }) => from === 'bot')).toHaveLength(1);
});

it('tells nobody what broke, only a reference', async () => {
  served.listener.onMessage = () => Promise.reject(new Error('password is hunter2'));
  await served.emulator.says(ben, 'personal', 'hello');

  expect(served.emulator.messagesIn(ben, 'personal').at(-1)?.content.text).toMatch(
    /^Something broke here\. Reference [0-9a-f]{8}$/,
  );
});

it.each(['', 'not-a-guid'])('refuses to start with the bot id "%s"', (botId) => {
  const parts = { settings: { botId, tenantId: TENANT_ID } };

  expect(() => createTeamsDoor(parts as TeamsDoorParts)).toThrow('BOT_ID');
});
