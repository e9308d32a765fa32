/** A reason that is typed with a command is not written twice: it stands on the own card of who typed it, and counts with the press. */
import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { PlaceName } from '../../src/sandbox/teams/places';
import { nodesOf } from '../cards/card-reading';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const REASON = 'the lockout has to go, I saw it myself';
const MINUTE_MS = 61_000;

describe('a reason typed with a command', () => {
  let rewind: ProductUnderTest;

  beforeEach(async () => {
    rewind = await startProductUnderTest();
  });
  afterEach(() => rewind.close());

  const valueOf = (person: CastMember, where: PlaceName, inputId: string) =>
    nodesOf(rewind.sandbox.teams.cardFor(person, where)?.card).find(({ id }) => id === inputId)?.['value'];
  /** On the own card, which Teams asks for where the person looks on. */
  const filledIn = (person: CastMember, where: PlaceName, inputId: string) =>
    until(`the input ${inputId}, filled in`, async () => {
      await rewind.sandbox.teams.opens(person, where);
      return valueOf(person, where, inputId);
    });
  /** Ana asks, and the card is there to vote on. */
  const asked = async (where: PlaceName) => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    return await rewind.asksForApproval(ana, where);
  };

  it('stands in the input that asks for it, beside what else has to be typed, and counts with the press only', async () => {
    rewind.sandbox.graph.state.runIncident('policyLockout');
    await rewind.says(ana, 'groupChat', 'restore everything from yesterday because somebody changed our policies');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const { id } = await rewind.requestIn('awaitingApproval');
    const before = await rewind.happened();
    await rewind.says(ben, 'groupChat', `approve ${id} because ${REASON}`);
    expect(await filledIn(ben, 'groupChat', 'reason')).toBe(REASON);
    expect(await rewind.happened()).toEqual(before);

    const missing = await rewind.presses(ben, 'groupChat', 'approve');
    expect(missing).toEqual({ kind: 'inputMissing', ids: ['typedPolicy'] });
    await rewind.presses(ben, 'groupChat', 'approve', { typedPolicy: 'Block legacy authentication' });
    expect((await rewind.request(id)).votes).toMatchObject([{ voterId: ben.id, reason: REASON }]);
    await until('the card for the others, without the words of who voted', () => rewind.cardWords(gus, 'groupChat').includes('1 of 2') && !rewind.cardWords(gus, 'groupChat').includes(REASON) || undefined); // prettier-ignore
  });

  it('is kept with an approval that needs none', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `approve ${id} because ${REASON}`);
    await filledIn(ben, 'groupChat', 'reason');
    await rewind.presses(ben, 'groupChat', 'approve');

    expect((await rewind.requestIn('recovered')).votes).toMatchObject([{ voterId: ben.id, reason: REASON }]);
  });

  it('of a rejection is asked for before anybody signs in', async () => {
    const { id, revision, digest = '' } = await asked('incidentRoom');
    expect(await rewind.presses(ben, 'incidentRoom', 'Reject')).toEqual({
      kind: 'inputMissing',
      ids: ['rejectReason'],
    });
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [ben, 'incidentRoom'], {
      verb: 'reject',
      data: { requestId: id, revision, digest },
    });

    expect(answer).toContain('reason');
    expect(answer).not.toMatch(/loginRequest|Sign in to/);
    expect(await rewind.happened()).toEqual(before);
  });

  it('of a rejection goes through the sign-in page of a channel', async () => {
    const { id } = await asked('incidentRoom');
    await rewind.says(ben, 'incidentRoom', `reject ${id} because ${REASON}`);
    await filledIn(ben, 'incidentRoom', 'rejectReason');
    await rewind.pressesAndSignsIn(ben, 'incidentRoom', 'reject');

    expect((await rewind.requestIn('rejected')).state).toMatchObject({ byId: ben.id, reason: REASON });
  });

  it('may be changed on the card', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `reject ${id} because ${REASON}`);
    await filledIn(ben, 'groupChat', 'rejectReason');
    await rewind.presses(ben, 'groupChat', 'reject', { rejectReason: 'the wrong snapshot' });

    expect((await rewind.requestIn('rejected')).state).toMatchObject({ byId: ben.id, reason: 'the wrong snapshot' });
  });

  it('fills in no one else’s card, and no one else’s vote (A21)', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `reject ${id} because ${REASON}`);
    await filledIn(ben, 'groupChat', 'rejectReason');
    const before = await rewind.happened();

    expect(await rewind.presses(gus, 'groupChat', 'reject')).toEqual({ kind: 'inputMissing', ids: ['rejectReason'] });
    expect(valueOf(gus, 'groupChat', 'rejectReason')).toBeUndefined();
    expect(await rewind.happened()).toEqual(before);
  });

  it('waits for its person whatever others type, and through new cards', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `reject ${id} because ${REASON}`);
    await filledIn(ben, 'groupChat', 'rejectReason');
    await rewind.says(gus, 'groupChat', `reject ${id} because the joiners are real`);
    await until('the other one', async () => (await filledIn(gus, 'groupChat', 'rejectReason')) === 'the joiners are real' || undefined); // prettier-ignore
    await rewind.says(ana, 'groupChat', `status ${id}`);

    expect(await filledIn(ben, 'groupChat', 'rejectReason')).toBe(REASON);
  });

  it('is in the own view of who typed it, and of nobody else', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `reject ${id} because ${REASON}`);
    await filledIn(ben, 'groupChat', 'rejectReason');
    const { teams, clock } = rewind.sandbox;
    const shared = teams.messagesIn(gus, 'groupChat').findLast(({ content }) => content.card)?.content.card;
    await until('an own view for Gus', async () => {
      clock.jump(MINUTE_MS);
      await teams.opens(gus, 'groupChat');
      return teams.cardFor(gus, 'groupChat')?.card === shared ? undefined : true;
    });

    expect(valueOf(ben, 'groupChat', 'rejectReason')).toBe(REASON);
    expect(valueOf(gus, 'groupChat', 'rejectReason')).toBeUndefined();
    expect(rewind.cardWords(gus, 'groupChat')).toContain('rejectReason');
  });

  it('of asking stands in place of one that was given before', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'personal', 'preview users from yesterday');
    await rewind.presses(ana, 'personal', 'Start preview');
    const { id } = await rewind.requestIn('previewed');
    await rewind.says(ana, 'personal', `ask ${id} because ${REASON}`);
    await filledIn(ana, 'personal', 'reason');
    await rewind.presses(ana, 'personal', 'askForRecovery');

    expect(await rewind.requestIn('awaitingApproval')).toMatchObject({ reason: REASON });
  });

  it('is inert whatever it says', async () => {
    const { id } = await asked('groupChat');
    await rewind.says(ben, 'groupChat', `reject ${id} because <at>Gus Petrov</at> \${title} {{DATE(now)}} **now** [here](https://evil.example)\u202e`); // prettier-ignore
    const value = await filledIn(ben, 'groupChat', 'rejectReason');

    // An input shows letters as they are: no mention, no link, no template. What cannot be seen is gone.
    expect(value).toBe('Gus Petrov ${title} {{DATE(now)}} **now** [here](https://evil.example)');
    expect(rewind.cardWords(ben, 'groupChat')).toContain('Approval needed');
    await rewind.presses(ben, 'groupChat', 'reject');
    await rewind.requestIn('rejected');
  });

  it('that is too long for the card is refused, and nothing is brought', async () => {
    const { id } = await asked('groupChat');
    const before = await rewind.happened();
    const cards = rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ content }) => JSON.stringify(content.card ?? {}).includes('"verb":"approve"')); // prettier-ignore
    await rewind.says(ben, 'groupChat', `reject ${id} because ${'too long '.repeat(60)}`);

    await until(
      'the refusal',
      () => rewind.cardWords(ben, 'groupChat').includes('at most 500 characters') || undefined,
    );
    expect(rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ content }) => JSON.stringify(content.card ?? {}).includes('"verb":"approve"'))).toHaveLength(cards.length); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });
});
