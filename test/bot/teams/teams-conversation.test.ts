import { markPerson } from '../../../src/shared/person-mark';
import { CAST, TENANT_ID, type CastMember } from '../../../src/sandbox/cast';
import type { Post, Press } from '../../../src/bot/conversation';
import type { ActivityId, ConversationId, RequestId } from '../../../src/shared/ids';
import type { JsonObject } from '../../../src/shared/json';
import { UnavailableError } from '../../../src/shared/errors';
import { serveTeams, type ServedTeams } from '../../support/serve-teams';

const { ana, ben, cleo, dan, eva } = CAST;
const HERE = { ana: 'a:ana' as ConversationId, dan: 'a:dan' as ConversationId };
const SIGN_IN = 'https://rewind.example/sign-in/p1';

const CARD: JsonObject = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'R-7K3Q waits for approval' },
    { type: 'Input.Text', id: 'reason' },
  ],
  actions: [
    {
      type: 'Action.Execute',
      title: 'Approve 4f2a91c7',
      verb: 'approve',
      data: { requestId: 'R-7K3Q' },
      fallback: { type: 'Action.Submit', title: 'Approve 4f2a91c7', data: { verb: 'approve', requestId: 'R-7K3Q' } },
    },
  ],
  refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { requestId: 'R-7K3Q' } } },
};
const VIEW: JsonObject = { ...CARD, body: [{ type: 'TextBlock', text: 'Your vote counts' }] };

let served: ServedTeams;
beforeAll(async () => {
  served = await serveTeams({ patience: { invokeMs: 150, turnMs: 1_000, tokenMs: 5_000 } });
});
afterAll(async () => {
  await served.close();
});
beforeEach(async () => {
  served.listener.forget();
  served.emulator.calls.length = 0;
  await served.emulator.says(ana, 'personal', 'hello');
});

const { says, presses } = {
  says: async (...said: Parameters<ServedTeams['emulator']['says']>) => {
    await served.emulator.says(...said);
    return served.listener.messages.at(-1);
  },
  presses: async (...pressed: Parameters<ServedTeams['emulator']['presses']>) =>
    await served.emulator.presses(...pressed),
};
const post = async (conversationId: string) =>
  await served.teams.post(conversationId as ConversationId, { summary: 'Approval needed', card: CARD });
const REQUEST = 'R-7K3Q' as RequestId;
const signInUnlessToken = ({ token, place }: Press) =>
  token
    ? ({ kind: 'card', card: VIEW, requestId: REQUEST } as const)
    : ({ kind: 'signIn', url: SIGN_IN, silently: place.kind !== 'channel', text: 'Sign in to approve.' } as const);
const botWordsIn = (...where: Parameters<ServedTeams['emulator']['messagesIn']>) =>
  served.emulator.messagesIn(...where).filter(({ from }) => from === 'bot').map(({ content }) => content.text ?? content.summary ?? ''); // prettier-ignore

describe('a message', () => {
  it('comes from a thread of the channel without the mention of the bot', async () => {
    const message = await says(ana, 'incidentRoom', { text: 'restore users from yesterday', zone: 'Australia/Sydney' });

    expect(message).toMatchObject({
      text: 'restore users from yesterday',
      place: {
        kind: 'channel',
        conversationId: expect.stringMatching(/^19:incident-room@.*;messageid=\d+$/) as string,
      },
      speaker: { personId: ana.id, name: ana.name, zone: 'Australia/Sydney' },
      files: [],
    });
  });

  it('keeps mentions of people, with the object id that Teams leaves out', async () => {
    const message = await says(ana, 'groupChat', { text: `restore user @${ben.name} from yesterday`, mentions: [ben] });

    expect(message?.place.kind).toBe('group');
    expect(message?.text).toBe(`restore user <at>${ben.name}</at> from yesterday`);
    expect(message?.mentions).toEqual([{ text: `<at>${ben.name}</at>`, name: ben.name, objectId: ben.id }]);
  });

  it('brings files, and no file where Teams only adds its HTML', async () => {
    const file = { name: 'policy.json', downloadUrl: 'https://contoso.sharepoint.com/x' };

    expect((await says(ana, 'personal', 'connect list'))?.files).toEqual([]);
    expect((await says(ana, 'personal', { text: 'connect add', file }))?.files).toEqual([file]);
  });

  it('is answered with an apology when it breaks, and nothing else', async () => {
    served.listener.onMessage = () => Promise.reject(new Error('the database at 10.0.0.3'));
    await says(ana, 'personal', 'snapshots');

    expect(botWordsIn(ana, 'personal').at(-1)).toMatch(/^Something broke here\. Reference \w{8}$/);
  });

  it('is answered with what is away, and nothing of its address', async () => {
    served.listener.onMessage = () => Promise.reject(new UnavailableError('store/away', 'the database at 10.0.0.3'));
    await says(ana, 'personal', 'snapshots');

    expect(botWordsIn(ana, 'personal').at(-1)).toBe('Away: database (store/away)');
  });
});

