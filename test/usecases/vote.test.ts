import type { Change } from '../../src/recovery/change';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { runNow } from '../../src/usecases/run-now';
import { startPreview } from '../../src/usecases/start-preview';
import { vote, type VotePress } from '../../src/usecases/vote';
import { withdraw } from '../../src/usecases/withdraw';
import { candidate } from '../jobs/fake-microsoft';
import { ANA, at, BEN, change, EVA, ID, NOW, objectId, requestIn } from '../jobs/people-and-requests';
import { GUS, rulesWorld, type RulesWorld } from './rules-world';

const REASON = 'the lockout has to go';
const policy = change(9, { type: 'conditionalAccessPolicy' });
const group = (voterId: PersonId): Change =>
  change(7, { type: 'group', links: [{ relation: 'members', objectId: voterId as string as ObjectId, does: 'add' }] });

const approve = (world: RulesWorld, personId: PersonId, more: Partial<VotePress> = {}) =>
  vote(
    { requestId: ID, revision: 1, digest: world.digest, answer: 'approve', power: world.powerOf(personId), ...more },
    world.ports,
  );

/** A refusal leaves no trace: nothing is started, nothing is saved. */
function nothingHappened({ started, store }: RulesWorld): void {
  expect(started).toEqual([]);
  expect(store.moves).toEqual([]);
}

describe('whose account it is (A4)', () => {
  it.each([
    ['is away', (world: RulesWorld) => (world.accountsFail = new UnavailableError('graph/unavailable', 'away'))],
    ['refuses', (world: RulesWorld) => (world.accountsFail = new RewindError('graph/refused', 'no'))],
    ['does not know the voter', (world: RulesWorld) => world.unknownAccounts.add(BEN)],
    ['does not know the requester', (world: RulesWorld) => world.unknownAccounts.add(ANA)],
  ])('is not assumed where the directory %s', async (_what, arrange) => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    arrange(world);

    await expect(approve(world, BEN)).resolves.toMatchObject({ kind: 'refused', because: 'humanUnknown' });
    nothingHappened(world);
  });

  it('is asked by employee id, also of accounts that are no candidates', async () => {
    const world = rulesWorld();
    for (const id of [ANA, EVA]) world.microsoft.employeeIds.set(id, '1001');
    await world.putToTheVote([change(1)]);

    await expect(approve(world, EVA)).resolves.toMatchObject({ because: 'sameHuman' });
    nothingHappened(world);
  });

  it('is asked through the aliases, too', async () => {
    const other = 'cccccccc-0000-4000-8000-00000000000c' as PersonId;
    const world = rulesWorld({ personAliases: [[EVA, other]] });
    for (const id of [ANA, other]) world.microsoft.employeeIds.set(id, '1001');
    await world.putToTheVote([change(1)]);

    await expect(approve(world, EVA)).resolves.toMatchObject({ because: 'sameHuman' });
    nothingHappened(world);
  });
});

