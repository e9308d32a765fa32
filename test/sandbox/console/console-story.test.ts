/** What the page's server does for it, over HTTP, with the whole product behind: what people do in the browser is tested there. */
import { CAST, type CastMember } from '../../../src/sandbox/cast';
import type { LiveEvent } from '../../../src/sandbox/console/live';
import { LivePage } from '../../../src/sandbox/console/live';
import type { ConsolePorts } from '../../../src/sandbox/console/console-world';
import { serveConsole, type Console } from '../../../src/sandbox/console/serve-console';
import type { PressAnswer, ShownDifference, ShownMessage, ShownTenant } from '../../../src/sandbox/console/wire';
import { buttonsOf } from '../../../src/sandbox/teams/card-reading';
import { startProductUnderTest, type ProductUnderTest } from '../../support/start-product';
import { until } from '../../support/until';

const { ana, ben } = CAST;
const SENTENCE = 'restore users from yesterday because somebody disabled the sales people';

describe('the console', () => {
  let rewind: ProductUnderTest;
  let page: Console;
  let worldId = 'first';
  const ports: ConsolePorts = {
    world: () => ({ id: worldId, sandbox: rewind.sandbox, productUrl: rewind.sandbox.settings['PUBLIC_URL'] ?? '' }),
    commands: [],
  };

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    page = await serveConsole({ ports, port: 0, pageFolder: '/nowhere' });
  });
  afterAll(async () => {
    await page.close();
    await rewind.close();
  });

  async function does(act: string, body: object): Promise<{ readonly status: number; readonly answer: unknown }> {
    const response = await fetch(`${page.url}/api/${act}`, {
      method: 'POST',
      headers: { origin: page.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  const messagesOf = (events: readonly LiveEvent[]): readonly ShownMessage[] => events.flatMap((event) => (event.name === 'messages' ? event.data : [])); // prettier-ignore
  const tenantOf = (events: readonly LiveEvent[]): ShownTenant | undefined => events.find((event) => event.name === 'tenant')?.data; // prettier-ignore
  const story = () => tenantOf(new LivePage(ports, ana).news())?.story;
  const buttonOn = ({ card = {} }: ShownMessage, title: string) => buttonsOf(card).find((button) => button.title.startsWith(title)); // prettier-ignore

  /** As the page presses it: by title, and by the number that the button was given. */
  async function presses(person: CastMember, title: string) {
    const { message, button } = await newestWith(person, title);
    const { id } = button.action;
    const body = { person: person.alias, place: 'incidentRoom', messageId: message.id, button: button.title, position: Number(id), inputs: {}, form: 'execute' }; // prettier-ignore
    return (await does('press', body)).answer as PressAnswer;
  }

  async function newestWith(person: CastMember, title: string) {
    return await until(`a card with ${title}`, () => {
      const messages = messagesOf(new LivePage(ports, person).news()).filter(({ place }) => place === 'incidentRoom');
      return messages
        .flatMap((message) => {
          const button = buttonOn(message, title);
          return button ? [{ message, button }] : [];
        })
        .at(-1);
    });
  }

  it('plays the channel: the sign-in window refuses the wrong person, and Teams repeats what was pressed', async () => {
    await does('say', { person: 'ana', place: 'incidentRoom', text: SENTENCE, zone: 'Europe/Oslo' });
    const asked = await presses(ana, 'Start preview');
    if (asked.kind !== 'signIn') throw new Error(`in a channel Teams shows a sign-in button, not ${asked.kind}`);

    const opened = await does('sign-in', { url: asked.url });
    expect(opened.answer).toMatchObject({ kind: 'pick', scopes: expect.arrayContaining(['EntraBackup.ReadWrite.Preview']) as unknown }); // prettier-ignore
    const wrong = await does('sign-in', { url: asked.url, account: 'dan' });
    expect(wrong.answer).toMatchObject({ kind: 'words', isDone: false });
    expect(JSON.stringify(wrong.answer)).toContain('another account than the one that pressed');
    expect((await rewind.happened()).startedBy).toEqual([]);

    const right = await does('sign-in', { url: asked.url, account: 'ana' });
    expect(right.answer).toMatchObject({ kind: 'words', isDone: true });
    expect((await does('sign-in/closed', { person: 'ana' })).answer).toEqual({ kind: 'card' });
    await rewind.requestIn('awaitingApproval');
    expect((await rewind.happened()).startedBy).toEqual([ana.id]);
    await until('the card', () => story()?.stage === 'awaitingApproval' || undefined);
    expect(story()).toMatchObject({ by: 'ana', hasLooked: false });
  });

  it('opens no other page than Rewind’s own', async () => {
    for (const url of ['https://evil.example/sign-in/x', `${page.url}/sign-in/x`, 'file:///etc/passwd', 'nothing']) {
      expect(await does('sign-in', { url })).toEqual({ status: 409, answer: { error: 'Only Rewind’s sign-in page opens here.' } }); // prettier-ignore
    }
  });

  it('shows each person their own view, and says each thing once', async () => {
    expect(await presses(ben, 'Show values')).toEqual({ kind: 'card' });
    const [anas, bens] = [new LivePage(ports, ana), new LivePage(ports, ben)];
    expect(messagesOf(bens.news()).some(({ isOwnView }) => isOwnView)).toBe(true);
    expect(messagesOf(anas.news()).some(({ isOwnView }) => isOwnView)).toBe(false);
    expect(messagesOf(anas.news())).toEqual([]);

    await does('say', { person: 'ben', place: 'personal', text: 'help' });
    await until('the answer', () => messagesOf(bens.news()).length > 0 || undefined);
    expect(messagesOf(anas.news())).toEqual([]);
  });

  it('looks at a place that is open, and at nothing where it is not', async () => {
    expect((await does('open', { person: 'ben', place: 'incidentRoom' })).status).toBe(200);
    expect((await does('open', { person: 'gil', place: 'groupChat' })).status).toBe(200);
    expect(messagesOf(new LivePage(ports, CAST.gil).news()).filter(({ place }) => place !== 'incidentRoom')).toEqual(
      [],
    );
  });

  it('refuses a press on a card that has changed, and nothing happens', async () => {
    const { message } = await newestWith(ben, 'Approve');
    const before = await rewind.happened();
    const body = { person: 'ben', place: 'incidentRoom', messageId: message.id, button: 'Start preview', position: 0, inputs: {}, form: 'execute' }; // prettier-ignore
    expect(await does('press', body)).toEqual({ status: 409, answer: { error: 'The card has changed meanwhile.' } });
    expect(await rewind.happened()).toEqual(before);
  });

  it('hands a file to the bot as Teams does, in a personal chat only', async () => {
    const file = { name: 'schema.json', base64: Buffer.from('{}').toString('base64') };
    expect((await does('say', { person: 'ana', place: 'groupChat', text: '', file })).status).toBe(409);

    expect((await does('say', { person: 'ana', place: 'personal', text: 'here', file })).status).toBe(200);
    const sent = messagesOf(new LivePage(ports, ana).news()).find((message) => message.file);
    expect(sent?.file).toEqual({ kind: 'handed', name: 'schema.json', isFetched: false });
    const kept = rewind.sandbox.teams.messagesIn(ana, 'personal').find(({ content }) => content.file)?.content.file;
    expect(await (await fetch(kept?.downloadUrl ?? '')).text()).toBe('{}');
    expect(messagesOf(new LivePage(ports, ana).news()).find((message) => message.file)?.file).toMatchObject({
      isFetched: true,
    });
  });

  it('offers a file as Teams does: declined it is nothing, accepted it can be read', async () => {
    const { id } = await rewind.requestIn('awaitingApproval');
    const filesOfAna = () => messagesOf(new LivePage(ports, ana).news()).filter(({ file }) => file && file.kind !== 'handed'); // prettier-ignore
    const drive = () => rewind.sandbox.teams.fileAnswers.drive.files;
    const offered = async () => {
      await does('say', { person: 'ana', place: 'personal', text: `evidence ${id}` });
      return await until('an offer', () => filesOfAna().find(({ file }) => file?.kind === 'offered'));
    };
    const declined = await offered();
    expect(declined.file).toMatchObject({ name: `evidence-${id}.json`, description: expect.stringContaining(id) as string }); // prettier-ignore
    await does('file/answer', { person: 'ana', messageId: declined.id, answer: 'decline' });
    await until('the closed offer', () => filesOfAna().length === 0 || undefined);
    expect(drive()).toEqual([]);
    const late = await does('file/answer', { person: 'ana', messageId: declined.id, answer: 'accept' });
    expect(late).toEqual({ status: 409, answer: { error: 'That file is not offered any more.' } });
    expect(drive()).toEqual([]);

    await does('file/answer', { person: 'ana', messageId: (await offered()).id, answer: 'accept' });
    const sent = await until('the file', () => filesOfAna().find(({ file }) => file?.kind === 'sent')?.file);
    if (sent.kind !== 'sent') throw new Error('nothing was sent');
    const read = await fetch(`${page.url}${sent.address}`);
    expect(read.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''evidence-${id}.json`);
    expect(await read.json()).toMatchObject({ requestId: id });
    expect((await fetch(`${page.url}/api/files/none`)).status).toBe(409);
  });

  it('tells what differs from a snapshot, and what holds the slot', async () => {
    await does('trouble', { key: 'slotTaken' });
    const tenant = tenantOf(new LivePage(ports, ana).news());
    expect(tenant?.slot).toMatchObject({ kind: 'preview', byName: 'Gus Petrov', isFromPortal: true });
    expect((await does('trouble', { key: 'slotTaken' })).status).toBe(409);

    const [newest] = tenant?.snapshots ?? [];
    const answer = await fetch(`${page.url}/api/differences?snapshot=${encodeURIComponent(newest?.id ?? '')}`);
    const differences = (await answer.json()) as readonly ShownDifference[];
    expect(differences).toHaveLength(15);
    expect(differences).toContainEqual(expect.objectContaining({ name: 'Alba Almeida', type: 'user', what: 'accountEnabled, department' })); // prettier-ignore
    expect((await fetch(`${page.url}/api/differences?snapshot=none`)).status).toBe(409);
  });

  it('moves the clock, which is no news by itself', async () => {
    const open = new LivePage(ports, ana);
    const before = tenantOf(open.news());
    expect(open.news()).toEqual([]);

    await does('jump', { ms: 3_600_000 });
    await does('speed', { factor: 60 });
    const after = tenantOf(open.news());
    expect(after?.speed).toBe(60);
    expect(Date.parse(after?.now ?? '') - Date.parse(before?.now ?? '')).toBeGreaterThanOrEqual(3_600_000);
  });

  it('makes faults wait, and ends them', async () => {
    await does('trouble', { key: 'throttled' });
    expect(tenantOf(new LivePage(ports, ana).news())?.troubles).toMatchObject({ throttled: 5, slow: 0 });
    await does('trouble/end', {});
    expect(tenantOf(new LivePage(ports, ana).news())?.troubles).toMatchObject({ throttled: 0 });
    expect((await does('trouble', { key: 'earthquake' })).status).toBe(409);
  });

  it('activates Eva’s role, and takes it back', async () => {
    const isActive = () => tenantOf(new LivePage(ports, ana).news())?.eligible;
    expect(isActive()).toEqual([{ alias: 'eva', isActive: false }]);
    await does('role', { person: 'eva', isActive: true });
    expect(isActive()).toEqual([{ alias: 'eva', isActive: true }]);
    await does('role', { person: 'eva', isActive: false });
    expect(isActive()).toEqual([{ alias: 'eva', isActive: false }]);
  });

  it.each([
    ['an incident that is none', 'incident', { kind: 'earthquake' }, 400],
    ['somebody who is nobody', 'say', { person: 'zoe', place: 'groupChat', text: 'hi' }, 409],
    ['a place that is none', 'say', { person: 'ana', place: 'cellar', text: 'hi' }, 400],
    ['nothing at all', 'say', { person: 'ana', place: 'groupChat', text: ' ' }, 409],
    ['time backwards', 'jump', { ms: -1 }, 400],
  ])('does not take %s', async (_what, act, body, status) => {
    const before = await rewind.happened();
    expect((await does(act, body)).status).toBe(status);
    expect(await rewind.happened()).toEqual(before);
  });

  it('tells how far people have come, and begins again with the next incident', async () => {
    await does('say', { person: 'gus', place: 'groupChat', text: 'preview groups from latest' });
    await until('the plan', () => story()?.by === 'gus' || undefined);
    expect(story()).toMatchObject({ stage: 'planned' });

    await does('incident', { kind: 'groupEmptied' });
    expect(story()).toEqual({ stage: 'nothing', wish: 'restore groups from yesterday because two groups lost their members', hasLooked: false }); // prettier-ignore
    await does('jump', { ms: 86_400_000 });
    expect(story()?.wish).toContain('restore groups from #2 because');
  });

  it('greets again in another world, and pauses between two', () => {
    const open = new LivePage(ports, ana);
    open.news();
    worldId = 'second';
    expect(open.news().map(({ name }) => name)).toEqual(['welcome', 'messages', 'tenant']);

    const between = new LivePage({ ...ports, world: () => undefined }, ana);
    expect(between.news()).toEqual([{ name: 'pause', data: null }]);
    expect(between.news()).toEqual([]);
  });
});
