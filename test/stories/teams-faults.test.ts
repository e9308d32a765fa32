/** Teams answers badly: in the end each place has one live card that is right, and every notice was posted once. */
import type { SendFault } from '../../src/sandbox/teams/send-faults';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import { pressByHand } from '../support/press-by-hand';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2';
const HOUR_MS = 3_600_000;

let rewind: ProductUnderTest;
let waits: number[] = [];
const start = async (more: Parameters<typeof startProductUnderTest>[0] = {}) => {
  waits = [];
  const waitToSend = (ms: number) => Promise.resolve(void waits.push(ms));
  rewind = await startProductUnderTest({
    ...more,
    timings: { listingLagMs: 100, startTimeoutMs: 10_000, waitToSend, ...more.timings },
  });
  rewind.sandbox.graph.state.runIncident('massDisable');
};
afterEach(() => rewind.close());

const posted = (person: CastMember, where: PlaceName) =>
  rewind.sandbox.teams.messagesIn(person, where).filter(({ from }) => from === 'bot');
/** Cards of the place with a button that belongs to a request's state, as everybody sees them. */
const live = (person: CastMember, where: PlaceName) =>
  posted(person, where)
    .map(({ content }) => JSON.stringify(content.card ?? {}))
    .filter((card) => /"verb":"(?:startPreview|approve|withdraw|cancel|runNow|checkResult)"/.test(card));
const notices = (person: CastMember, where: PlaceName, beginning: string) =>
  posted(person, where).filter(({ content: { text, summary = '' } }) => text && summary.startsWith(beginning));
const oneRightCard = async (person: CastMember, where: PlaceName) => {
  await until('one live card, and it is right', () => {
    const [card = '', ...others] = live(person, where);
    return (others.length === 0 && card.includes('"verb":"checkResult"')) || undefined;
  });
};
const saidOnce = async (person: CastMember, where: PlaceName) => {
  await until('the notice', () => notices(person, where, 'Recovered:').length > 0 || undefined);
  await rewind.product.sweepNow();
  expect(notices(person, where, 'Recovered:')).toHaveLength(1);
};
const faultsStruck = () => until('the faults', () => rewind.sandbox.teams.faults.left === 0 || undefined);
const times = (count: number, fault: SendFault): readonly SendFault[] => Array<SendFault>(count).fill(fault);

describe('Teams answers an edit of the card', () => {
  it.each<[string, number, SendFault]>([
    ['404, for ever', 1, { status: 404 }],
    ['404 to the edit, and to the line that replaces the card', 2, { status: 404 }],
    ['403 that says nothing of the app, once', 1, { status: 403 }],
    ['412', 1, { status: 412 }],
    ['429 with a time to wait', 1, { status: 429, retryAfterSeconds: 7 }],
    ['500', 1, { status: 500 }],
    ['502', 2, { status: 502 }],
    ['503, again and again', 5, { status: 503 }],
  ])('%s', async (_what, count, fault) => {
    await start();
    await awaitingApproval(rewind);
    rewind.sandbox.teams.faults.next(...times(count, { ...fault, how: 'edit', conversationId: GROUP_CHAT }));
    await approved(rewind);

    await faultsStruck();
    await oneRightCard(ana, 'groupChat');
    await saidOnce(ana, 'groupChat');
    if (fault.retryAfterSeconds) expect(waits.some((ms) => ms >= 7_000 && ms < 10_000)).toBe(true);
  });
});

describe('Teams is away while a reminder is due', () => {
  it('and is not asked to post it when the request is withdrawn by then', async () => {
    await start();
    const { requests, notices: kept } = rewind.product.store;
    const request = await awaitingApproval(rewind);
    await until('the question', async () => (await kept.unsent()).length === 0 || undefined);
    const { faults } = rewind.sandbox.teams;
    faults.next(...times(200, { status: 503, how: 'post', conversationId: GROUP_CHAT }));
    const reminder = { kind: 'reminder', place: request.place, peopleIds: [ben.id] } as const;
    await requests.move(request, request.state, { by: 'rewind', notices: [reminder] });
    await rewind.product.sweepNow();
    await until('a try to post it', () => faults.left < 200 || undefined);

    await rewind.presses(ana, 'groupChat', 'withdraw');
    await rewind.requestIn('withdrawn');
    await rewind.product.sweepNow();
    await until('nothing left to say', async () => (await kept.unsent()).length === 0 || undefined);
    expect(notices(ana, 'groupChat', 'Still waiting')).toEqual([]);
  });
});

