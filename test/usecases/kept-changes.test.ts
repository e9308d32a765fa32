import { sealed } from '../../src/recovery/preview-seal';
import { approved, approves, asked, nothingHappened, runs } from '../approvals/presses';
import { ANA, BEN, ID } from '../jobs/people-and-requests';
import type { RulesWorld } from './rules-world';

const isVoid = async (world: RulesWorld) => {
  expect((await world.request()).state).toMatchObject({ name: 'failed', because: 'keptChangesDiffer' });
  expect([world.started, world.previewed, world.withinMs]).toEqual([[], [], []]);
};
const arranged = [
  ['a vote', asked, approves],
  ['Run now', approved, runs],
] as const;

describe('what is kept is not what the card said', () => {
  it.each(arranged)('other counts than those stored, sealed anew: void at %s', async (_when, arrange, presses) => {
    const world = await arrange();
    const { preview, ...request } = await world.request();
    if (!preview) throw new Error('no preview');
    const fewer = { ...preview, counts: { ...preview.counts, update: preview.counts.update - 1 } };
    world.store.put({ ...request, preview: sealed(fewer, world.digest) });

    await expect(presses(world)).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
    await isVoid(world);
  });

  it.each(arranged)('a hash that belongs to no kept change: void at %s', async (_when, arrange, presses) => {
    const world = await arrange();
    const { changes } = world.ports;
    const countHashes = changes.countHashes.bind(changes);
    jest.spyOn(changes, 'countHashes').mockImplementation(async (...asks) => {
      const count = await countHashes(...asks);
      return asks[2] === undefined ? count + 1 : count;
    });

    await expect(presses(world)).resolves.toMatchObject({ kind: 'refused', because: 'keptChangesDiffer' });
    await isVoid(world);
  });
});

describe('the kill switch', () => {
  it.each([ANA, BEN])(
    'stops Run now of %s, too: nothing is started, and the approval stays as it is',
    async (personId) => {
      const world = await approved({ isRecoveryDisabled: true });
      const before = await world.request();

      await expect(runs(world, personId)).resolves.toEqual({ kind: 'refused', because: 'recoveryDisabled', facts: {} });
      nothingHappened(world);
      expect(await world.ports.requests.get(ID)).toEqual(before);
    },
  );
});
