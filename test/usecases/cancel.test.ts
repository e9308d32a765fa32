/** A press of *Cancel* stops what its button said, or nothing. */
import type { RecoveryState } from '../../src/recovery/request';
import { STOPPABLES, type Stoppable } from '../../src/recovery/states';
import type { Standing } from '../../src/recovery/terms';
import type { PreviewJobId, RecoveryJobId } from '../../src/shared/ids';
import { cancel } from '../../src/usecases/cancel';
import { at, BEN, EVA, ID, NOW, PREVIEW_JOB, previewing, RECOVERY_JOB, recovering, requestIn } from '../jobs/people-and-requests'; // prettier-ignore
import { rulesWorld, type RulesWorld } from './rules-world';

const resume = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'rechecked' } as const;
const rechecking = {
  name: 'rechecking',
  starterId: BEN,
  intendedAt: NOW,
  previewJobId: PREVIEW_JOB,
  freshRevision: 2,
  resume,
} as const;

const RUNNING: readonly (readonly [Stoppable, RecoveryState, string])[] = [
  ['preview', previewing(PREVIEW_JOB), PREVIEW_JOB],
  ['recheck', rechecking, PREVIEW_JOB],
  ['recovery', recovering(RECOVERY_JOB), RECOVERY_JOB],
];

function worldIn(state: RecoveryState, standing: Standing = 'administrator'): RulesWorld {
  const world = rulesWorld();
  world.standings.set(BEN, standing);
  world.store.put(requestIn(state));
  return world;
}

const press = (world: RulesWorld, stops: Stoppable | undefined, jobId: string | undefined) =>
  cancel({ requestId: ID, stops, jobId, power: world.powerOf(BEN) }, world.ports);

async function nothingHappened(world: RulesWorld, state: RecoveryState): Promise<void> {
  expect([world.canceled, world.store.moves]).toEqual([[], []]);
  expect((await world.request()).state).toEqual(state);
}

describe.each(RUNNING)('Cancel of a running %s', (what, state, jobId) => {
  it('stops it', async () => {
    const world = worldIn(state);

    await expect(press(world, what, jobId)).resolves.toMatchObject({ kind: 'done', note: 'cancelAsked' });
    expect(world.canceled).toEqual([jobId]);
    expect((await world.request()).state).toMatchObject({ name: state.name, cancelAskedById: BEN });
  });

  it.each(['administrator', 'reader', 'none'] as const)(
    'does nothing where it was meant for something else, or for nothing that is known: %s',
    async (standing) => {
      for (const stops of [...STOPPABLES.filter((other) => other !== what), undefined]) {
        const world = worldIn(state, standing);
        await expect(press(world, stops, jobId)).resolves.toMatchObject({
          kind: 'refused',
          because: 'changedSinceShown',
          facts: { requestId: ID },
        });
        await nothingHappened(world, state);
      }
    },
  );

  it.each(['an-earlier-job', undefined])(
    'does nothing where the card showed another job of the kind: %s',
    async (shown) => {
      const world = worldIn(state);

      await expect(press(world, what, shown)).resolves.toMatchObject({ because: 'changedSinceShown' });
      await nothingHappened(world, state);
    },
  );

  it('says nothing about the next job of the kind, which began while Microsoft stopped this one', async () => {
    const world = worldIn(state);
    const next = {
      ...state,
      [what === 'recovery' ? 'recoveryJobId' : 'previewJobId']: 'the-next-job',
    };
    const power = world.powerOf(BEN);
    const cancels = async (id: PreviewJobId | RecoveryJobId) => {
      await world.store.press(ID, next);
      return await power.cancel(id);
    };
    await cancel({ requestId: ID, stops: what, jobId, power: { ...power, cancel: cancels } }, world.ports);

    expect(world.canceled).toEqual([jobId]);
    expect((await world.request()).state).toEqual(next);
  });

  /** What becomes of the request while Microsoft is told to stop the job. */
  async function overtakenBy(after: RecoveryState): Promise<RulesWorld> {
    const world = worldIn(state);
    const power = world.powerOf(BEN);
    const cancels = async (id: PreviewJobId | RecoveryJobId) => {
      await world.store.press(ID, after);
      return await power.cancel(id);
    };
    const press = { requestId: ID, stops: what, jobId, power: { ...power, cancel: cancels } };
    await expect(cancel(press, world.ports)).resolves.toMatchObject({ kind: 'done', note: 'cancelAsked' });
    expect(world.store.moves.at(-1)).toMatchObject({ move: { by: BEN, what: 'askedToCancel' } });
    return world;
  }

  it('is known by who pressed, also where Microsoft had stopped it before that could be saved', async () => {
    const canceled = { name: 'canceled', at: NOW, during: what, jobId } as const;
    const world = await overtakenBy(canceled);

    expect((await world.request()).state).toEqual({ ...canceled, byId: BEN });
  });

  it.each<RecoveryState>([
    { name: 'canceled', at: NOW, during: what, jobId, byId: EVA },
    { name: 'canceled', at: NOW, during: what, jobId: 'a-later-job' },
    { name: 'recovered', at: NOW },
  ])('is recorded, and claims nothing else: %j', async (after) => {
    const world = await overtakenBy(after);

    expect((await world.request()).state).toEqual(after);
  });
});

it.each([
  ['reader', 'recovery', recovering(RECOVERY_JOB), 'readerMayNotAsk'],
  ['none', 'preview', previewing(PREVIEW_JOB), 'roleNotActive'],
  ['administrator', 'recovery', { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' }, 'notRunning'], // prettier-ignore
  ['administrator', 'recovery', recovering(), 'startUnclear'],
] as const)('Cancel of %s with %s is refused by its own rule', async (standing, stops, state, because) => {
  const jobId = 'previewJobId' in state ? state.previewJobId : state.name === 'recovering' ? state.recoveryJobId : undefined; // prettier-ignore
  const world = worldIn(state, standing);

  await expect(press(world, stops, jobId)).resolves.toMatchObject({ kind: 'refused', because });
  await nothingHappened(world, state);
});
