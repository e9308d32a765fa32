import { withdraw } from '../../src/usecases/withdraw';
import type { Digest } from '../../src/shared/ids';
import { ANA, at, BEN, change, ID, NOW } from '../jobs/people-and-requests';
import { GUS, rulesWorld } from './rules-world';

const FRESH = 'b'.repeat(64) as Digest;
const APPROVED = { name: 'approved', approvedAt: at(-5), expiresAt: at(10), because: 'rechecked' } as const;
const recheck = {
  at: at(-1),
  approvedRevision: 1,
  freshRevision: 2,
  freshDigest: FRESH,
  approvedObjects: 2,
  difference: { appeared: 0, gone: 1, changed: 0 },
};

async function approvedBy(voterIds: readonly (typeof BEN)[], more: object = {}) {
  const world = rulesWorld();
  await world.putToTheVote([change(1)], { approvedBy: voterIds, ...more });
  world.store.put({ ...(await world.ports.requests.get(ID)), state: APPROVED });
  return world;
}

describe('a vote that is taken back', () => {
  it('leaves the others where nothing was re-checked', async () => {
    const world = await approvedBy([BEN, GUS]);

    await expect(withdraw({ requestId: ID, power: world.powerOf(BEN) }, world.ports)).resolves.toMatchObject({
      request: { state: { name: 'awaitingApproval', opensAt: NOW }, revision: 1, votes: [{ voterId: GUS }] },
    });
  });

  it('A11: after a re-check makes the fresh preview a new revision: what is shown is what is voted on', async () => {
    const world = await approvedBy([BEN, GUS], { recheck });

    const { request } = (await withdraw({ requestId: ID, power: world.powerOf(BEN) }, world.ports)) as {
      request: object;
    };

    expect(request).toMatchObject({ state: { name: 'awaitingApproval' }, revision: 2, digest: FRESH, votes: [] });
    expect(request).toHaveProperty('recheck', undefined);
    expect(world.store.notices).toMatchObject([{ kind: 'votesDismissed', peopleIds: [GUS] }]);
    expect(request).toMatchObject({ requesterId: ANA });
  });

  it('A12: the fresh preview counts as fresh as long as was told', async () => {
    const world = await approvedBy([BEN, GUS], { recheck });
    world.store.put({ ...(await world.ports.requests.get(ID)), state: { ...APPROVED, freshUntil: at(10) } });

    await expect(withdraw({ requestId: ID, power: world.powerOf(BEN) }, world.ports)).resolves.toMatchObject({
      request: { state: { name: 'awaitingApproval', freshUntil: at(10) } },
    });
  });
});
