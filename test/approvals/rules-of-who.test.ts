/** SPEC 6, who: one named test a rule, through the real use cases. */
import { UnavailableError } from '../../src/shared/errors';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { candidate } from '../jobs/fake-microsoft';
import { ANA, at, BEN, change, EVA, NOW } from '../jobs/people-and-requests';
import { GUS, rulesWorld, type RulesWorld } from '../usecases/rules-world';
import { approved, approves, asked, nothingHappened, planned, POLICY, REASON, rejects, runs, starts } from './presses';

describe('A1: nobody approves what they asked for or changed', () => {
  it('A1: not the requester, to approve or to reject', async () => {
    const world = await asked();

    await expect(approves(world, ANA)).resolves.toMatchObject({ kind: 'refused', because: 'voterIsRequester' });
    await expect(rejects(world, ANA, { reason: REASON })).resolves.toMatchObject({ because: 'voterIsRequester' });
    nothingHappened(world);
  });

  it('A1: not who changed the request', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)], { changedByIds: [BEN] });

    await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'voterChangedRequest' });
    nothingHappened(world);
  });
});

describe('A2: the role is active now', () => {
  it.each(['reader', 'none'] as const)('A2: at the vote, not as %s', async (standing) => {
    const world = await asked();
    world.standings.set(BEN, standing);

    await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'roleNotActive' });
    nothingHappened(world);
  });

  it('A2: at the run, of who presses', async () => {
    const world = await approved();
    world.standings.set(ANA, 'reader');

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'roleNotActive' });
    nothingHappened(world);
  });

  it('A2: at the run, of who approved', async () => {
    const world = await approved();
    world.standings.set(BEN, 'none');

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });

  it.each([
    ['at the vote', asked, approves],
    ['at the run', approved, runs],
  ])('A2: %s, what cannot be asked is no', async (_when, arranged, presses) => {
    const world = await arranged();
    const away = new UnavailableError('graph/unavailable', 'away');
    const power = { ...world.powerOf(BEN), standing: () => Promise.reject(away) };

    await expect(presses(world, BEN, { power })).rejects.toBe(away);
    nothingHappened(world);
  });
});

it('A3: nobody approves or rejects what touches their own power', async () => {
  const world = rulesWorld();
  await world.putToTheVote([change(1, { id: BEN as string as ObjectId, target: { accountEnabled: true } })]);

  await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'voterInChanges' });
  await expect(rejects(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'voterInChanges' });
  nothingHappened(world);
});

describe('A3: nor what touches the power of another account of theirs', () => {
  const OTHER = 'cccccccc-0000-4000-8000-00000000000c' as PersonId;
  const ADMIN = 'dddddddd-0000-4000-8000-00000000000d' as PersonId;
  const enables = (id: PersonId) => change(1, { id: id as string as ObjectId, target: { accountEnabled: true } });

  it.each<[string, RulesWorld['ports']['settings']['personAliases'], readonly (readonly [PersonId, string])[]]>([
    ['with the same employee id', [], [[BEN, '1002'], [OTHER, '1002']]],
    ['in the list of aliases', [[BEN, OTHER]], []],
    ['with the same employee id, padded', [], [[BEN, '1002\u200b'], [OTHER, ' 1002']]],
    ['with the employee id of an alias', [[BEN, ADMIN]], [[ADMIN, '1002'], [OTHER, '1002']]],
    ['that is an alias of one with the same employee id', [[ADMIN, OTHER]], [[BEN, '1002'], [ADMIN, '1002']]],
  ])('A3: one %s', async (_what, personAliases, numbers) => {
    const world = rulesWorld({ personAliases });
    for (const [id, number] of numbers) world.microsoft.employeeIds.set(id, number);
    await world.putToTheVote([change(2), enables(OTHER)]);

    await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'voterInChanges' });
    await expect(rejects(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'voterInChanges' });
    nothingHappened(world);
  }); // prettier-ignore

  it('A3: whose number so many share that nobody can say whose they are', async () => {
    const world = rulesWorld();
    world.microsoft.employeeIds.set(BEN, '0');
    world.microsoft.sharedNumbers.add('0');
    await world.putToTheVote([change(2)]);

    await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'humanUnknown' });
    nothingHappened(world);
  });

  it('A3: somebody else’s accounts are no reason', async () => {
    const world = rulesWorld();
    world.microsoft.employeeIds.set(BEN, '1002');
    world.microsoft.employeeIds.set(OTHER, '1003');
    await world.putToTheVote([enables(OTHER)]);

    await expect(approves(world)).resolves.toMatchObject({ kind: 'done' });
  });
});

