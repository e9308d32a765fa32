import { CAST, ROLES } from '../../src/sandbox/cast';
import type { RecoveryRequest } from '../../src/recovery/request';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus, eva, anaTwo } = CAST;
const REASON = { reason: 'the connector disabled people' };

describe('asking for a recovery after a plain preview', () => {
  let rewind: ProductUnderTest;
  let request: RecoveryRequest;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
    await rewind.says(ana, 'groupChat', 'preview users from yesterday');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    request = await rewind.requestIn('previewed');
  });
  afterAll(() => rewind.close());

  it.each([
    ['no reason', {}, 'needs a reason'],
    ['an empty one', { reason: '  ' }, 'needs a reason'],
    ['one that says nothing', { reason: 'oops' }, 'The reason is too short'],
  ])('is refused with %s', async (_what, data, sentence) => {
    const before = await rewind.happened();
    const press = { verb: 'askForRecovery', data: { requestId: request.id, revision: request.revision, ...data } };

    expect(await pressByHand(rewind, [ana, 'groupChat'], press)).toContain(sentence);
    expect(await rewind.happened()).toEqual(before);
  });

  it('is refused for somebody else', async () => {
    const before = await rewind.happened();
    const press = { verb: 'askForRecovery', data: { requestId: request.id, revision: request.revision, ...REASON } };

    expect(await pressByHand(rewind, [ben, 'groupChat'], press)).toContain('Only the person who asked can do this');
    expect(await rewind.happened()).toEqual(before);
  });

  it('is refused when nobody could approve, and says what is missing', async () => {
    const { state } = rewind.sandbox.graph;
    for (const { id } of [ben, anaTwo]) state.takeRole(id, 'backupAdministrator');
    state.takeRole(gus.id, 'globalAdministrator');
    state.edit(gus.id, (editor) => {
      editor.update(eva.id, { accountEnabled: false });
    });
    const before = await rewind.happened();
    const answer = await rewind.presses(ana, 'groupChat', 'askForRecovery', REASON);

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('This needs 1 approver and there are 0 besides you') as string }); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
    state.giveRole(ben.id, ROLES.backupAdministrator);
  });

  it('with the reason from the card puts exactly this preview to the vote', async () => {
    await rewind.presses(ana, 'groupChat', 'askForRecovery', REASON);

    const asked = await rewind.requestIn('awaitingApproval');
    expect(asked).toMatchObject({ digest: request.digest, reason: REASON.reason, plan: { wantsApproval: true } });
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toHaveLength(1);
  });

  it('is approved by the second person, and runs', async () => {
    await until('the card to vote on', () => rewind.sandbox.teams.seesButton(ben, 'groupChat', 'approve') || undefined);
    await rewind.presses(ben, 'groupChat', 'approve');

    await rewind.requestIn('recovered');
    expect(rewind.sandbox.graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  });

  it('is refused when there is nothing to recover', async () => {
    await rewind.says(ana, 'groupChat', 'preview groups from yesterday');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const empty = await rewind.requestIn('previewed');
    const before = await rewind.happened();
    const press = { verb: 'askForRecovery', data: { requestId: empty.id, revision: empty.revision, ...REASON } };

    expect(empty.preview?.counts).toMatchObject({ update: 0, restore: 0, softDelete: 0 });
    expect(await pressByHand(rewind, [ana, 'groupChat'], press)).toContain('there is nothing to approve');
    expect(await rewind.happened()).toEqual(before);
  });

  it('is no way around too few approvers: a restore is refused at Start preview', async () => {
    rewind.sandbox.graph.state.takeRole(ben.id, 'backupAdministrator');
    await rewind.says(ana, 'groupChat', 'restore users from yesterday because the connector did it again');
    await rewind.requestIn('planned');
    const before = await rewind.happened();
    const answer = await rewind.presses(ana, 'groupChat', 'Start preview');

    expect(answer).toMatchObject({ kind: 'sentence', text: expect.stringContaining('This needs 1 approver') as string }); // prettier-ignore
    expect(await rewind.happened()).toEqual(before);
  });
});
