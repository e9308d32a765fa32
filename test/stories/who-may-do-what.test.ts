import { CAST } from '../../src/sandbox/cast';
import type { RequestId } from '../../src/shared/ids';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, dan, eva, gil } = CAST;
const MINUTE_MS = 60_000;
const RESTORE = 'restore users from yesterday because somebody disabled the sales people';

describe('who may do what', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  describe('a Reader', () => {
    it('gets a plain preview for a restore, and is told so', async () => {
      await rewind.says(cleo, 'groupChat', RESTORE);

      const request = await rewind.requestIn('planned');
      expect(request.plan.wantsApproval).toBe(false);
      expect(rewind.lastSaid(cleo, 'groupChat')).toContain('this is a plain preview');
    });

    it('previews with her own sign-on', async () => {
      await rewind.presses(cleo, 'groupChat', 'Start preview');

      await rewind.requestIn('previewed');
      expect(rewind.sandbox.graph.inspect.startedPreviews().map(({ byId }) => byId)).toEqual([cleo.id]);
    });

    it('is refused when she asks for the recovery', async () => {
      const { id, revision, version } = await rewind.requestIn('previewed');
      await until('the preview’s card', () => rewind.sandbox.teams.seesButton(cleo, 'groupChat', 'askForRecovery') || undefined); // prettier-ignore
      const answer = await rewind.presses(cleo, 'groupChat', 'askForRecovery', { reason: 'it has to go back now' });

      expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringMatching(/Entra Backup Reader may look and preview.*Ask an Entra Backup Administrator to do it: restore users from \S+Z\./) as string }); // prettier-ignore
      expect(await rewind.request(id)).toMatchObject({ revision, version, state: { name: 'previewed' } });
    });

    it.each(['withdraw', 'ask'])('is told by %s what an Administrator types, who gets to the same snapshot', async (verb) => {
      const { requests } = await rewind.happened();
      const hers = await rewind.request(requests.find(({ state }) => state.name === 'previewed')?.id ?? ('' as RequestId));
      await rewind.says(cleo, 'groupChat', `${verb} ${hers.id}`);
      const typed = await until('the way out', () => /restore users from \S+Z/.exec(rewind.lastSaid(cleo, 'groupChat'))?.[0]);
      expect(await rewind.request(hers.id)).toEqual(hers);

      await rewind.says(ana, 'groupChat', `${typed} because somebody disabled the sales people`);
      const { plan } = await rewind.requestIn('planned');
      const { scope, snapshotId } = hers.plan;
      expect(plan).toMatchObject({ scope, snapshotId, wantsApproval: true });
    }); // prettier-ignore

    it('is refused when she votes', async () => {
      const { id, revision, digest = '' } = await rewind.asksForApproval(ana, 'groupChat');
      const before = await rewind.happened();
      const data = { requestId: id, revision, digest };

      expect(await pressByHand(rewind, [cleo, 'groupChat'], { verb: 'approve', data })).toContain('Entra Backup Reader may look and preview'); // prettier-ignore
      expect(await pressByHand(rewind, [cleo, 'groupChat'], { verb: 'reject', data: { ...data, rejectReason: 'because I can' } })).toContain('Entra Backup Reader may look and preview'); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });
  });

  describe('who types for a button that the own card would not have', () => {
    it.each([
      ['a Reader', cleo, 'approve', 'Entra Backup Reader may look and preview'],
      ['a Reader', cleo, 'reject', 'Entra Backup Reader may look and preview'],
      ['a Reader', cleo, 'withdraw', 'Only the person who asked or somebody who approved can do this'],
      ['the requester', ana, 'approve', 'approval takes a second person'],
      ['somebody', ben, 'start', 'its preview cannot be started again'],
      ['somebody', ben, 'ask', 'its recovery is asked for already'],
      ['somebody', ben, 'run now', 'so it cannot be run'],
      ['somebody', ben, 'cancel', 'there is nothing to stop'],
      ['somebody', ben, 'retry', 'so there is no result to look into'],
    ])('%s is told why, and the way out: %s %s', async (_who, person, verb, sentence) => {
      const { id } = await rewind.requestIn('awaitingApproval');
      const { teams } = rewind.sandbox;
      for (const where of ['groupChat', 'personal'] as const) {
        const [before, cards] = [await rewind.happened(), teams.cardsFor(person, where).length];
        await rewind.says(person, where, `${verb} ${id}`);

        await until('the reason', () => rewind.lastSaid(person, where).includes(sentence) || undefined);
        expect(teams.cardsFor(person, where)).toHaveLength(cards);
        expect(await rewind.happened()).toEqual(before);
      }
    });
  });

  describe('somebody without a role', () => {
    it.each([RESTORE, 'preview users from yesterday', 'snapshots', 'requests', 'history'])(
      'is refused "%s", with the name of the missing role',
      async (text) => {
        const before = await rewind.happened();
        await rewind.says(dan, 'personal', text);

        expect(rewind.lastSaid(dan, 'personal')).toContain('You do not hold the role Entra Backup Administrator');
        expect(rewind.lastSaid(dan, 'personal')).toContain('activate it first');
        expect(await rewind.happened()).toEqual(before);
      },
    );

    it.each(['status', 'changes', 'approve', 'reject', 'withdraw', 'cancel'])(
      'sees nothing by typing %s',
      async (verb) => {
        // prettier-ignore
        const { id } = await rewind.requestIn('awaitingApproval');
        await rewind.says(dan, 'personal', `${verb} ${id}`);

        expect(rewind.lastSaid(dan, 'personal')).toContain('You do not hold the role');
        expect(rewind.sandbox.teams.cardFor(dan, 'personal')).toBeUndefined();
      },
    );

    it.each(['approve', 'refresh'])('is refused the press of %s, with the name of the missing role', async (button) => {
      const before = await rewind.happened();
      const answer = await rewind.presses(dan, 'groupChat', button);

      expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('You do not hold the role Entra Backup Administrator') as string }); // prettier-ignore
      expect(await rewind.happened()).toEqual(before);
    });

    it.each(['startPreview', 'reject', 'withdraw', 'runNow', 'cancel', 'showChanges'])(
      'learns from no press of %s what becomes of a request',
      async (verb) => {
        const { id, revision } = await rewind.requestIn('awaitingApproval');
        const before = await rewind.happened();

        expect(await pressByHand(rewind, [dan, 'groupChat'], { verb, data: { requestId: id, revision, rejectReason: 'the wrong snapshot' } })).toContain('You do not hold the role'); // prettier-ignore
        expect(await rewind.happened()).toEqual(before);
      },
    );

    it.each(['withdraw', 'refresh'])('learns from no press of %s which requests there are', async (verb) => {
      const press = { verb, data: { requestId: 'R-ZZZZ', revision: 1 } };
      expect(await pressByHand(rewind, [dan, 'groupChat'], press)).toContain('You do not hold the role');
    });

    it('may ask for help', async () => {
      const { teams } = rewind.sandbox;
      await rewind.says(dan, 'personal', 'help');
      expect(teams.messagesIn(dan, 'personal').at(-1)?.from).toBe('bot');
      expect(teams.messagesIn(dan, 'personal').at(-1)?.content.text ?? '').not.toContain('You do not hold the role');
    });
  });

  describe('a guest', () => {
    it('gets nothing, not even help', async () => {
      const before = rewind.sandbox.teams.everythingSaid();
      await rewind.says(gil, 'incidentRoom', 'help');
      await rewind.says(gil, 'incidentRoom', RESTORE);
      expect(rewind.sandbox.teams.everythingSaid()).toEqual(before);
    });

    it('gets nothing for a press', async () => {
      const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
      const before = await rewind.happened();
      const answer = await pressByHand(rewind, [gil, 'incidentRoom'], { verb: 'approve', data: { requestId: id, revision, digest } }); // prettier-ignore

      expect(answer).toBe('no answer (403)');
      expect(await rewind.happened()).toEqual(before);
    });
  });

  describe('an eligible administrator', () => {
    it('is refused until the role is activated, and told to activate it', async () => {
      const before = await rewind.happened();
      const answer = await rewind.presses(eva, 'groupChat', 'approve');
      await rewind.says(eva, 'personal', 'requests');

      expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('eligible but not active') as string }); // prettier-ignore
      expect(rewind.lastSaid(eva, 'personal')).toContain('activate it first');
      expect(await rewind.happened()).toEqual(before);
    });

    it('works after activation', async () => {
      rewind.sandbox.graph.state.activateRoles(eva.id);
      rewind.sandbox.clock.jump(MINUTE_MS);
      const { id } = await rewind.requestIn('awaitingApproval');
      await rewind.says(eva, 'personal', `approve ${id}`);
      await rewind.presses(eva, 'personal', 'approve');

      await rewind.requestIn('recovered');
      expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([eva.id]);
    });
  });
});

describe('waiting for the slot', () => {
  it('is not changed by somebody without a role', async () => {
    const rewind = await startProductUnderTest();
    try {
      rewind.sandbox.graph.state.startOutside();
      await rewind.says(ana, 'groupChat', RESTORE);
      await rewind.presses(ana, 'groupChat', 'Start preview');
      const { id, revision } = await rewind.requestIn('waitingForSlot');
      const before = (await rewind.requestIn('waitingForSlot')).state;
      const press = { verb: 'tellMeWhenFree', data: { requestId: id, revision } };

      expect(await pressByHand(rewind, [dan, 'groupChat'], press)).toContain('You do not hold the role');
      expect((await rewind.request(id)).state).toEqual(before);
      await pressByHand(rewind, [cleo, 'groupChat'], press);
      expect((await rewind.request(id)).state).toMatchObject({ tellIds: [ana.id, cleo.id] });
    } finally {
      await rewind.close();
    }
  });
});
