import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { createHttpServer } from '../../../src/http/http-server';
import { parseJsonObject } from '../../../src/http/json-body';
import { json } from '../../../src/http/responses';
import { APPLICATIONS, CAST, MEMBERS } from '../../../src/sandbox/cast';
import { SandboxClock } from '../../../src/sandbox/clock';
import { serveOnLoopback, type LoopbackServer } from '../../../src/sandbox/loopback-server';
import { TeamsEmulator } from '../../../src/sandbox/teams/teams-emulator';
import type { JsonObject } from '../../../src/shared/json';
import { createLog } from '../../../src/shared/log';
import { testCertificates } from '../../support/certificates';

const { ana, ben, dan, gil } = CAST;
const BOT_TOKEN = 'pretend';

/** A bot of a few lines: it writes down what it is told, and answers invokes with `answer`. */
const told: JsonObject[] = [];
const clock = new SandboxClock();
let bearer = '';
let answer: (activity: JsonObject) => JsonObject | Promise<JsonObject> = () => ({});
let emulator: TeamsEmulator;
let service: LoopbackServer;
const bot = createHttpServer({
  log: createLog('silent'),
  host: '127.0.0.1',
  routes: [
    {
      method: 'POST',
      path: '/api/messages',
      handle: async ({ body, headers }) => {
        const activity = parseJsonObject(body) ?? {};
        bearer = headers['authorization'] ?? '';
        told.push(activity);
        return json(200, activity['type'] === 'invoke' ? await answer(activity) : {});
      },
    },
  ],
});

/** Only the test of lateness is impatient. */
const timeouts = { invokeMs: 60_000, messageMs: 60_000 };

beforeAll(async () => {
  const origins = { teams: '', bot: `http://127.0.0.1:${await bot.listen(0)}/api/messages` };
  emulator = new TeamsEmulator({
    clock,
    getOrigin: () => origins.teams,
    getBotEndpoint: () => origins.bot,
    verifyConnectorBearer: (token) => (token === BOT_TOKEN ? APPLICATIONS.bot.id : undefined),
    signOnToken: ({ alias }) => (alias === 'dan' ? undefined : `token-of-${alias}`),
    timeouts,
  });
  service = await serveOnLoopback(emulator.fetch, { certificates: await testCertificates() });
  origins.teams = service.url;
});
afterAll(async () => {
  await bot.close();
  await service.close();
});
beforeEach(() => {
  told.length = 0;
  answer = () => ({});
});