describe('an approver in the changes (A3)', () => {
  const own = (facts: Partial<Change>) => change(1, { id: BEN as string as ObjectId, ...facts });

  it.each<[string, Change]>([
    ['is enabled', own({ target: { accountEnabled: true } })],
    ['gets another sign-in name', own({ target: { userPrincipalName: 'ben2@contoso.example' } })],
    ['is deleted', own({ action: 'softDelete' })],
    ['is restored', own({ action: 'restore' })],
    ['joins a group of which nothing is told', group(BEN)],
  ])('may not vote who %s by them', async (_what, one) => {
    const world = rulesWorld();
    await world.putToTheVote([change(2), one]);

    await expect(approve(world, BEN)).resolves.toMatchObject({ kind: 'refused', because: 'voterInChanges' });
    await expect(approve(world, BEN, { answer: 'reject', reason: REASON })).resolves.toMatchObject({ because: 'voterInChanges' }); // prettier-ignore
    nothingHappened(world);
  });

  it('may not vote where another account that is listed as theirs is enabled', async () => {
    const world = rulesWorld({ personAliases: [[BEN, EVA]] });
    await world.putToTheVote([own({ target: { accountEnabled: true } })]);

    await expect(approve(world, EVA)).resolves.toMatchObject({ because: 'voterInChanges' });
    nothingHappened(world);
  });

  it.each<[string, Partial<RulesWorld['facts'][number]>, readonly ObjectId[]]>([
    ['role-assignable', { isAssignableToRole: true }, []],
    ['configured', {}, [objectId(7)]],
  ])('may not vote who joins a %s group', async (_what, facts, privilegedGroupIds) => {
    const world = rulesWorld({ privilegedGroupIds });
    world.facts = [{ id: objectId(7), synced: false, ...facts }];
    await world.putToTheVote([group(BEN)]);

    await expect(approve(world, BEN)).resolves.toMatchObject({ because: 'voterInChanges' });
    nothingHappened(world);
  });

  it.each<[string, Change]>([
    ['an ordinary attribute of theirs', own({ target: { department: 'Sales' } })],
    ['a membership of an ordinary group', group(BEN)],
    ['somebody else', change(3, { target: { accountEnabled: true } })],
  ])('votes, and it counts, where the changes touch %s', async (_what, one) => {
    const world = rulesWorld();
    world.facts = [{ id: objectId(7), synced: false }];
    await world.putToTheVote([one]);

    await expect(approve(world, BEN)).resolves.toMatchObject({ kind: 'done' });
    expect(world.started).toEqual([BEN]);
  });

  const goes = (action: Change['action'], facts: Partial<Change> = {}) =>
    change(7, { type: 'group', action, ...facts });
  const privileged = { id: objectId(7), synced: false, isAssignableToRole: true };
  const ofGroups = async (one: Change, facts: RulesWorld['facts'], memberOf?: readonly string[]) => {
    const world = rulesWorld();
    world.facts = facts;
    if (memberOf) world.microsoft.memberships.set(BEN, [...memberOf]);
    await world.putToTheVote([change(2), one]);
    return world;
  };

  it.each<[string, Change, RulesWorld['facts'], readonly string[] | undefined]>([
    ['loses a role with a deleted group', goes('softDelete'), [privileged], [objectId(7)]],
    ['may lose one, as nobody can say who is in the group', goes('softDelete'), [privileged], undefined],
    ['is in a deleted group of which nothing is told', goes('softDelete'), [], [objectId(7)]],
    ['may get a role with a restored group', goes('restore', { target: { isAssignableToRole: true } }), [], []],
    ['joins a group on the own account', own({ links: [{ relation: 'memberOf', objectId: objectId(7), does: 'add' }] }), [privileged], undefined], // prettier-ignore
    ['signs in otherwise', own({ target: { identities: [] } }), [], undefined],
    ['gets an app role', change(4, { type: 'appRoleAssignment', target: { principalId: BEN } }), [], undefined],
    ['is left out by a policy', change(9, { type: 'namedLocationPolicy', target: { excludeTargets: [{ id: BEN }] } }), [], undefined], // prettier-ignore
  ])('may not vote who %s', async (_what, one, facts, memberOf) => {
    const world = await ofGroups(one, facts, memberOf);

    await expect(approve(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'voterInChanges' });
    nothingHappened(world);
  });

  it.each<[string, Change, RulesWorld['facts'], readonly string[] | undefined]>([
    ['is not in the deleted group', goes('softDelete'), [privileged], []],
    ['is in a deleted group that is ordinary', goes('softDelete'), [{ id: objectId(7), synced: false }], [objectId(7)]],
    ['may be in a restored group that nothing calls privileged', goes('restore'), [], undefined],
    ['joins an ordinary group on the own account', own({ links: [{ relation: 'memberOf', objectId: objectId(7), does: 'add' }] }), [{ id: objectId(7), synced: false }], undefined], // prettier-ignore
  ])('lets vote who %s', async (_what, one, facts, memberOf) => {
    const world = await ofGroups(one, facts, memberOf);

    await expect(approve(world, BEN, { reason: REASON })).resolves.toMatchObject({ kind: 'done' });
  });

  it('may not vote where the counts on the card tell of no such kind, and the changes do', async () => {
    const world = rulesWorld();
    await world.putToTheVote([own({ action: 'softDelete' })]);
    const { preview, ...request } = await world.request();
    if (preview) world.store.put({ ...request, preview: { ...preview, counts: { ...preview.counts, byType: { application: 1 } } } }); // prettier-ignore

    await expect(approve(world, BEN)).resolves.toMatchObject({ because: 'voterInChanges' });
    nothingHappened(world);
  });

  it('is refused where the changes are no longer kept', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    await world.ports.changes.clear(ID, 1);

    await expect(approve(world, BEN)).resolves.toMatchObject({ because: 'changesNotKept' });
    nothingHappened(world);
  });
});