describe('Teams answers the post of a notice', () => {
  it.each<[string, number, SendFault]>([
    ['404, once', 1, { status: 404 }],
    ['403 that says nothing of the app, once', 1, { status: 403 }],
    ['412', 1, { status: 412 }],
    ['429 with a time to wait', 1, { status: 429, retryAfterSeconds: 7 }],
    ['500', 1, { status: 500 }],
    ['503, again and again', 5, { status: 503 }],
  ])('%s', async (_what, count, fault) => {
    await start();
    await awaitingApproval(rewind);
    await until('what it asks for', () => notices(ana, 'groupChat', 'Approval needed').length > 0 || undefined);
    rewind.sandbox.teams.faults.next(...times(count, { ...fault, how: 'post', conversationId: GROUP_CHAT }));
    await approved(rewind);

    await faultsStruck();
    await oneRightCard(ana, 'groupChat');
    await saidOnce(ana, 'groupChat');
    if (fault.retryAfterSeconds) expect(waits.some((ms) => ms >= 7_000 && ms < 10_000)).toBe(true);
  });
});

it('a notice waits while Teams cannot tell who is in the place, and calls them then', async () => {
  await start();
  const { switches } = rewind.sandbox.teams;
  await awaitingApproval(rewind);
  const { notices: kept } = rewind.product.store;
  await until('nothing left to say', async () => (await kept.unsent()).length === 0 || undefined); // prettier-ignore
  switches.membersAnswer = false;
  const { calls } = rewind.sandbox.teams;
  const before = calls.length;
  const request = await rewind.requestIn('awaitingApproval');
  const reminder = { kind: 'reminder', place: request.place, peopleIds: [ben.id] } as const;
  await rewind.product.store.requests.move(request, request.state, { by: 'rewind', notices: [reminder] });
  await rewind.product.sweepNow();
  await until('a try', () => calls.slice(before).some(({ path, status }) => path.includes('/members/') && status === 503) || undefined); // prettier-ignore
  expect(notices(ana, 'groupChat', 'Still waiting')).toEqual([]);

  switches.membersAnswer = true;
  await rewind.product.sweepNow();
  await until('the reminder', () => notices(ana, 'groupChat', 'Still waiting').length > 0 || undefined);
  expect(notices(ana, 'groupChat', 'Still waiting').map(({ content }) => content.mentions.length)).toEqual([1]);
});

it('a superseded card that Teams will not edit now becomes one line later, by the sweep', async () => {
  await start({ settings: { POLL_MAX_MS: '60000' } });
  const { id } = await awaitingApproval(rewind);
  await until('the card to vote on', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'approve') || undefined);
  await until('what it asks for', () => notices(ana, 'groupChat', 'Approval needed').length > 0 || undefined);
  rewind.sandbox.teams.faults.next(...times(4, { status: 503, how: 'edit', conversationId: GROUP_CHAT }));
  await rewind.says(ana, 'groupChat', `status ${id}`);
  await faultsStruck();
  await until('both cards', () => live(ana, 'groupChat').length === 2 || undefined);

  await rewind.product.sweepNow();

  await until('one live card', () => live(ana, 'groupChat').length === 1 || undefined);
  expect(JSON.stringify(posted(ana, 'groupChat').at(-1)?.content.card)).toContain('"verb":"approve"');
});

it('the incident conversation that did not take the card at once is asked for approval behind it', async () => {
  await start({ settings: { INCIDENT_CONVERSATION: GROUP_CHAT } });
  await rewind.says(ana, 'groupChat', 'help');
  await until('the help', () => posted(ana, 'groupChat').length > 0 || undefined);
  rewind.sandbox.teams.faults.next({ status: 500, how: 'post', conversationId: GROUP_CHAT });
  await rewind.asksForApproval(ana, 'personal');
  await faultsStruck();

  await until('the question', () => notices(ana, 'groupChat', 'Approval needed').length > 0 || undefined);
  await rewind.product.sweepNow();
  await until('nothing left to say', async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined); // prettier-ignore
  const said = posted(ana, 'groupChat').map(({ content: { text, card } }) => (text ? text : JSON.stringify(card)));
  expect(said.slice(-2)).toEqual([expect.stringContaining('"verb":"approve"'), expect.stringContaining(ben.name)]);
});