const rest = async (path: string, init: { method?: string; body?: JsonObject; token?: string } = {}) => {
  const { method = 'GET', body, token = BOT_TOKEN } = init;
  const response = await fetch(`${emulator.serviceUrl}v3/conversations/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as JsonObject };
};
const cardMessage = (card: JsonObject): JsonObject => ({
  type: 'message',
  summary: 'a card',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});
const CARD: JsonObject = {
  type: 'AdaptiveCard',
  body: [
    { type: 'Input.Text', id: 'reason', isRequired: true },
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Report', url: 'https://rewind.example/r' }] },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Reject', verb: 'reject', data: { requestId: 'R-7K3Q' } },
    { type: 'Action.Execute', title: 'More', verb: 'more', associatedInputs: 'none' },
  ],
};
const loginRequest = (silent: boolean): JsonObject => ({
  statusCode: 401,
  type: 'application/vnd.microsoft.activity.loginRequest',
  value: {
    text: 'Sign in',
    connectionName: 'rewind',
    ...(silent ? { tokenExchangeResource: { id: '1', uri: 'api://x' } } : {}),
    buttons: [{ type: 'signin', title: 'Sign in', value: 'https://rewind.example/sign-in/1' }],
  },
});
const view: JsonObject = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'yours' }] } }; // prettier-ignore

describe('deliveries', () => {
  it('are signed with a published key that is endorsed for Teams', async () => {
    await emulator.says(ana, 'personal', 'hello');
    const metadata = (await (await fetch(emulator.metadataUrl)).json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(metadata.jwks_uri)).json()) as { keys: (JsonWebKey & { kid: string; endorsements?: string[] })[] }; // prettier-ignore
    const [header = '', claims = '', signature = ''] = bearer.replace('Bearer ', '').split('.');
    const { kid } = parseJsonObject(Buffer.from(header, 'base64url').toString()) ?? {};
    const key = keys.find((candidate) => candidate.kid === kid);

    expect(key?.endorsements).toEqual(['msteams']);
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), createPublicKey({ key: key ?? {}, format: 'jwk' }), Buffer.from(signature, 'base64url'))).toBe(true); // prettier-ignore
    expect(parseJsonObject(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: APPLICATIONS.bot.id, serviceurl: emulator.serviceUrl }); // prettier-ignore
  });

  it('mention the bot in shared places, each message of the channel in its thread', async () => {
    const root = await emulator.says(ana, 'incidentRoom', 'help');
    await emulator.says(ben, 'incidentRoom', { text: 'snapshots', threadId: root });

    expect(told.map(({ text }) => text)).toEqual(['<at>Rewind</at>&nbsp;help\n', '<at>Rewind</at>&nbsp;snapshots\n']);
    expect(told.map(({ conversation }) => (conversation as JsonObject)['id'])).toEqual(
      [root, root].map((id) => `19:incident-room@thread.tacv2;messageid=${id}`),
    );
  });

  it('do not happen from a personal chat without the app', async () => {
    emulator.removesApp(dan);

    await expect(emulator.says(dan, 'personal', 'hello')).rejects.toThrow('not open');
    expect((await rest('a:dan/activities', { method: 'POST', body: { type: 'message', text: 'x' } })).status).toBe(403);
    expect(told).toEqual([]);

    await emulator.installs(dan);
    expect(told).toMatchObject([{ type: 'installationUpdate', action: 'add' }]);
  });
});

describe('the Bot Connector', () => {
  it('asks for the bot’s own token', async () => {
    const { status } = await rest('a:ana/activities', { method: 'POST', body: { type: 'message' }, token: 'strange' });

    expect(status).toBe(401);
  });

  it.each([
    ['a:nobody/activities', 'POST'],
    ['a:nobody/members', 'GET'],
    ['a:ana/members/29:1pretend-ben', 'GET'],
    ['a:ana/activities/1', 'PUT'],
  ])('knows no %s', async (path, method) => {
    expect((await rest(path, { method, ...(method === 'GET' ? {} : { body: { type: 'message' } }) })).status).toBe(404);
  });

  it('knows people by both ids, and guests as guests', async () => {
    const room = '19:incident-room@thread.tacv2';

    expect((await rest(`${room}/members/${ana.id}`)).body).toMatchObject({ id: '29:1pretend-ana', userRole: 'user' });
    expect((await rest(`${room}/members/29:1pretend-gil`)).body).toMatchObject({ objectId: gil.id, userRole: 'guest' });
    expect((await rest(`${room}/pagedmembers`)).body['members']).toHaveLength(MEMBERS.length);
  });

  it('keeps what was said before an edit', async () => {
    const { body } = await rest('a:ana/activities', { method: 'POST', body: cardMessage(CARD) });
    const id = body['id'] as string;
    await rest(`a:ana/activities/${id}`, { method: 'PUT', body: { type: 'message', text: 'gone' } });

    expect(emulator.messagesIn(ana, 'personal').at(-1)).toMatchObject({ id, content: { text: 'gone' }, edits: [{ card: CARD }] }); // prettier-ignore
    expect(emulator.everythingSaid()).toEqual(expect.arrayContaining(['a card', 'Reject', 'gone']));
  });

  it('takes three dots for what they are: no message', async () => {
    const before = emulator.messagesIn(ana, 'personal').length;

    expect((await rest('a:ana/activities', { method: 'POST', body: { type: 'typing' } })).status).toBe(201);
    expect(emulator.messagesIn(ana, 'personal')).toHaveLength(before);
  });

  it('fails when it is told to, once', async () => {
    emulator.faults.next({ status: 412 }, { status: 429, retryAfterSeconds: 3 });
    const send = async () => (await rest('a:ana/activities', { method: 'POST', body: { type: 'message', text: 'x' } })).status; // prettier-ignore

    expect([await send(), await send(), await send()]).toEqual([412, 429, 201]);
  });
});

describe('a press', () => {
  beforeEach(async () => {
    for (const id of ['a:ana', '19:incident-room@thread.tacv2', '19:backup-administrators@thread.v2'])
      await rest(`${id}/activities`, { method: 'POST', body: cardMessage(CARD) });
  });
  const reject = { button: 'Reject', inputs: { reason: 'no' } };

  it('carries the inputs, and is not sent while a required one is empty', async () => {
    answer = () => view;

    await expect(emulator.presses(ana, 'personal', 'Reject')).resolves.toEqual({
      kind: 'inputMissing',
      ids: ['reason'],
    });
    expect(told).toEqual([]);
    await emulator.presses(ana, 'personal', reject);
    expect(told[0]?.['value']).toMatchObject({ action: { verb: 'reject', data: { requestId: 'R-7K3Q', reason: 'no' } }, trigger: 'manual' }); // prettier-ignore
    expect(emulator.cardFor(ana, 'personal')?.card).toEqual(view['value']);
  });

  it('needs no inputs where the button says so; links only open', async () => {
    await emulator.presses(ana, 'personal', 'more');

    expect(told[0]?.['value']).toMatchObject({ action: { verb: 'more', data: {} } });
    await expect(emulator.presses(ana, 'personal', 'Report')).resolves.toEqual({ kind: 'link', url: 'https://rewind.example/r' }); // prettier-ignore
    await expect(emulator.presses(ana, 'personal', 'Approve')).rejects.toThrow('no card with a button');
  });

  it('signs on silently in a chat with the app', async () => {
    answer = ({ value }) => ((value as JsonObject)['authentication'] ? view : loginRequest(true));

    await expect(emulator.presses(ana, 'groupChat', reject)).resolves.toMatchObject({ kind: 'card' });
    expect(told[1]?.['value']).toMatchObject({ authentication: { token: 'token-of-ana', connectionName: 'rewind' } });
    expect(emulator.cardFor(ben, 'groupChat')?.card).toEqual(CARD);
  });

  it.each([
    { person: ana, where: 'incidentRoom', code: 'resourcematchfailed' },
    { person: dan, where: 'groupChat', code: 'tokenmissing' },
  ] as const)('reports a failed silent sign-on ($code) to the bot alone', async ({ person, where, code }) => {
    answer = () => loginRequest(true);

    await expect(emulator.presses(person, where, reject)).resolves.toEqual({ kind: 'nothing', because: code });
    expect(told.at(-1)).toMatchObject({ type: 'invoke', name: 'signin/failure', value: { code } });
    expect(emulator.pendingSignIn(person)).toBeUndefined();
  });

  it('shows the sign-in button where no silent sign-on is offered, and is repeated with the page’s state', async () => {
    answer = () => loginRequest(false);
    await emulator.presses(ana, 'incidentRoom', reject);

    expect(emulator.pendingSignIn(ana)?.url).toBe('https://rewind.example/sign-in/1');
    answer = () => view;
    await emulator.signedIn(ana, '4711');
    expect(told.at(-1)?.['value']).toMatchObject({ action: { verb: 'reject' }, state: '4711' });
    expect(emulator.pendingSignIn(ana)).toBeUndefined();
  });

  it('ignores a request to sign in that Teams would ignore', async () => {
    answer = () => ({ ...loginRequest(true), value: { ...(loginRequest(true)['value'] as JsonObject), connectionName: '' } }); // prettier-ignore

    await expect(emulator.presses(ana, 'personal', reject)).resolves.toMatchObject({ kind: 'error' });
  });

  it('is delivered three times where the bot does not answer in time', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    answer = async () => {
      await held;
      return view;
    };

    timeouts.invokeMs = 100;
    await expect(emulator.presses(ana, 'personal', reject)).resolves.toMatchObject({ kind: 'error', code: 'noAnswer' });
    timeouts.invokeMs = 60_000;
    release();
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(told).toHaveLength(3);
  });
});

it('refreshes the cards of those whom a card names when they look', async () => {
  const refresh = { action: { type: 'Action.Execute', verb: 'refresh', data: {} }, userIds: ['29:1pretend-ana'] };
  await rest('19:backup-administrators@thread.v2/activities', {
    method: 'POST',
    body: cardMessage({ ...CARD, refresh }),
  });
  answer = () => view;
  await emulator.opens(ben, 'groupChat');
  expect(told).toEqual([]);
  await emulator.opens(ana, 'groupChat');

  expect(told).toMatchObject([{ name: 'adaptiveCard/action', value: { trigger: 'automatic', action: { verb: 'refresh' } } }]); // prettier-ignore
  expect(emulator.cardFor(ana, 'groupChat')?.card).toEqual(view['value']);
  expect(emulator.cardFor(ben, 'groupChat')?.card).not.toEqual(view['value']);
});

describe('a card that refreshes itself for Ana', () => {
  const refresh = { action: { type: 'Action.Execute', verb: 'refresh', data: {} }, userIds: ['29:1pretend-ana'] };
  const ACTIVITIES = '19:backup-administrators@thread.v2/activities';
  const edit = (id: string, title: string) =>
    rest(`${ACTIVITIES}/${id}`, { method: 'PUT', body: cardMessage({ ...CARD, title, refresh }) });
  let id: string;
  beforeEach(async () => {
    clock.jump(61_000);
    const posted = await rest(ACTIVITIES, { method: 'POST', body: cardMessage({ ...CARD, refresh }) });
    id = posted.body['id'] as string;
    answer = () => view;
  });
  const refreshesOf = (card: string) => told.filter(({ replyToId }) => replyToId === card).length;

  it('does so when she looks, and not again within a minute of the last answer', async () => {
    await emulator.opens(ana, 'groupChat');
    await emulator.opens(ana, 'groupChat');
    expect(refreshesOf(id)).toBe(1);

    clock.jump(61_000);
    await emulator.opens(ana, 'groupChat');
    expect(refreshesOf(id)).toBe(2);
  });

  it('does so after an edit while she looks on, when the last answer is older than a minute', async () => {
    await emulator.opens(ben, 'groupChat');
    await emulator.opens(ana, 'groupChat');
    await edit(id, 'at once');
    await emulator.settles();
    expect(refreshesOf(id)).toBe(1);
    expect(emulator.cardFor(ana, 'groupChat')?.card).toMatchObject({ title: 'at once' });

    clock.jump(61_000);
    await edit(id, 'later');
    await emulator.settles();
    expect(refreshesOf(id)).toBe(2);
    expect(emulator.cardFor(ana, 'groupChat')?.card).toEqual(view['value']);
    expect(emulator.cardFor(ben, 'groupChat')?.card).toMatchObject({ title: 'later' });

    clock.jump(61_000);
    await emulator.opens(ana, 'personal');
    await edit(id, 'unseen');
    await emulator.settles();
    expect(refreshesOf(id)).toBe(2);
  });

  it('shows nothing of an answer that is no card', async () => {
    answer = () => ({ statusCode: 403, type: 'application/vnd.microsoft.error', value: { code: 'no', message: 'no' } });
    await emulator.opens(ana, 'groupChat');

    expect(emulator.cardFor(ana, 'groupChat')?.card).toMatchObject({ refresh });
  });
});

it('refuses sends where the bot was removed', async () => {
  emulator.setsBot('groupChat', false);
  const sent = await rest('19:backup-administrators@thread.v2/activities', { method: 'POST', body: cardMessage(CARD) });
  emulator.setsBot('groupChat', true);

  expect(sent.status).toBe(403);
});
