import { CAST } from '../../src/sandbox/cast';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben, gus } = CAST;

describe('presses that come late, or twice', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
  });
  afterAll(() => rewind.close());

  const startedRecoveries = () => rewind.sandbox.graph.inspect.startedRecoveries();

  it('start one preview when Start preview is pressed five times at once', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because somebody disabled the sales people');
    const { id, revision } = await rewind.requestIn('planned');
    const data = { requestId: id, revision };
    const presses = Array.from({ length: 5 }, () => pressByHand(rewind, [ana, 'groupChat'], { verb: 'startPreview', data })); // prettier-ignore
    const answers = await Promise.all(presses);

    await rewind.requestIn('awaitingApproval');
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('its preview cannot be started again'))).toHaveLength(4);
  });

  it('start one recovery when Approve is pressed ten times at once by two people', async () => {
    const { id, revision, digest = '' } = await rewind.requestIn('awaitingApproval');
    const press = { verb: 'approve', data: { requestId: id, revision, digest } };
    const people = [ben, gus, ben, gus, ben, gus, ben, gus, ben, gus];
    const answers = await Promise.all(people.map((person) => pressByHand(rewind, [person, 'groupChat'], press)));

    const request = await rewind.requestIn('recovered');
    expect(startedRecoveries()).toHaveLength(1);
    expect(request.votes).toHaveLength(1);
    expect(request.votes[0]?.voterId).toBe(startedRecoveries()[0]?.byId);
    expect(answers.filter((answer) => !answer.includes('there is nothing to vote on'))).toHaveLength(1);
  });

  it.each([
    ['startPreview', ana, 'its preview cannot be started again'],
    ['approve', ben, 'there is nothing to vote on'],
    ['reject', gus, 'there is nothing to vote on'],
    ['withdraw', ana, 'is over'],
    ['askForRecovery', ana, 'is over (recovered)'],
    ['runNow', ana, 'it cannot be run'],
    ['cancel', ben, 'there is nothing to stop'],
  ] as const)('change nothing after the recovery: %s', async (verb, person, sentence) => {
    const { id, revision } = await rewind.requestIn('recovered');
    const before = await rewind.happened();
    const answer = await pressByHand(rewind, [person, 'groupChat'], { verb, data: { requestId: id, revision, rejectReason: 'too late for that' } }); // prettier-ignore

    expect(answer).toContain(`${id} is`);
    expect(answer).toContain('recovered');
    expect(answer).toContain(sentence);
    expect(await rewind.happened()).toEqual(before);
  });

  it('bring the current card for an old “Show values”', async () => {
    const { id, revision } = await rewind.requestIn('recovered');
    const answer = await pressByHand(rewind, [ben, 'groupChat'], {
      verb: 'refresh',
      data: { requestId: id, revision },
    });

    expect(answer).toContain('Recovered');
    expect(answer).not.toContain('"verb":"approve"');
  });

  it('start one recovery when one person presses Approve twice', async () => {
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.asksForApproval(ana, 'groupChat');
    const before = startedRecoveries().length;
    const presses = [rewind.presses(gus, 'groupChat', 'approve'), rewind.presses(gus, 'groupChat', 'approve')];
    await Promise.all(presses);

    const request = await rewind.requestIn('recovered');
    expect(startedRecoveries()).toHaveLength(before + 1);
    expect(request.votes).toHaveLength(1);
  });
});