describe('the bot was removed from one place', () => {
  it('and the others still get their cards and notices', async () => {
    await start({ settings: { INCIDENT_CONVERSATION: GROUP_CHAT } });
    for (const person of [ben, gus]) await rewind.says(person, 'personal', 'help');
    await rewind.says(ana, 'groupChat', 'help');
    await rewind.asksForApproval(ana, 'personal');
    for (const [person, where] of [
      [ben, 'personal'],
      [gus, 'personal'],
      [ana, 'groupChat'],
    ] as const)
      // prettier-ignore
      await until('the card to vote on', () => rewind.sandbox.teams.seesButton(person, where, 'approve') || undefined);
    rewind.sandbox.teams.setsBot('groupChat', false);
    rewind.sandbox.teams.removesApp(gus);

    await rewind.presses(ben, 'personal', 'approve');
    await rewind.requestIn('recovered');

    await oneRightCard(ben, 'personal');
    await oneRightCard(ana, 'personal');
    await saidOnce(ana, 'personal');
  });
});

it('an answer that comes too late for its press is no second card: the one that is there takes the place at the end', async () => {
  await start({ timings: { patience: { invokeMs: 1, turnMs: 8_000, tokenMs: 10_000 } } });
  rewind.sandbox.graph.state.setDurations({ calculating: HOUR_MS });
  await rewind.says(ana, 'personal', 'restore users from yesterday because somebody disabled the sales people');
  const { id, revision } = await rewind.requestIn('planned');

  const press = { verb: 'startPreview', data: { requestId: id, revision } };
  expect(await pressByHand(rewind, [ana, 'personal'], press)).toContain('Still working on it');

  await until('the card at the end', () => {
    const [card = '', ...others] = live(ana, 'personal');
    const last = JSON.stringify(posted(ana, 'personal').at(-1)?.content.card ?? {});
    return (others.length === 0 && card === last && card.includes('"verb":"cancel"')) || undefined;
  });
  rewind.sandbox.graph.state.setDurations({ calculating: 20 });
  rewind.sandbox.clock.jump(2 * HOUR_MS);
  await rewind.requestIn('awaitingApproval');
  await until('the same card, kept right', () => live(ana, 'personal').filter((card) => card.includes('"verb":"withdraw"')).length === 1 || undefined); // prettier-ignore
  expect(live(ana, 'personal')).toHaveLength(1);
});

it('a place that takes nothing for half an hour is given up, and the card says who was not told, and why', async () => {
  await start();
  const { requests, notices: kept } = rewind.product.store;
  const request = await awaitingApproval(rewind);
  await until('the question', async () => (await kept.unsent()).length === 0 || undefined);
  const { faults } = rewind.sandbox.teams;
  faults.next(...times(500, { status: 404, how: 'post', conversationId: GROUP_CHAT }));
  const reminder = { kind: 'reminder', place: request.place, peopleIds: [ben.id] } as const;
  await requests.move(request, request.state, { by: 'rewind', notices: [reminder] });
  await rewind.product.sweepNow();
  for (let minutes = 0; minutes < 40; minutes += 5) {
    const left = faults.left;
    rewind.sandbox.clock.jump(5 * 60_000);
    await rewind.product.sweepNow();
    if (minutes >= 25) continue;
    await until('another try', () => faults.left < left || undefined);
    expect(await kept.unsent()).not.toEqual([]);
  }

  await until('the card that says so', () => rewind.cardWords(ana, 'groupChat').includes('Not told by a message') || undefined); // prettier-ignore
  expect(rewind.cardWords(ana, 'groupChat')).toMatch(/because Teams took no message there for half an hour: [^"]*Ben Okafor[^"]*\. Tell them yourself\./); // prettier-ignore
  await until('nothing left to try', async () => (await kept.unsent()).length === 0 || undefined);
  expect(notices(ana, 'groupChat', 'Still waiting')).toEqual([]);
});

it('a passing no to an approver’s card keeps nobody from it', async () => {
  await start();
  await rewind.sandbox.teams.installs(ben);
  rewind.sandbox.teams.faults.next({ status: 404, how: 'post', conversationId: 'a:ben' });
  await rewind.asksForApproval(ana, 'personal');
  await faultsStruck();

  await until('the card for Ben', () => rewind.sandbox.teams.seesButton(ben, 'personal', 'approve') || undefined);
  await until('a card that says who was reached', () => rewind.cardWords(ana, 'personal').includes('Shown to Ben Okafor') || undefined); // prettier-ignore
  expect(rewind.cardWords(ana, 'personal')).not.toMatch(/Not reached[^"]*Ben Okafor/);
});
