/** Between the saved intent, the one POST and the saved answer a process may stand still, be outrun by the worker, or lose the store. */
import type { StartAnswer, TenantJob } from '../../src/recovery/ports';
import type { RecoveryState } from '../../src/recovery/request';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { RecoveryJobId } from '../../src/shared/ids';
import { runNow } from '../../src/usecases/run-now';
import { startPreview } from '../../src/usecases/start-preview';
import { vote } from '../../src/usecases/vote';
import { ANA, at, BEN, change, ID, NOW, requestIn, SNAPSHOT } from '../jobs/people-and-requests';
import { rulesWorld, type RulesWorld } from './rules-world';

const JOB = 'recovery-1' as RecoveryJobId;
const APPROVAL = { approvedAt: NOW, expiresAt: at(15) };

const approve = (world: RulesWorld) =>
  vote({ requestId: ID, revision: 1, digest: world.digest, answer: 'approve', power: world.powerOf(BEN) }, world.ports);

async function waitingForBen(): Promise<RulesWorld> {
  const world = rulesWorld();
  await world.putToTheVote([change(1)]);
  return world;
}

/** Something that happens right after the intent was saved. */
function afterTheIntent({ store }: RulesWorld, happens: () => void): void {
  const move = store.move.bind(store);
  store.move = async (...args) => {
    const moved = await move(...args);
    store.move = move;
    happens();
    return moved;
  };
}

