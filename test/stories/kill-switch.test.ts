import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CAST } from '../../src/sandbox/cast';
import { buttonsOf } from '../../src/sandbox/teams/card-reading';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;
const SWITCHED_OFF = 'switched off for this installation';

describe('the kill switch', () => {
  let folder: string;
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rewind-kill-switch-'));
    const settings = { DATABASE_URL: `sqlite:${path.join(folder, 'rewind.sqlite')}` };
    rewind = await startProductUnderTest({ settings });
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'preview users from yesterday');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    await rewind.requestIn('previewed');
    await rewind.asksForApproval(ana, 'groupChat');
    await rewind.restart({ ...settings, RECOVERY_DISABLED: 'true' });
  });
  afterAll(async () => {
    await rewind.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('stands on the cards that were there before, and takes their buttons away', async () => {
    await until('the switch on the card', () => rewind.cardWords(ben, 'groupChat').includes(SWITCHED_OFF) || undefined);
    expect(rewind.sandbox.teams.seesButton(ben, 'groupChat', 'approve')).toBe(false);
  });

  it.each(['snapshots', 'help', 'help restore', 'requests', 'who can approve'])(
    'stands on the answer to %s, which offers nothing that starts something',
    async (words) => {
      const before = await rewind.happened();
      const cards = rewind.sandbox.teams.cardsFor(ana, 'groupChat').length;
      await rewind.says(ana, 'groupChat', words);
      await until('the answer', () => rewind.sandbox.teams.cardsFor(ana, 'groupChat').length > cards || undefined);

      const card = rewind.sandbox.teams.cardFor(ana, 'groupChat')?.card ?? {};
      expect(JSON.stringify(card)).toContain(SWITCHED_OFF);
      expect(
        buttonsOf(card)
          .map(({ title }) => title)
          .filter((title) => /preview|restore/i.test(title)),
      ).toEqual([]);
      expect(await rewind.happened()).toEqual(before);
    },
  );

  it('refuses the approval of what was asked for before', async () => {
    const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();

    expect(await pressByHand(rewind, [ben, 'groupChat'], { verb: 'approve', data: { requestId: id, revision, digest } })).toContain(SWITCHED_OFF); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });

  it('is told to who types the approval, and no card is brought', async () => {
    const { id } = await rewind.requestIn('awaitingApproval');
    const [before, cards] = [await rewind.happened(), rewind.sandbox.teams.cardsFor(ben, 'groupChat').length];
    await rewind.says(ben, 'groupChat', `approve ${id}`);

    await until('the reason', () => rewind.lastSaid(ben, 'groupChat').includes(SWITCHED_OFF) || undefined);
    expect(rewind.sandbox.teams.cardsFor(ben, 'groupChat')).toHaveLength(cards);
    expect(await rewind.happened()).toEqual(before);
  });

  it('brings the button of a rejection to who types it', async () => {
    const { id } = await rewind.requestIn('awaitingApproval');
    const before = rewind.sandbox.teams.cardsFor(ben, 'groupChat').length;
    await rewind.says(ben, 'groupChat', `reject ${id} because it is switched off anyway`);

    const cards = await until('the card', () => {
      const seen = rewind.sandbox.teams.cardsFor(ben, 'groupChat');
      return seen.length > before ? seen : undefined;
    });
    const verbs = buttonsOf(cards.at(-1)?.card ?? {}).map(({ verb }) => verb);
    expect(verbs).toContain('reject');
    expect(verbs).not.toContain('approve');
  });

  it('offers an approver only what still works, and says why', async () => {
    const { id } = await rewind.requestIn('awaitingApproval');
    await rewind.presses(ben, 'groupChat', 'refresh');
    const seen = rewind.sandbox.teams.cardFor(ben, 'groupChat', id)?.card ?? {};

    expect(JSON.stringify(seen)).toContain(SWITCHED_OFF);
    expect(buttonsOf(seen).map(({ verb }) => verb)).toContain('reject');
    expect(buttonsOf(seen).map(({ verb }) => verb)).not.toContain('approve');
  });

  it('refuses to ask for a recovery', async () => {
    const before = await rewind.happened();
    const previewed = before.requests.find(({ state }) => state.name === 'previewed');
    const data = { requestId: previewed?.id ?? '', revision: 1, reason: 'it has to go back now' };

    expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'askForRecovery', data })).toContain(SWITCHED_OFF);
    expect(await rewind.happened()).toEqual(before);
  });

  it.each(['preview users from yesterday', 'restore users from yesterday because it has to go back'])(
    'plans, and starts no preview: %s',
    async (text) => {
      await rewind.says(ana, 'groupChat', text);
      const { id, revision } = await rewind.requestIn('planned');
      const plan = await until('the plan', () => rewind.sandbox.teams.cardFor(ana, 'groupChat', id)?.card);
      expect(JSON.stringify(plan)).toContain(SWITCHED_OFF);
      expect(buttonsOf(plan).map(({ verb }) => verb)).not.toContain('startPreview');
      const before = await rewind.happened();

      expect(await pressByHand(rewind, [ana, 'groupChat'], { verb: 'startPreview', data: { requestId: id, revision } })).toContain(SWITCHED_OFF); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    },
  );

  it('offers no start in a personal chat, and the plan can be withdrawn', async () => {
    await rewind.says(ana, 'personal', 'preview users from yesterday');
    const { id } = await rewind.requestIn('planned');
    const card = await until('the plan', () => rewind.sandbox.teams.cardFor(ana, 'personal', id)?.card);

    expect(JSON.stringify(card)).toContain(SWITCHED_OFF);
    expect(buttonsOf(card).map(({ verb }) => verb)).not.toContain('startPreview');
    await rewind.presses(ana, 'personal', 'withdraw');
    await rewind.requestIn('withdrawn');
  });

  it('lets people reject', async () => {
    const before = await rewind.happened();
    const asked = before.requests.find(({ state }) => state.name === 'awaitingApproval');
    const data = { requestId: asked?.id ?? '', revision: 1, rejectReason: 'switched off anyway' };
    await pressByHand(rewind, [ben, 'groupChat'], { verb: 'reject', data });

    const { requests } = await rewind.happened();
    expect(requests.find(({ id }) => id === asked?.id)?.state.name).toBe('rejected');
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });
});