it('says that something broke when it cannot even be remembered where it was spoken to', async () => {
  const remember = jest
    .spyOn(served.conversations, 'remember')
    .mockRejectedValueOnce(new Error('the database is away'));
  await served.emulator.says(eva, 'personal', 'hello');
  remember.mockRestore();

  expect(served.listener.messages.filter(({ speaker }) => speaker.personId === eva.id)).toEqual([]);
  expect(botWordsIn(eva, 'personal')).toEqual(['Something broke here. Please try again in a moment.']);
});

describe('a press', () => {
  it('carries what the card carried and what was typed, as a claim', async () => {
    const activityId = await post(HERE.ana);
    const shown = await presses(ana, 'personal', { button: 'Approve 4f2a91c7', inputs: { reason: 'seen' } });

    expect(shown).toEqual({ kind: 'sentence', text: 'done' });
    expect(served.listener.presses).toMatchObject([
      { activityId, verb: 'approve', data: { requestId: 'R-7K3Q', reason: 'seen' }, form: 'execute', isRefresh: false },
    ]);
  });

  it('gets the silent door in a personal chat, and its own view', async () => {
    await post(HERE.ana);
    served.listener.answer = signInUnlessToken;

    await expect(presses(ana, 'personal', 'approve')).resolves.toEqual({ kind: 'card', card: VIEW });
    expect(served.listener.presses.map(({ token }) => token)).toEqual([undefined, 'token-of-ana']);
    expect(served.emulator.cardFor(ana, 'personal')?.card).toEqual(VIEW);
  });

  it('gets the silent door in a group chat, and nobody else sees the view', async () => {
    await says(ana, 'groupChat', 'requests');
    await post(served.listener.messages.at(-1)?.place.conversationId ?? '');
    served.listener.answer = signInUnlessToken;
    await presses(ana, 'groupChat', 'approve');

    expect(served.emulator.cardFor(ana, 'groupChat')?.card).toEqual(VIEW);
    expect(served.emulator.cardFor(ben, 'groupChat')?.card).toEqual(CARD);
  });

  it('gets no silent exchange in a channel, only the page; Teams then repeats it with a state', async () => {
    const thread = (await says(ana, 'incidentRoom', 'requests'))?.place.conversationId ?? '';
    await post(thread);
    served.listener.answer = (press) => ({ kind: 'signIn', url: SIGN_IN, silently: !press.token, text: 'Sign in.' });
    const shown = await presses(ana, 'incidentRoom', 'approve');

    expect(shown).toEqual({ kind: 'signIn', url: SIGN_IN, text: 'Sign in.' });
    expect(served.emulator.pendingSignIn(ana)).toMatchObject({ url: SIGN_IN });
    expect(served.listener.failures).toEqual([]);

    served.listener.answer = () => ({ kind: 'card', card: VIEW, requestId: REQUEST });
    await expect(served.emulator.signedIn(ana, 'done')).resolves.toMatchObject({ kind: 'card' });
    expect(served.listener.presses.map(({ token, signInState }) => [token, signInState])).toEqual([[undefined, undefined], [undefined, 'done']]); // prettier-ignore
  });

  it('shows the sign-in button when the exchange fails', async () => {
    await post(HERE.ana);
    served.listener.answer = (press) =>
      press.token ? { kind: 'exchangeFailed', text: 'Sign in.' } : signInUnlessToken(press);

    await expect(presses(ana, 'personal', 'approve')).resolves.toEqual({ kind: 'signIn', url: SIGN_IN, text: 'Sign in to approve.' }); // prettier-ignore
  });

  it('whose silent sign-on fails unseen reaches the listener', async () => {
    await says(cleo, 'groupChat', 'requests');
    await post(served.listener.messages.at(-1)?.place.conversationId ?? '');
    served.emulator.removesApp(cleo);
    served.listener.answer = signInUnlessToken;
    const shown = await presses(cleo, 'groupChat', 'approve');
    await served.emulator.installs(cleo);

    expect(shown).toEqual({ kind: 'nothing', because: 'installedappnotfound' });
    expect(served.listener.failures).toEqual(['installedappnotfound']);
  });

  it('as Submit is answered by a message that addresses the presser', async () => {
    const thread = (await says(ana, 'incidentRoom', 'requests'))?.place.conversationId ?? '';
    await post(thread);
    await presses(ana, 'incidentRoom', { button: 'approve', form: 'submit', inputs: { reason: 'seen' } });

    expect(served.listener.presses).toMatchObject([{ form: 'submit', verb: 'approve', data: { requestId: 'R-7K3Q', reason: 'seen' } }]); // prettier-ignore
    expect(served.listener.presses[0]?.data).not.toHaveProperty('verb');
    expect(botWordsIn(ana, 'incidentRoom').at(-1)).toBe(`<at>${ana.name}</at>\n\ndone`);
  });

  it('as Submit gets the sign-in page as a link', async () => {
    await post(HERE.ana);
    served.listener.answer = signInUnlessToken;
    await presses(ana, 'personal', { button: 'approve', form: 'submit' });

    await expect(presses(ana, 'personal', 'Sign in')).resolves.toEqual({ kind: 'link', url: SIGN_IN });
  });

  it('as Submit in a channel has the view of one’s own brought elsewhere, and says where', async () => {
    const thread = (await says(ana, 'incidentRoom', 'requests'))?.place.conversationId ?? '';
    await post(thread);
    served.listener.answer = () => ({ kind: 'card', card: VIEW, requestId: REQUEST });
    await presses(ana, 'incidentRoom', { button: 'approve', form: 'submit' });

    expect(served.listener.brought).toEqual([REQUEST]);
    expect(served.emulator.cardFor(ben, 'incidentRoom')?.card).toEqual(CARD);
    expect(botWordsIn(ana, 'incidentRoom').at(-1)).toContain('brought');
  });

  it('that takes long is answered at once, and truly answered later', async () => {
    await post(HERE.ana);
    let finish: () => void = () => undefined;
    served.listener.answer = async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { kind: 'sentence', text: 'The recovery has started.' };
    };

    await expect(presses(ana, 'personal', 'approve')).resolves.toMatchObject({ kind: 'sentence', text: expect.stringContaining('Still working on it') as string }); // prettier-ignore
    finish();
    await until(() => botWordsIn(ana, 'personal').at(-1) === 'The recovery has started.');
    expect(served.listener.presses).toHaveLength(1);
  });

  it('that takes long and ends with a view has the request’s own card brought: no second one is posted', async () => {
    await post(HERE.ana);
    let finish: () => void = () => undefined;
    served.listener.answer = async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { kind: 'card', card: VIEW, requestId: REQUEST };
    };
    const before = served.emulator.cardsFor(ana, 'personal').length;
    await presses(ana, 'personal', 'approve');
    finish();

    await until(() => served.listener.brought.length === 1);
    expect(served.emulator.cardsFor(ana, 'personal')).toHaveLength(before);
  });

  it('that breaks tells a reference and no more', async () => {
    await post(HERE.ana);
    served.listener.answer = () => Promise.reject(new Error('secret'));
    const shown = await presses(ana, 'personal', 'approve');

    expect(shown).toMatchObject({ kind: 'error', message: expect.stringMatching(/^Something broke here\. Reference \w{8}$/) as string }); // prettier-ignore
  });

  it('that Teams makes by itself is marked, and never asks to sign in', async () => {
    await post(HERE.ana);
    served.listener.answer = signInUnlessToken;
    await served.emulator.opens(ana, 'personal');
    const value = { action: { type: 'Action.Execute', verb: 'refresh', data: {} }, trigger: 'automatic' };
    const { body } = await served.emulator.delivers(invoke('adaptiveCard/action', value));

    expect(served.listener.presses.map(({ verb }) => verb)).toContain('refresh');
    expect(served.listener.presses.every(({ isRefresh }) => isRefresh)).toBe(true);
    expect(body).toMatchObject({ statusCode: 403, type: 'application/vnd.microsoft.error' });
    expect(served.emulator.cardFor(ana, 'personal')?.card).toEqual(CARD);
  });
});