describe('A4: one human, one vote', () => {
  const THIRD = 'cccccccc-0000-4000-8000-00000000000c' as PersonId;
  const FOURTH = 'dddddddd-0000-4000-8000-00000000000d' as PersonId;
  /** A number leads to a third account, the alias to a fourth, another number to Ben's. */
  const LINKED = { personAliases: [[THIRD, FOURTH]] } as const;
  function chainToBen(world: RulesWorld, id: PersonId): void {
    for (const one of [id, THIRD]) world.microsoft.employeeIds.set(one, '1001');
    for (const one of [FOURTH, BEN]) world.microsoft.employeeIds.set(one, '2002');
  }

  it('A4: not with an account that a chain of accounts leads to from the requester', async () => {
    const world = await asked(LINKED);
    chainToBen(world, ANA);

    await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'sameHuman' });
    await expect(rejects(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'sameHuman' });
    nothingHappened(world);
  });

  it('A4: at the run, not by an approver to whom a chain of accounts leads from the requester', async () => {
    const world = await approved(LINKED);
    chainToBen(world, ANA);

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });

  it('A4: not twice, with two accounts that a chain of accounts connects', async () => {
    const world = rulesWorld(LINKED);
    chainToBen(world, GUS);
    await world.putToTheVote([POLICY], { approvedBy: [GUS] });

    await expect(approves(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'sameHuman' });
    nothingHappened(world);
  });

  it.each(['1001', ' 1001', '1001\u200b', '１００１'])(
    'A4: not with another account of the requester (%j)',
    async (own) => {
      const world = await asked();
      world.microsoft.employeeIds.set(ANA, '1001');
      world.microsoft.employeeIds.set(EVA, own);

      await expect(approves(world, EVA)).resolves.toMatchObject({ kind: 'refused', because: 'sameHuman' });
      nothingHappened(world);
    },
  );

  it('A4: at the run, not by who turned out to be the requester by another account', async () => {
    const world = await approved();
    for (const id of [ANA, BEN]) world.microsoft.employeeIds.set(id, '1001');

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });

  it('A4: not twice, with two accounts', async () => {
    const world = rulesWorld({ personAliases: [[BEN, GUS]] });
    await world.putToTheVote([POLICY], { approvedBy: [GUS] });

    await expect(approves(world, BEN, { reason: REASON })).resolves.toMatchObject({ because: 'sameHuman' });
    nothingHappened(world);
  });

  it('A4: two accounts of one person are no quorum of two at the run', async () => {
    const world = await approved();
    await world.putToTheVote([POLICY]);
    const state = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' } as const;
    world.store.put({ ...(await world.request()), state, votes: [world.approvalBy(BEN), world.approvalBy(GUS)] });
    for (const id of [BEN, GUS]) world.microsoft.employeeIds.set(id, '1002');

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });
});

it('A5: nothing is asked where nobody else could approve it', async () => {
  const world = planned(REASON);
  world.microsoft.candidates = [candidate(ANA)];

  await expect(starts(world)).resolves.toMatchObject({
    kind: 'refused',
    because: 'tooFewApprovers',
    facts: { count: '0', needed: '1' },
  });
  nothingHappened(world);
});

describe('A6: the quorum comes from what is at stake', () => {
  it('A6: one of two approvals starts nothing', async () => {
    const world = rulesWorld();
    await world.putToTheVote([POLICY]);

    await expect(approves(world, BEN, { reason: REASON })).resolves.toMatchObject({ note: 'voteCounted' });
    expect(world.withinMs).toEqual([]);
    expect((await world.request()).state.name).toBe('awaitingApproval');
  });

  it('A6: one alone types the number of changes', async () => {
    const world = rulesWorld();
    world.microsoft.candidates = [candidate(BEN)];
    await world.putToTheVote([POLICY, change(1)]);
    const written = { changes: '1' };

    await expect(approves(world, BEN, { reason: REASON, written })).resolves.toMatchObject({ because: 'numberNotTyped' }); // prettier-ignore
    nothingHappened(world);
  });

  it('A6: a strict tenant lets nobody decide alone', async () => {
    const world = rulesWorld({ quorum: { objects: 500, softDeletes: 20, isStrict: true } });
    world.microsoft.candidates = [candidate(BEN)];
    await world.putToTheVote([POLICY]);
    const written = { changes: '1' };

    await expect(approves(world, BEN, { reason: REASON, written })).resolves.toMatchObject({ because: 'tooFewApprovers' }); // prettier-ignore
    nothingHappened(world);
  });

  it('A6: one of two is not enough at the run because the other one lost the role meanwhile', async () => {
    const world = await approved();
    await world.putToTheVote([POLICY]);
    const state = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' } as const;
    world.store.put({ ...(await world.request()), state, votes: [world.approvalBy(BEN), world.approvalBy(GUS)] });
    world.standings.set(GUS, 'none');
    world.microsoft.candidates = [candidate(BEN)];

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'votesNotEnough' });
    nothingHappened(world);
  });
});