describe('a process that stood still after it saved the intent (A17)', () => {
  it.each([30_000, 46_000, 3_600_000])('for %d ms posts nothing; the votes are kept', async (ms) => {
    const world = await waitingForBen();
    afterTheIntent(world, () => {
      world.clock.passes(ms);
    });

    await expect(approve(world)).resolves.toMatchObject({ kind: 'done', note: 'startWasLost' });

    expect(world.started).toEqual([]);
    const { state, votes } = await world.request();
    expect(state).toMatchObject({ name: 'approved', because: 'startWasLost', ...APPROVAL });
    expect(votes).toMatchObject([{ voterId: BEN }]);
    expect(world.store.moves.map(({ move }) => move.what)).toEqual(['approved', 'startTooLate']);
  });

  it('posts nothing of a plan either, and its window does not grow', async () => {
    const world = rulesWorld();
    world.store.put(requestIn({ name: 'planned', expiresAt: at(30) }, { reason: 'INC-4711 happened' }));
    afterTheIntent(world, () => {
      world.clock.passes(46_000);
    });

    const pressed = startPreview({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    await expect(pressed).resolves.toMatchObject({ note: 'startWasLost' });
    expect((await world.request()).state).toEqual({ name: 'planned', expiresAt: at(30), startWasLost: true });
  });

  it.each([
    ['the last vote', approve],
    ['Run now', (world: RulesWorld) => runNow({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports)],
  ])(
    'between the judgement and the intent posts nothing: %s was judged of another moment (A12)',
    async (what, press) => {
      const world = await waitingForBen();
      const state = { name: 'approved', ...APPROVAL, because: 'slotBusy' } as const;
      if (what === 'Run now') world.store.put({ ...(await world.request()), state, votes: [world.approvalBy(BEN)] });
      const list = world.microsoft.listSnapshots.bind(world.microsoft);
      world.microsoft.listSnapshots = () => {
        world.clock.passesMinutes(31);
        return list();
      };

      await expect(press(world)).resolves.toMatchObject({ kind: 'done', note: 'startWasLost' });
      expect(world.withinMs).toEqual([]);
    },
  );

  it('for less than that posts within what is left', async () => {
    const world = await waitingForBen();
    afterTheIntent(world, () => {
      world.clock.passes(29_000);
    });

    await expect(approve(world)).resolves.toMatchObject({ request: { state: { recoveryJobId: JOB } } });
    expect(world.withinMs).toEqual([1000]);
  });

  it('is given no longer than that where the clock is set back', async () => {
    const world = await waitingForBen();
    afterTheIntent(world, () => {
      world.clock.passesMinutes(-3);
    });

    await approve(world);
    expect(world.withinMs).toEqual([30_000]);
  });

  it('waits no longer than its installation does', async () => {
    const world = rulesWorld({ startTimeoutMs: 400 });
    await world.putToTheVote([change(1)]);
    afterTheIntent(world, () => {
      world.clock.passes(400);
    });

    await expect(approve(world)).resolves.toMatchObject({ note: 'startWasLost' });
    expect(world.started).toEqual([]);
  });
});

describe('an intent that somebody else settled meanwhile', () => {
  it('is told as it is by now: the press counted, and is not judged again', async () => {
    const world = await waitingForBen();
    const move = world.store.move.bind(world.store);
    world.store.move = async (...args) => {
      const moved = await move(...args);
      world.store.move = move;
      world.clock.passes(46_000);
      await move(moved, { name: 'approved', ...APPROVAL, because: 'startWasLost' }, { by: 'rewind' });
      return moved;
    };

    await expect(approve(world)).resolves.toMatchObject({ kind: 'done', request: { state: { name: 'approved' }, votes: [{ voterId: BEN }] } }); // prettier-ignore
    expect(world.started).toEqual([]);
  });
});

describe('what a lost start goes back to', () => {
  it('is kept with the intent: Run now does not renew the window', async () => {
    const world = await waitingForBen();
    const state = { name: 'approved', approvedAt: at(-9), expiresAt: at(6), because: 'graphAway' } as const;
    world.store.put({ ...(await world.request()), state, votes: [world.approvalBy(BEN)] });
    world.answers({ kind: 'unclear' });

    await runNow({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

    expect((await world.request()).state).toMatchObject({
      name: 'recovering',
      approval: { approvedAt: at(-9), expiresAt: at(6) },
    });
  });
});

describe('an answer that comes after the worker had a look', () => {
  const meanwhile = (world: RulesWorld, state: RecoveryState): void => {
    world.answers(async (): Promise<StartAnswer<RecoveryJobId>> => {
      await world.store.press(ID, state);
      return { kind: 'started', jobId: JOB };
    });
  };
  const recovering = { name: 'recovering', starterId: BEN, intendedAt: NOW } as const;
  const warnings = (world: RulesWorld) => world.lines.filter(({ level }) => level === 40);

  it('is the same thing told twice where the worker adopted this job', async () => {
    const world = await waitingForBen();
    meanwhile(world, { ...recovering, recoveryJobId: JOB, status: 'running' });

    const outcome = await approve(world);
    expect(outcome).toMatchObject({ kind: 'done', request: { state: { recoveryJobId: JOB, status: 'running' } } });
    expect(outcome).not.toHaveProperty('note');
    expect(warnings(world)).toEqual([]);
  });

  it('is saved where the worker had given it up: the job runs, whatever the list said', async () => {
    const world = await waitingForBen();
    meanwhile(world, { name: 'approved', ...APPROVAL, because: 'startWasLost' });

    await expect(approve(world)).resolves.not.toHaveProperty('note');
    expect((await world.request()).state).toMatchObject({ name: 'recovering', recoveryJobId: JOB });
  });

  it.each<[string, RecoveryState]>([
    ['another job', { ...recovering, recoveryJobId: 'recovery-2' as RecoveryJobId }],
    ['nothing, because it was withdrawn', { name: 'withdrawn', at: NOW, byId: ANA }],
  ])('is claimed for nothing where the request stands for %s', async (_what, state) => {
    const world = await waitingForBen();
    meanwhile(world, state);

    await expect(approve(world)).resolves.toMatchObject({ kind: 'done', note: 'startUnclear' });
    expect((await world.request()).state).toEqual(state);
    expect(warnings(world)).toMatchObject([{ requestId: ID, jobId: JOB }]);
  });

  it('is not said to be nothing where the store is away', async () => {
    const world = await waitingForBen();
    afterTheIntent(world, () => {
      world.store.move = () => Promise.reject(new UnavailableError('store/away', 'away'));
    });

    await expect(approve(world)).resolves.toMatchObject({ kind: 'done', note: 'startUnclear' });
    expect(world.started).toEqual([BEN]);
    expect((await world.request()).state).toMatchObject({ name: 'recovering' });
    expect(warnings(world)).toMatchObject([{ requestId: ID, jobId: JOB }]);
  });
});

describe('409 to our own POST', () => {
  const ours = (world: RulesWorld, facts: Partial<TenantJob> = {}): TenantJob => ({
    id: JOB,
    what: 'recovery',
    status: 'running',
    startedAt: world.clock.now(),
    targetAt: SNAPSHOT.createdAt,
    scope: world.scopes.at(-1),
    ...facts,
  });
  /** The list as it is once the POST was made. */
  const thenListed = (world: RulesWorld, jobs: () => readonly TenantJob[]): void => {
    world.answers(() => {
      world.microsoft.jobs = jobs();
      return Promise.resolve({ kind: 'slotBusy' });
    });
  };

  it('is our own job where the list shows it: adopted, and nothing else is said', async () => {
    const world = await waitingForBen();
    thenListed(world, () => [ours(world)]);

    const outcome = await approve(world);

    expect(outcome).not.toHaveProperty('note');
    expect((await world.request()).state).toMatchObject({ name: 'recovering', recoveryJobId: JOB });
    expect((await world.request()).openStarts).toBeUndefined();
  });

  it.each<[string, (world: RulesWorld) => readonly TenantJob[]]>([
    ['nothing yet', () => []],
    ['a job of another scope', (world) => [ours(world, { scope: { kind: 'everything' } })]],
    ['a job that another request owns', (world) => [ours(world, { id: 'preview-job-1' })]],
  ])(
    'is made sure of where the list shows %s: the intent stands, with where it goes otherwise',
    async (_what, jobs) => {
      const world = await waitingForBen();
      thenListed(world, () => jobs(world));

      await expect(approve(world)).resolves.toMatchObject({ kind: 'done', note: 'slotUnclear' });

      const { state, votes } = await world.request();
      expect(state).toMatchObject({ name: 'recovering', ifBusy: { name: 'approved', because: 'slotBusy' } });
      expect(votes).toMatchObject([{ voterId: BEN }]);
    },
  );

  it('is made sure of where the list cannot be read', async () => {
    const world = await waitingForBen();
    world.answers(() => {
      world.microsoft.fails('listJobs', new RewindError('graph/forbidden', 'no'));
      return Promise.resolve({ kind: 'slotBusy' });
    });

    await expect(approve(world)).resolves.toMatchObject({ kind: 'done', note: 'slotUnclear' });
  });
});

describe('a start that was taken for lost', () => {
  const lost = async (): Promise<RulesWorld> => {
    const world = await waitingForBen();
    world.answers({ kind: 'unclear' });
    await approve(world);
    const { state } = await world.request();
    if (state.name !== 'recovering') throw new Error(state.name);
    await world.store.press(ID, { name: 'approved', ...APPROVAL, because: 'startWasLost' });
    world.answers({ kind: 'started', jobId: 'recovery-2' as RecoveryJobId });
    return world;
  };
  const press = (world: RulesWorld) => runNow({ requestId: ID, revision: 1, power: world.powerOf(ANA) }, world.ports);

  it.each(['running', 'successful'] as const)(
    'and began after all (it is %s by now) is adopted at Run now',
    async (status) => {
      const world = await lost();
      world.microsoft.jobs = [{ id: JOB, what: 'recovery', status, startedAt: at(0.2), targetAt: SNAPSHOT.createdAt, scope: world.scopes[0] }]; // prettier-ignore
      world.clock.passesMinutes(2);

      await press(world);

      expect((await world.request()).state).toMatchObject({ name: 'recovering', recoveryJobId: JOB, intendedAt: NOW });
      expect(world.scopes).toHaveLength(1);
    },
  );

  it('is not started a second time while nobody can say whether it began', async () => {
    const world = await lost();
    world.microsoft.fails('listJobs', new RewindError('graph/forbidden', 'no'));

    // Whether another recovery overtook the preview is asked of the same list before.
    await expect(press(world)).rejects.toMatchObject({ code: 'graph/forbidden' });
    expect(world.scopes).toHaveLength(1);
  });

  it('is started by the next press where the list shows nothing', async () => {
    const world = await lost();
    world.clock.passesMinutes(1);

    await press(world);

    expect((await world.request()).state).toMatchObject({ name: 'recovering', recoveryJobId: 'recovery-2' });
  });
});
