/** A name that fits several is asked back. Where everybody reads, the choices tell no sign-in names. */
import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { CAST, DOMAIN } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, anaTwo, ben } = CAST;
const GROUP_CHAT = '19:backup-administrators@thread.v2';

describe('a name that fits several people', () => {
  let rewind: ProductUnderTest;
  beforeEach(async () => {
    rewind = await startProductUnderTest();
    // Nothing but the id, or the sign-in name, tells them apart.
    rewind.sandbox.graph.state.edit(ben.id, (editor) => {
      editor.update(anaTwo.id, { displayName: ana.name });
    });
  });
  afterEach(() => rewind.close());

  const asked = (where: 'groupChat' | 'personal' | 'incidentRoom') =>
    until('the question', () => rewind.sandbox.teams.cardFor(ben, where, 'do you mean'));

  it.each([
    ['groupChat', 'preview user "Ana Ruiz" from yesterday'],
    ['groupChat', 'restore users except user "Ana Ruiz" from yesterday because it was a mistake'],
    ['incidentRoom', 'who changed user "Ana Ruiz" since yesterday'],
  ] as const)('is asked back in the %s by ids: %s', async (where, text) => {
    const before = await rewind.happened();
    await rewind.says(ben, where, text);
    const words = JSON.stringify((await asked(where)).card);

    expect(words).not.toContain(`@${DOMAIN}`);
    for (const { id } of [ana, anaTwo]) expect(words).toContain(`Ana Ruiz · user ${id}`);
    expect(words).toContain('told in your personal chat with me');
    expect(await rewind.happened()).toEqual(before);
  });

  it.each(['preview user "Ana Ruiz" from yesterday', 'who changed user "Ana Ruiz" since yesterday'])(
    'is asked back in a personal chat by sign-in names: %s',
    async (text) => {
      await rewind.says(ben, 'personal', text);
      const words = JSON.stringify((await asked('personal')).card);

      for (const { signInName } of [ana, anaTwo]) expect(words).toContain(`Ana Ruiz · ${signInName}`);
      expect(words).not.toContain('told in your personal chat');
    },
  );

  it('is asked back by sign-in names where values may be shown to all', async () => {
    await rewind.restart({ DETAIL_CONVERSATIONS: GROUP_CHAT });
    await rewind.says(ben, 'groupChat', 'preview user "Ana Ruiz" from yesterday');
    expect(JSON.stringify((await asked('groupChat')).card)).toContain(`Ana Ruiz · ${anaTwo.signInName}`);
  });

  it.each([
    ['yesterday', /from [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4} [\w/]+"/],
    [
      'before the incident at 2 hours ago',
      /from before [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [\w/]+"/,
    ],
    ['latest', /from [\w+/=-]{8,}"/],
    ['#2', /from [\w+/=-]{8,}"/],
  ])('keeps the time it was asked for, however late it is chosen: %s', async (time, pinned) => {
    await rewind.says(ben, 'personal', `preview user "Ana Ruiz" from ${time}`);
    const words = JSON.stringify((await asked('personal')).card);

    expect(words).toMatch(pinned);
    expect(words).not.toContain(`from ${time}`);
  });

  it('is chosen by a press, and planned for that one', async () => {
    await rewind.says(ben, 'groupChat', 'preview user "Ana Ruiz" from yesterday');
    const buttons = buttonsOf((await asked('groupChat')).card);
    const second = buttons.find(({ action }) => JSON.stringify(action).includes(anaTwo.id));
    await rewind.presses(ben, 'groupChat', second?.title ?? '');

    expect((await rewind.requestIn('planned')).plan.scope).toMatchObject({ objects: [{ id: anaTwo.id }] });
  });
});
