import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import { pressByHand, type HandMadePress } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;
const TOO_MUCH = 'That was a lot at once';

describe('what Teams asks by itself is not what a person says', () => {
  let rewind: ProductUnderTest;
  let request: RecoveryRequest;

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    request = await rewind.asksForApproval(ana, 'groupChat');
  });
  afterEach(() => rewind.close());

  const byHand = (person: CastMember, press: Pick<HandMadePress, 'verb' | 'trigger'>) =>
    pressByHand(rewind, [person, 'groupChat'], {
      ...press,
      data: { requestId: request.id, revision: request.revision, digest: request.digest ?? '', text: 'help' },
    });
  const nothingLeftToSay = () =>
    until('nothing left to say', async () => (await rewind.product.store.notices.unsent()).length === 0 || undefined);
  const saidByBot = () => rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ from }) => from === 'bot').length;
  const manyTimes = async (times: number, act: () => Promise<string>): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (let time = 0; time < times; time += 1) answers.push(await act());
    return answers;
  };
  const refreshes = (person: CastMember, times: number) =>
    manyTimes(times, () => byHand(person, { verb: 'refresh', trigger: 'automatic' }));

  it('the second approver approves after forty refreshes of a busy card', async () => {
    const seen = await refreshes(ben, 40);
    expect(seen.filter((answer) => answer.includes('AdaptiveCard'))).toHaveLength(40);

    const answer = await rewind.presses(ben, 'groupChat', 'approve');
    expect(JSON.stringify(answer)).not.toContain(TOO_MUCH);
    await rewind.requestIn('recovered');
  });

  it('too many refreshes show nothing new, say nothing, and block no press', async () => {
    await nothingLeftToSay();
    const before = await rewind.happened();
    const said = saidByBot();
    const answers = await refreshes(ben, 125);
    expect(answers.slice(120).every((answer) => answer.includes('"statusCode":403'))).toBe(true);
    expect(answers.join()).not.toContain(TOO_MUCH);
    expect(saidByBot()).toBe(said);
    expect(await rewind.happened()).toEqual(before);

    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');
  });

  it.each(['approve', 'reject', 'withdraw', 'cancel', 'tellMeWhenFree', 'say'])(
    'whoever calls a press of %s a refresh gains nothing by it',
    async (verb) => {
      await nothingLeftToSay();
      const before = await rewind.happened();
      const said = saidByBot();
      await manyTimes(3, () => byHand(ben, { verb, trigger: 'automatic' }));
      await byHand(ana, { verb, trigger: 'automatic' });

      await rewind.sandbox.teams.settles();
      expect(await rewind.happened()).toEqual(before);
      expect(saidByBot()).toBe(said);
    },
  );

  it('whoever said too much for now may still stop a recovery, by the button and by the word', async () => {
    rewind.sandbox.graph.state.setDurations({ running: 600_000 });
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovering');
    const asked = await manyTimes(35, () => byHand(gus, { verb: 'refresh' }));
    expect(asked.at(-1)).toContain(TOO_MUCH);

    await rewind.says(gus, 'groupChat', `cancel ${request.id}`);
    await until('a card with Cancel', () => rewind.sandbox.teams.seesButton(gus, 'groupChat', 'Cancel') || undefined);
    const answer = await rewind.presses(gus, 'groupChat', 'Cancel');
    expect(JSON.stringify(answer)).not.toContain(TOO_MUCH);
    await rewind.requestIn('canceled');
  });
});
