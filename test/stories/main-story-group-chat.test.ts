import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';

const { ana, ben } = CAST;

describe('restore users from yesterday, in a group chat', () => {
  let rewind: ProductUnderTest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterAll(() => rewind.close());

  it('answers with a plan, and nothing is started', async () => {
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because somebody disabled the sales people');

    const request = await rewind.requestIn('planned');
    expect(request.requesterId).toBe(ana.id);
    expect(rewind.cardWords(ana, 'groupChat')).toContain('Nothing has been changed yet');
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);
  });

  it('previews with the requester’s own sign-on and asks for approval', async () => {
    await rewind.presses(ana, 'groupChat', 'Start preview');

    const request = await rewind.requestIn('awaitingApproval');
    expect(request.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(rewind.sandbox.graph.inspect.startedPreviews().map(({ byId }) => byId)).toEqual([ana.id]);
  });

  it('refuses the requester, and Graph is not asked', async () => {
    const answer = await rewind.presses(ana, 'groupChat', 'approve');

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('second person') as string });
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
  });

  it('recovers with the second administrator’s sign-on, and says so', async () => {
    await rewind.presses(ben, 'groupChat', 'approve');

    const request = await rewind.requestIn('recovered');
    const started = rewind.sandbox.graph.inspect.startedRecoveries();
    expect(started.map(({ byId }) => byId)).toEqual([ben.id]);
    expect(request.outcome).toMatchObject({ failedChanges: 0 });
    const left = rewind.sandbox.graph.inspect.compare(request.plan.snapshotId).filter(({ type }) => type === 'user');
    expect(left).toHaveLength(request.preview?.counts.shownOnly ?? 0);
  });

  it('edits no message into what it says already, and tells no number that nobody knows', () => {
    const messages = rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ from }) => from === 'bot');
    const versions = messages.map(({ edits, content }) =>
      [...edits, content].map((version) => JSON.stringify(version)),
    );
    const repeated = versions.flatMap((said) => said.filter((version, index) => version === said[index - 1]));

    expect(Math.max(...versions.map((said) => said.length))).toBeGreaterThan(3);
    expect(repeated).toEqual([]);
    expect(versions.join()).not.toMatch(/"0 objects|does not tell yet/);
  });
});