describe('the mouth', () => {
  it('posts into the thread, and edits what it posted', async () => {
    const thread = (await says(ana, 'incidentRoom', 'requests'))?.place.conversationId ?? '';
    const id = await post(thread);
    const message = served.emulator.messagesIn(ana, 'incidentRoom').at(-1);

    expect(message).toMatchObject({ id, content: { summary: 'Approval needed', card: CARD } });
    expect(`${message?.place.conversationId ?? ''};messageid=${message?.threadId ?? ''}`).toBe(thread);
    await expect(served.teams.update(thread as ConversationId, id, { summary: 'Superseded', text: 'See below' })).resolves.toBe('updated'); // prettier-ignore
    expect(served.emulator.messagesIn(ana, 'incidentRoom').at(-1)).toMatchObject({ id, edits: [{ card: CARD }] });
    expect(served.emulator.cardFor(ana, 'incidentRoom')?.card).toMatchObject({ body: [{ text: 'See below' }] });
  });

  it('begins a thread of its own in a channel it was spoken to in', async () => {
    const thread = (await says(ana, 'incidentRoom', 'requests'))?.place.conversationId ?? '';
    const id = await post('19:incident-room@thread.tacv2');

    expect(served.emulator.messagesIn(ana, 'incidentRoom').at(-1)).toMatchObject({ id, threadId: id });
    expect(thread).not.toContain(id);
  });

  const BEN_TAGGED = '<at>Ben  at Okafor</at>';
  const calls = async (text: string, mentions: Post['mentions']) => {
    const group = (await says(ana, 'groupChat', 'requests'))?.place.conversationId;
    await served.teams.post(group ?? HERE.ana, { summary: 's', text, mentions });
    return served.emulator.messagesIn(ana, 'groupChat').at(-1)?.content;
  };

  it('mentions people it finds in the place, and names the others', async () => {
    const content = await calls('Approval needed.', [{ personId: ben.id, name: 'Ben <at>Okafor' }, { personId: TENANT_ID as typeof ben.id, name: '<at>X' }]); // prettier-ignore

    expect(content).toMatchObject({
      text: `${BEN_TAGGED}, at X\n\nApproval needed.`,
      mentions: [{ type: 'mention', text: BEN_TAGGED, mentioned: { id: '29:1pretend-ben' } }],
    });
    expect(content?.mentions).toHaveLength(1);
  });

  it('mentions people where their names are marked, and nowhere else', async () => {
    const text = `R-7K3Q: ${markPerson(ana.id, 'R')} and ${markPerson(ben.id, 'https')}, https, R. ${markPerson(ana.id, 'R')}`;
    const content = await calls(text, [{ personId: ben.id, name: 'https' }, { personId: ana.id, name: 'R' }]); // prettier-ignore

    expect(content?.text).toBe('R-7K3Q: <at>R</at> and <at>https</at>, https, R. R');
    await expect(calls(markPerson(ana.id, 'Ana'), undefined)).resolves.toMatchObject({ text: 'Ana', mentions: [] });
  });

  it('tells two people of one name apart', async () => {
    const mentions = [ana, ben].map(({ id: personId }) => ({ personId, name: 'Ana' }));
    const content = await calls(`${markPerson(ben.id, 'Ana')} asks`, mentions);
    const tagOf = (person: CastMember) => `<at>Ana (…${person.id.slice(-12)})</at>`;

    expect(content?.text).toBe(`${tagOf(ana)}\n\n${tagOf(ben)} asks`);
    expect(content?.mentions).toMatchObject([ana, ben].map((person) => ({ text: tagOf(person), mentioned: { id: `29:1pretend-${person.alias}` } }))); // prettier-ignore
  });

  it('posts nothing while nobody can tell whom a mention calls, unless it is known already', async () => {
    const { switches, calls: made } = served.emulator;
    switches.membersAnswer = false;
    const mentions = [{ personId: ben.id, name: ben.name }];
    const before = made.length;
    await expect(served.teams.post(HERE.ana, { summary: 's', text: 't', mentions })).rejects.toMatchObject({ code: 'teams/unavailable' }); // prettier-ignore
    expect(made.slice(before).filter(({ method }) => method === 'POST')).toEqual([]);

    const known = mentions.map((mention) => ({ ...mention, teamsId: '29:1pretend-ben' }));
    await served.teams.post(HERE.ana, { summary: 's', text: 't', mentions: known });
    switches.membersAnswer = true;
    expect(botWordsIn(ana, 'personal').at(-1)).toBe(`<at>${ben.name}</at>\n\nt`);
  });

  it.each([
    ['412', { status: 412 } as const],
    ['429', { status: 429, retryAfterSeconds: 0 } as const],
    ['503', { status: 503, retryAfterSeconds: 0 } as const],
  ])('tries again on %s, and posts once', async (_name, fault) => {
    const before = botWordsIn(ana, 'personal').length;
    served.emulator.faults.next(fault);
    await served.teams.post(HERE.ana, { summary: 'once', text: 'once' });

    expect(botWordsIn(ana, 'personal').slice(before)).toEqual(['once']);
  });

  it.each([
    ['waits no minute for Teams', 'teams/unavailable', { status: 429, retryAfterSeconds: 60 } as const],
    ['does not repeat what may have been posted', 'teams/unavailable', { status: 502 } as const],
    ['is not let speak, for no lasting reason', 'teams/not-taken', { status: 403 } as const],
    ['finds no such place now', 'teams/not-taken', { status: 404 } as const],
    ['is told that a message is too large', 'teams/too-large', { status: 413 } as const],
  ])('%s', async (_name, code, fault) => {
    const before = served.emulator.calls.length;
    served.emulator.faults.next(fault);

    await expect(served.teams.post(HERE.ana, { summary: 's', text: 't' })).rejects.toMatchObject({ code });
    expect(served.emulator.calls.slice(before).map(({ status }) => status)).toEqual([fault.status]);
  });

  it.each([403, 404] as const)('gives a place up that answers %d for half an hour, and no sooner', async (status) => {
    const post = () => served.teams.post(HERE.ana, { summary: 's', text: 't' });
    const { conversations, emulator } = served;
    emulator.faults.next({ status }, { status }, { status });

    await expect(post()).rejects.toMatchObject({ code: 'teams/not-taken', retryAfterMs: 15_000 });
    conversations.doubted.set(HERE.ana, 29 * 60_000);
    await expect(post()).rejects.toMatchObject({ code: 'teams/not-taken' });
    conversations.doubted.set(HERE.ana, 30 * 60_000);
    await expect(post()).rejects.toMatchObject({ code: 'teams/given-up' });
    await post();
    expect(conversations.doubted.has(HERE.ana)).toBe(false);
  });

  it('says when a message is gone, and when the app is', async () => {
    await expect(served.teams.update(HERE.ana, '1' as ActivityId, { summary: 's', card: CARD })).resolves.toBe('gone');
    await served.emulator.says(dan, 'personal', 'hello');
    served.emulator.removesApp(dan);
    await expect(served.teams.post(HERE.dan, { summary: 's', text: 't' })).rejects.toMatchObject({ code: 'teams/unreachable' }); // prettier-ignore
    await served.emulator.installs(dan);
  });

  it('refuses to send what Teams would cut', async () => {
    served.emulator.calls.length = 0;
    const text = 'ü'.repeat(15_000);

    await expect(served.teams.post(HERE.ana, { summary: 's', text })).rejects.toMatchObject({
      code: 'teams/too-large',
    });
    expect(served.emulator.calls).toEqual([]);
  });

  it.each<[string, (reference: JsonObject) => unknown]>([
    ['to a strange host', (reference) => ({ ...reference, serviceUrl: 'https://localhost.strange.example/' })],
    ['without TLS to a strange host', (reference) => ({ ...reference, serviceUrl: 'http://10.0.0.1/' })],
    ['with a user in the address', (reference) => ({ ...reference, serviceUrl: 'https://localhost@strange.example/' })],
    ['of another tenant', (reference) => ({ ...reference, conversation: { ...(reference['conversation'] as JsonObject), tenantId: 'x' } })], // prettier-ignore
    ['to another conversation', (reference) => ({ ...reference, conversation: { ...(reference['conversation'] as JsonObject), id: 'a:ben' } })], // prettier-ignore
    ['that is no JSON', () => undefined],
  ])('follows no stored reference %s', async (_name, poison) => {
    const known = await served.conversations.find(HERE.ana);
    if (!known) throw new Error('nothing is known');
    const poisoned = JSON.stringify(poison(JSON.parse(known.reference) as JsonObject)) as string | undefined;
    served.emulator.calls.length = 0;
    await served.conversations.remember({ ...known, reference: poisoned ?? '{' });

    await expect(served.teams.post(HERE.ana, { summary: 's', text: 't' })).rejects.toMatchObject({ code: 'teams/unreachable' }); // prettier-ignore
    expect(served.emulator.calls).toEqual([]);
    await served.conversations.remember(known);
  });
});