describe('a quorum of two (A6)', () => {
  it('waits for the second, whose press starts it', async () => {
    const world = rulesWorld();
    await world.putToTheVote([policy]);

    await expect(approve(world, BEN, { reason: REASON })).resolves.toMatchObject({ note: 'voteCounted' });
    expect((await world.request()).state.name).toBe('awaitingApproval');
    expect(world.started).toEqual([]);
    await approve(world, GUS, { reason: REASON });
    expect(world.started).toEqual([GUS]);
  });

  it('lets one decide where there is one, with the number of changes; the record says so', async () => {
    const world = rulesWorld();
    world.microsoft.candidates = [candidate(BEN)];
    await world.putToTheVote([policy, change(1)]);
    const written = { changes: '2' };

    await expect(approve(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'numberNotTyped' });
    await expect(approve(world, BEN, { reason: REASON, written: { changes: '3' } })).resolves.toMatchObject({ because: 'numberNotTyped' }); // prettier-ignore
    nothingHappened(world);
    await approve(world, BEN, { reason: REASON, written });
    expect(world.store.moves[0]?.move).toMatchObject({ what: 'approved, quorum 2 not reachable', reason: REASON });
    expect(world.started).toEqual([BEN]);
  });

  it('is refused to one where the tenant is strict', async () => {
    const world = rulesWorld({ quorum: { objects: 500, softDeletes: 20, isStrict: true } });
    world.microsoft.candidates = [candidate(BEN)];
    await world.putToTheVote([policy]);

    await expect(approve(world, BEN, { reason: REASON, written: { changes: '1' } })).resolves.toMatchObject({
      because: 'tooFewApprovers',
      facts: { count: '1', needed: '2' },
    });
    nothingHappened(world);
  });

  it('is said at the asking where the tenant is strict and the scope alone tells (A5)', async () => {
    const world = rulesWorld({ quorum: { objects: 500, softDeletes: 20, isStrict: true } });
    world.microsoft.candidates = [candidate(BEN), candidate(ANA)];
    const request = requestIn({ name: 'planned', expiresAt: at(30) }, { reason: REASON });
    world.store.put({ ...request, plan: { ...request.plan, scope: { kind: 'types', types: ['conditionalAccessPolicy'] } } }); // prettier-ignore

    const asked = startPreview({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    await expect(asked).resolves.toMatchObject({ because: 'tooFewApprovers', facts: { count: '1', needed: '2' } });
    nothingHappened(world);
  });

  it('does not count another account of the requester among the others (A4, A5)', async () => {
    const world = rulesWorld();
    world.microsoft.candidates = [{ ...candidate(EVA), employeeId: '1001' }];
    world.microsoft.employeeIds.set(ANA, '1001');
    world.store.put(requestIn({ name: 'planned', expiresAt: at(30) }, { reason: REASON }));

    const asked = startPreview({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    await expect(asked).resolves.toMatchObject({ because: 'tooFewApprovers', facts: { count: '0', needed: '1' } });
    nothingHappened(world);
  });
});

describe('an approver who lost the role since (A2)', () => {
  const quorumOfTwo = async (answer: Parameters<RulesWorld['answers']>[0]) => {
    const world = rulesWorld();
    await world.putToTheVote([policy], { approvedBy: [EVA, GUS] });
    world.standings.set(GUS, 'reader');
    world.answers(answer);
    return { world, outcome: await approve(world, BEN, { reason: REASON }) };
  };

  it('is told once that the vote is dismissed, and it stays so when Microsoft refuses the start', async () => {
    const { world, outcome } = await quorumOfTwo({ kind: 'refused', because: 'roleMissing' });

    expect(outcome).toMatchObject({ kind: 'refused', because: 'graphRefused' });
    expect(world.store.notices).toMatchObject([{ kind: 'votesDismissed', peopleIds: [GUS] }]);
    const { state, votes } = await world.request();
    expect(state.name).toBe('awaitingApproval');
    expect(votes.map(({ voterId }) => voterId)).toEqual([EVA]);
  });

  it.each(['slotBusy', 'notAccepted', 'unclear'] as const)(
    'does not count either when the start is %s',
    async (kind) => {
      const { world } = await quorumOfTwo({ kind });

      expect(world.store.notices).toMatchObject([{ kind: 'votesDismissed', peopleIds: [GUS] }]);
      expect((await world.request()).votes.map(({ voterId }) => voterId)).toEqual([EVA, BEN]);
    },
  );

  it('no longer counts at the last vote, and is told', async () => {
    const world = rulesWorld();
    await world.putToTheVote([policy], { approvedBy: [GUS] });
    world.standings.set(GUS, 'reader');

    await expect(approve(world, BEN, { reason: REASON })).resolves.toMatchObject({ note: 'voteCounted' });
    expect((await world.request()).votes.map(({ voterId }) => voterId)).toEqual([BEN]);
    expect(world.store.notices).toMatchObject([{ kind: 'votesDismissed', peopleIds: [GUS] }]);
    expect(world.started).toEqual([]);
  });

  it('is told at Run now, where the others are enough', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    const approved = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' } as const;
    world.store.put({
      ...(await world.request()),
      state: approved,
      votes: [world.approvalBy(BEN), world.approvalBy(GUS)],
    });
    world.standings.set(GUS, 'reader');

    await runNow({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    expect(world.store.notices).toMatchObject([{ kind: 'votesDismissed', peopleIds: [GUS] }]);
    expect(world.started).toEqual([ANA]);
  });

  it('no longer counts at Run now', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    const approved = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' } as const;
    world.store.put({ ...(await world.request()), state: approved, votes: [world.approvalBy(BEN)] });
    world.standings.set(BEN, 'none');

    const ran = runNow({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    await expect(ran).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });
});

describe('votes that come to nothing', () => {
  it('are answered: who voted hears of a rejection (A11, A19)', async () => {
    const world = rulesWorld();
    await world.putToTheVote([policy], { approvedBy: [BEN] });

    await approve(world, GUS, { answer: 'reject', reason: 'wrong snapshot' });

    expect(world.store.notices).toMatchObject([{ kind: 'finished', peopleIds: [ANA, BEN] }]);
    expect(world.started).toEqual([]);
  });

  it('are answered: who voted hears of a withdrawal (A20)', async () => {
    const world = rulesWorld();
    await world.putToTheVote([policy], { approvedBy: [BEN] });

    await withdraw({ requestId: ID, power: world.powerOf(ANA) }, world.ports);

    expect(world.store.notices).toMatchObject([{ kind: 'finished', peopleIds: [BEN] }]);
    expect((await world.request()).digest).toBe(world.digest);
  });
});
