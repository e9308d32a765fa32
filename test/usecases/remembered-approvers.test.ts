import { RememberedApprovers } from '../../src/usecases/remembered-approvers';
import { candidate } from '../jobs/fake-microsoft';
import { BEN, change, EVA } from '../jobs/people-and-requests';
import { rulesWorld } from './rules-world';

describe('who could approve, as drawings ask', () => {
  const asked = async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1)]);
    world.microsoft.candidates = [candidate(BEN)];
    const remembered = new RememberedApprovers(world.ports);
    const idsOf = async (more = {}) => {
      const { candidates } = await remembered.of({ ...(await world.request()), ...more });
      return candidates.map(({ id }) => id);
    };
    return { world, idsOf };
  };

  it('is asked once a minute, however often it is drawn', async () => {
    const { world, idsOf } = await asked();
    const ask = jest.spyOn(world.ports.directory, 'approverCandidates');
    await Promise.all([idsOf(), idsOf()]);
    world.microsoft.candidates = [candidate(EVA)];

    await expect(idsOf()).resolves.toEqual([BEN]);
    expect(ask).toHaveBeenCalledTimes(1);
    world.clock.passesMinutes(1);
    await expect(idsOf()).resolves.toEqual([EVA]);
  });

  it('is asked anew of other changes, and of other people who made the request', async () => {
    const { world, idsOf } = await asked();
    await idsOf();
    world.microsoft.candidates = [candidate(BEN), candidate(EVA)];

    await expect(idsOf({ revision: 2 })).resolves.toEqual([BEN, EVA]);
    await expect(idsOf({ changedByIds: [BEN] })).resolves.toEqual([EVA]);
    await expect(idsOf()).resolves.toEqual([BEN]);
  });

  it('is not remembered where nobody could tell', async () => {
    const { world, idsOf } = await asked();
    jest.spyOn(world.ports.directory, 'approverCandidates').mockRejectedValueOnce(new Error('away'));

    await expect(idsOf()).rejects.toThrow('away');
    await expect(idsOf()).resolves.toEqual([BEN]);
  });
});