it('can speak to who only installed it', async () => {
  served.conversations.known.delete('a:ben');
  await served.emulator.installs(ben);

  await expect(served.conversations.personalOf(ben.id)).resolves.toEqual({ conversationId: 'a:ben', kind: 'personal' });
  expect(served.listener.messages.filter(({ speaker }) => speaker.personId === ben.id)).toEqual([]);
  expect(served.listener.installs).toEqual([ben.id]);
});

it('knows that it may not speak where it was removed, until it is installed again', async () => {
  await served.emulator.installs(ben);
  const said = served.emulator.activityOf(ben, 'personal', '');
  await served.emulator.delivers({ ...said, type: 'installationUpdate', action: 'remove' });

  await expect(served.conversations.personalOf(ben.id)).resolves.toBeUndefined();
  await served.emulator.installs(ben);
  await expect(served.conversations.personalOf(ben.id)).resolves.toMatchObject({ conversationId: 'a:ben' });
});

it('answers a press that Teams repeats with the same answer, done once', async () => {
  const action = { type: 'Action.Execute', verb: 'approve', data: {} };
  const activity = invoke('adaptiveCard/action', { action, trigger: 'manual' });
  const answers = [await served.emulator.delivers(activity), await served.emulator.delivers(activity)];

  expect(answers[1]).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 200, body: { statusCode: 200, value: 'done' } });
  expect(served.listener.presses).toHaveLength(1);
});

it.each([
  ['signin/verifyState', { state: '1' }, 200],
  ['signin/tokenExchange', { id: 'x', token: 'y' }, 412],
  ['composeExtension/query', {}, 501],
  ['adaptiveCard/action', { action: { type: 'Action.Execute', verb: 5 } }, 200],
  ['adaptiveCard/action', { action: 'approve' }, 501],
])('%s with %j does nothing', async (name, value, status) => {
  await expect(served.emulator.delivers(invoke(name, value))).resolves.toMatchObject({ status });
  expect(served.listener.presses).toEqual([]);
});

function invoke(name: string, value: JsonObject): JsonObject {
  return { ...served.emulator.activityOf(ana, 'personal', ''), type: 'invoke', name, value };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
