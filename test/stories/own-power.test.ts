import { CAST, ROLES } from '../../src/sandbox/cast';
import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, eva, gus } = CAST;
const MINUTE_MS = 60_000;

/** Going back puts the policy for administrators on Ben again: it decides about his power. */
describe('somebody whose own power the changes touch is no candidate (A3, A5)', () => {
  let rewind: ProductUnderTest;

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('policyRelaxed');
  });
  afterEach(() => rewind.close());

  const anaAsks = async (where: 'groupChat' | 'personal' = 'groupChat') => {
    await rewind.says(ana, where, 'restore everything from yesterday because somebody changed our policies');
    await rewind.presses(ana, where, 'Start preview');
  };
  const cardSays = (words: string) =>
    until(`"${words}" on the card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);
  const told = () =>
    rewind.sandbox.teams
      .messagesIn(gus, 'groupChat')
      .filter(({ from, content }) => from === 'bot' && content.text)
      .map(({ content }) => `${JSON.stringify(content.mentions)} ${content.text ?? ''}`);
  const verbs = () => buttonsOf(rewind.sandbox.teams.cardFor(ana, 'groupChat')?.card ?? {}).map(({ verb }) => verb);
  const loseTheRole = () => {
    const { state } = rewind.sandbox.graph;
    state.takeRole(gus.id, 'globalAdministrator');
    state.edit(gus.id, (editor) => {
      editor.update(eva.id, { accountEnabled: false });
    });
  };

  it('not listed, not asked, not reminded; the two others are', async () => {
    await anaAsks();
    await rewind.requestIn('awaitingApproval');
    await cardSays('Gus Petrov; after activating the role: Eva Lindqvist');
    await cardSays('Ben Okafor cannot vote: the changes touch their own power');
    const asked = await until('the question', () => told().find((text) => text.includes('asks:')));
    expect(asked).toContain(gus.name);
    expect(asked).not.toContain(ben.name);

    rewind.sandbox.clock.jump(31 * MINUTE_MS);
    const reminded = await until('the reminder', () => told().find((text) => text.includes('Still waiting')));
    expect(reminded).toContain(gus.name);
    expect(reminded).not.toContain(ben.name);
  });

  it('of a request from a personal chat: the card goes to the others only', async () => {
    for (const person of [ben, gus]) await rewind.says(person, 'personal', 'help');
    await anaAsks('personal');
    const { id } = await rewind.requestIn('awaitingApproval');
    await until('the card', () => rewind.sandbox.teams.cardFor(gus, 'personal', id));
    await until('nothing left to say', async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined); // prettier-ignore

    expect(rewind.sandbox.teams.cardFor(ben, 'personal', id)).toBeUndefined();
    expect(rewind.cardWords(ana, 'personal')).not.toContain('Ben Okafor does not have');
  });

  it('not counted: with nobody else the preview rests, says who is missing, and asks as soon as there is somebody', async () => {
    loseTheRole();
    await anaAsks();
    const { id, digest } = await rewind.requestIn('previewed');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await cardSays('Not put to the vote');
    await cardSays('nobody else holds the role without being touched by it in their own power');
    await cardSays('Ben Okafor cannot vote: the changes touch their own power');
    expect(verbs()).not.toContain('askForRecovery');
    const before = await rewind.happened();
    await rewind.says(ana, 'groupChat', `ask ${id}`);
    await until('why', () => rewind.lastSaid(ana, 'groupChat').includes('1 more hold the role') || undefined);
    expect(await rewind.happened()).toEqual(before);

    rewind.sandbox.graph.state.giveRole(gus.id, ROLES.backupAdministrator);
    rewind.sandbox.clock.jump(6 * MINUTE_MS);
    await until('Ask for recovery', () => verbs().includes('askForRecovery') || undefined);
    expect(await rewind.happened()).toEqual(before);
    await rewind.presses(ana, 'groupChat', 'askForRecovery');
    expect(await rewind.requestIn('awaitingApproval')).toMatchObject({ id, digest });
  });
});
