import type { Change } from '../../src/recovery/change';
import type { Standing } from '../../src/recovery/terms';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { foreseenRefusals } from '../../src/usecases/foreseen-refusals';
import { viewRequest } from '../../src/usecases/view-request';
import { candidate } from '../jobs/fake-microsoft';
import { ANA, BEN, change, EVA } from '../jobs/people-and-requests';
import { GUS, rulesWorld } from './rules-world';

const ANA_TWO = 'aaaaaaaa-0000-4000-8000-000000000002' as PersonId;
const asObject = (id: PersonId) => id as string as ObjectId;
const disabled = (id: PersonId) => change(1, { id: asObject(id), target: { accountEnabled: true } });
const bothVotes = (because: string) => ({ approve: because, reject: because });

describe('what is foreseen of a vote, without a press', () => {
  let world: ReturnType<typeof rulesWorld>;
  const isAsked = async (changes: readonly Change[] = [change(1)], more = {}) => {
    await world.putToTheVote(changes, more);
  };
  const foreseen = async (personId: PersonId | undefined, standing: Standing | 'unknown' = 'administrator') =>
    foreseenRefusals(await viewRequest(await world.request(), world.ports), { personId, standing }, world.ports);

  beforeEach(() => {
    world = rulesWorld({ personAliases: [[BEN, GUS]] });
    world.microsoft.candidates = [candidate(BEN), candidate(EVA), candidate(GUS), { ...candidate(ANA_TWO), employeeId: '1001' }]; // prettier-ignore
    world.microsoft.employeeIds.set(ANA, '1001');
  });

  it('nothing, for who may approve it', async () => {
    await isAsked();

    await expect(foreseen(BEN)).resolves.toEqual({});
    await expect(foreseen(BEN, 'unknown')).resolves.toEqual({});
    await expect(foreseen(undefined, 'unknown')).resolves.toEqual({});
  });

  it('another account of who asked votes neither way (A4)', async () => {
    await isAsked();

    await expect(foreseen(ANA_TWO)).resolves.toEqual(bothVotes('sameHuman'));
    await expect(foreseen(ANA)).resolves.toEqual(bothVotes('voterIsRequester'));
  });

  it('neither does another account of who changed it, nor who holds no role', async () => {
    await isAsked([change(1)], { changedByIds: [BEN] });

    await expect(foreseen(GUS)).resolves.toEqual(bothVotes('sameHuman'));
    await expect(foreseen(EVA, 'reader')).resolves.toEqual(bothVotes('roleNotActive'));
  });

  it('nor somebody whose power is in the changes, on any known account (A3)', async () => {
    await isAsked([change(2), disabled(BEN)]);

    await expect(foreseen(BEN)).resolves.toEqual(bothVotes('voterInChanges'));
    await expect(foreseen(GUS)).resolves.toEqual(bothVotes('voterInChanges'));
    await expect(foreseen(EVA)).resolves.toEqual({});
  });

  it('nor who would get into a group that gives power, or out of it; of an ordinary group everybody votes', async () => {
    const group = change(3, { type: 'group', target: {}, links: [{ relation: 'members', objectId: asObject(BEN), does: 'add' }] }); // prettier-ignore
    await isAsked([group]);
    world.facts = [{ id: group.id, synced: false, isAssignableToRole: true }];

    await expect(foreseen(BEN)).resolves.toEqual(bothVotes('voterInChanges'));
    await expect(foreseen(EVA)).resolves.toEqual({});

    world.facts = [{ id: group.id, synced: false, isAssignableToRole: false }];
    await expect(foreseen(BEN)).resolves.toEqual({});
  });

  it('of a preview that rests: it cannot be asked for while nobody is there whose power it leaves alone (A5)', async () => {
    await isAsked([disabled(BEN)]);
    const request = await world.request();
    world.store.put({ ...request, state: { name: 'previewed' } });

    await expect(foreseen(ANA)).resolves.toEqual({});
    world.microsoft.candidates = [candidate(BEN), candidate(GUS)];
    await expect(foreseen(ANA)).resolves.toEqual({ askForRecovery: 'tooFewApprovers' });
  });
});

describe('what is foreseen while recoveries are switched off', () => {
  it('is that nothing can be started, asked for or approved; a rejection can', async () => {
    const world = rulesWorld({ isRecoveryDisabled: true });
    await world.putToTheVote([change(1)]);
    const view = await viewRequest(await world.request(), world.ports);
    const foreseen = foreseenRefusals(view, { personId: BEN, standing: 'administrator' }, world.ports);

    expect(Object.keys(foreseen).sort()).toEqual(['approve', 'askForRecovery', 'checkResult', 'retryFailed', 'runNow', 'split', 'startPreview']); // prettier-ignore
    expect(new Set(Object.values(foreseen))).toEqual(new Set(['recoveryDisabled']));
  });
});
