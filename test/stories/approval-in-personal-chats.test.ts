import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus, eva } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2';

/** Any state change draws the cards, and says what it has to say after that. */
async function drawsAgain(rewind: ProductUnderTest): Promise<void> {
  const { requests, notices } = rewind.product.store;
  const request = await rewind.requestIn('awaitingApproval');
  const peopleIds = [ben, gus].map(({ id }) => id);
  const reminder = { kind: 'reminder', place: request.place, peopleIds } as const;
  await requests.move(request, request.state, { by: 'rewind', notices: [reminder] });
  await rewind.product.sweepNow();
  await until('the reminder', async () => (await notices.unsent()).length === 0 || undefined);
}

describe('a recovery asked for in a personal chat', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest({ settings: { INCIDENT_CONVERSATION: GROUP_CHAT } });
    const { graph, teams } = rewind.sandbox;
    graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'help');
    await teams.installs(ben);
    await teams.installs(gus);
    teams.removesApp(gus);
    await rewind.asksForApproval(ana, 'personal');
  });
  afterAll(() => rewind.close());

  it('reaches the approvers who have the app, with the button', async () => {
    const { teams } = rewind.sandbox;
    await until('the card for Ben', () => teams.seesButton(ben, 'personal', 'approve') || undefined);

    expect(teams.seesButton(ana, 'personal', 'approve')).toBe(false);
    expect(teams.messagesIn(eva, 'personal')).toEqual([]);
  });

  it('shows it in the incident conversation too', async () => {
    const { teams } = rewind.sandbox;
    await until('the card of the incident', () => teams.seesButton(ben, 'groupChat', 'approve') || undefined);
  });

  it('says on the card who was reached and who was not', async () => {
    const words = await until('a card that says who was reached', () => {
      const said = rewind.cardWords(ana, 'personal');
      return said.includes('Shown to') && said.includes('incident conversation') ? said : undefined;
    });

    expect(words).toMatch(/Shown to Ben Okafor in their personal chats/);
    expect(words).toMatch(/Not reached, because Rewind is not installed for them: [^"]*Eva Lindqvist, Gus Petrov/);
    await until('the same on the approver’s card', () =>
      rewind.cardWords(ben, 'personal').includes('Shown to Ben Okafor') ? true : undefined,
    );
  });

  it('knocks once where the app was removed, and again when it is installed anew', async () => {
    const { teams } = rewind.sandbox;
    // After the first word, which was said when it was installed.
    const knocks = () =>
      teams.calls
        .filter(({ path, method }) => method === 'POST' && decodeURIComponent(path).includes('a:gus/'))
        .slice(1);
    await drawsAgain(rewind);
    await drawsAgain(rewind);

    expect(knocks()).toMatchObject([{ status: 403 }]);
    await teams.installs(gus);
    await drawsAgain(rewind);
    await until('the card for Gus', () => teams.seesButton(gus, 'personal', 'approve') || undefined);
  });

  it('reminds approvers where they have the button, and the requester of nothing to press', () => {
    const remindersIn = (person: CastMember, where: PlaceName) =>
      rewind.sandbox.teams.messagesIn(person, where).flatMap(({ content }) => content.text?.match(/.*Still waiting.*/) ?? []); // prettier-ignore

    for (const [person, where] of [
      [ben, 'personal'],
      [ana, 'groupChat'],
    ] as const) {
      expect(remindersIn(person, where)).toHaveLength(3);
      for (const text of remindersIn(person, where)) expect(text).toContain('The button is on the card');
    }
    expect(remindersIn(ana, 'personal')).toHaveLength(3);
    for (const text of remindersIn(ana, 'personal')) expect(text).not.toMatch(/button|Or type|approve R-/);
    expect(remindersIn(eva, 'personal')).toEqual([]);
  });

  it('is approved from the approver’s own chat', async () => {
    await rewind.presses(ben, 'personal', 'approve');

    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
    await until(
      'the end to be told',
      async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined,
    );
    for (const [person, where] of [
      [ana, 'personal'],
      [ben, 'personal'],
      [gus, 'groupChat'],
    ] as const)
      expect(rewind.lastSaid(person, where)).toContain('The card says what was not covered');
    expect(rewind.lastSaid(gus, 'personal')).not.toContain('The card says what was not covered');
    await until('no card that can still be approved', () => {
      const { teams } = rewind.sandbox;
      return teams.seesButton(ben, 'personal', 'approve') || teams.seesButton(ben, 'groupChat', 'approve') ? undefined : true; // prettier-ignore
    });
  });
});

it('tells who approved in a group chat how it ended, there', async () => {
  const rewind = await startProductUnderTest();
  try {
    rewind.sandbox.graph.state.runIncident('massDisable');
    const { id } = await rewind.asksForApproval(ana, 'personal');
    await rewind.says(ben, 'groupChat', `approve ${id}`);
    const { teams } = rewind.sandbox;
    await until('the card', () => teams.seesButton(ben, 'groupChat', 'approve') || undefined);
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');

    const ends = () => teams.messagesIn(ben, 'groupChat').filter(({ content }) => content.text?.includes('The card says what was not covered')); // prettier-ignore
    await until('the end', () => ends().length > 0 || undefined);
    await rewind.product.sweepNow();
    expect(ends().map(({ content }) => content.mentions.map(({ text }) => text))).toEqual([[ana, ben].map(({ name }) => `<at>${name}</at>`)]); // prettier-ignore
    await until('the end in the requester’s chat', () => rewind.lastSaid(ana, 'personal').includes('The card says what was not covered') || undefined); // prettier-ignore
  } finally {
    await rewind.close();
  }
});
