/** SPEC 6 at *Ask for recovery* and at *Cancel*: the rules that hold there, too. */
import type { RecoveryJobId } from '../../src/shared/ids';
import { cancel } from '../../src/usecases/cancel';
import { candidate } from '../jobs/fake-microsoft';
import { ANA, BEN, EVA, ID, NOW } from '../jobs/people-and-requests';
import { GUS } from '../usecases/rules-world';
import { asked, asksForRecovery, nothingHappened, previewed } from './presses';

describe('asking for a recovery', () => {
  it.each([
    ['reader', 'readerMayNotAsk'],
    ['none', 'roleNotActive'],
  ] as const)('A2: not as %s', async (standing, because) => {
    const world = await previewed();
    world.standings.set(ANA, standing);

    await expect(asksForRecovery(world)).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
  });

  it('A5: not where nobody else could approve it', async () => {
    const world = await previewed();
    world.microsoft.candidates = [candidate(ANA)];

    await expect(asksForRecovery(world)).resolves.toMatchObject({ kind: 'refused', because: 'tooFewApprovers' });
    nothingHappened(world);
  });

  it.each([
    ['', 'reasonMissing'],
    ['oops', 'reasonTooShort'],
  ])('A21: not with the reason "%s"', async (reason, because) => {
    const world = await previewed();

    await expect(asksForRecovery(world, ANA, { reason })).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
  });

  it('A24: tells each who could approve, once, and nobody else', async () => {
    const world = await previewed();
    world.microsoft.candidates = [ANA, BEN, EVA].map(candidate);
    await asksForRecovery(world);

    expect(world.store.notices).toMatchObject([{ kind: 'approvalNeeded', peopleIds: [BEN, EVA] }]);
    await expect(asksForRecovery(world)).resolves.toMatchObject({ kind: 'refused', because: 'alreadyPreviewed' });
    expect(world.store.notices).toHaveLength(1);
  });
});

describe('A20: stopping a recovery', () => {
  async function running() {
    const world = await asked();
    const state = { name: 'recovering', starterId: BEN, intendedAt: NOW, recoveryJobId: 'r' as RecoveryJobId } as const;
    world.store.put({ ...(await world.request()), state });
    const stopped: string[] = [];
    const power = {
      ...world.powerOf(GUS),
      cancel: (jobId: string) => {
        stopped.push(jobId);
        return Promise.resolve({ kind: 'started', jobId } as const);
      },
    };
    return {
      world,
      stopped,
      press: () => cancel({ requestId: ID, stops: 'recovery', jobId: 'r', power }, world.ports),
    };
  }

  it('A20: takes one administrator, who need not have voted', async () => {
    const { world, stopped, press } = await running();

    await expect(press()).resolves.toMatchObject({ kind: 'done', note: 'cancelAsked' });
    expect(stopped).toEqual(['r']);
    expect((await world.request()).state).toMatchObject({ name: 'recovering', cancelAskedById: GUS });
  });

  it.each([
    ['reader', 'readerMayNotAsk'],
    ['none', 'roleNotActive'],
  ] as const)('A20: not as %s', async (standing, because) => {
    const { world, stopped, press } = await running();
    world.standings.set(GUS, standing);

    await expect(press()).resolves.toMatchObject({ kind: 'refused', because });
    expect(stopped).toEqual([]);
    nothingHappened(world);
  });
});
