import type { TenantJob } from '../../src/recovery/ports';
import type { RecoveryIn } from '../../src/recovery/request';
import type { JobStatus } from '../../src/recovery/terms';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import { PageExpiredError } from '../../src/shared/from-first-page';
import type { SnapshotId } from '../../src/shared/ids';
import { ANA, at, BEN, change, EVA, NOW, objectId, previewOf, RECOVERY_JOB, recovering, requestIn, SNAPSHOT, vote } from './people-and-requests'; // prettier-ignore
import { stepWorld } from './step-world';

describe('polling a recovery', () => {
  const state = { ...recovering(RECOVERY_JOB), status: 'running' as const };
  const request = requestIn(state, { votes: [vote(BEN), vote(EVA)] });
  const everyone = [ANA, BEN, EVA];

  it('tells the requester and everyone who voted when it is done', async () => {
    const { step, microsoft, changes } = stepWorld();
    microsoft.job = { status: 'successful', startedAt: at(1), changedObjects: 12, changedLinks: 3, failedChanges: 0 };

    await expect(step(request)).resolves.toMatchObject({
      state: { name: 'recovered', at: NOW },
      move: {
        notices: [{ kind: 'finished', peopleIds: everyone }],
        with: {
          outcome: {
            recoveryJobId: RECOVERY_JOB,
            startedAt: at(1),
            changedObjects: 12,
            changedLinks: 3,
            failedChanges: 0,
          },
        },
      },
    });
    expect(microsoft.asked).toEqual(['getRecoveryJob']);
    expect(changes.failedPages.size).toBe(0);
  });

  it.each([
    ['told', 3],
    ['counted, where Graph does not tell', undefined],
  ])('keeps the failed changes, %s', async (_how, failedChanges) => {
    const { step, microsoft, changes } = stepWorld();
    microsoft.job = { status: 'successful', failedChanges };
    microsoft.failedPages = [[change(1), change(2)], [change(3)]];

    await expect(step(request)).resolves.toMatchObject({ move: { with: { outcome: { failedChanges: 3 } } } });
    expect([...changes.failedPages.values()].flat()).toHaveLength(3);
  });

  it('keeps each failed change once where a page’s token expires', async () => {
    const { step, microsoft, changes } = stepWorld();
    microsoft.job = { status: 'successful' };
    let attempts = 0;
    microsoft.failedChangePages = async function* () {
      attempts += 1;
      const all = [change(1), change(2), change(3)];
      yield* await Promise.resolve(attempts > 1 ? [all] : [[change(1)], [change(2)]]);
      if (attempts === 1) throw new PageExpiredError('the link to a further page is not taken');
    };

    await expect(step(request)).resolves.toMatchObject({ move: { with: { outcome: { failedChanges: 3 } } } });
    expect([...changes.failedPages.values()]).toEqual([[change(1), change(2), change(3)]]);
  });

  it.each([
    ['told by the job', 2],
    ['told by nobody', undefined],
  ])(
    'asks for refused failed changes again for minutes, and is then recovered, their number %s',
    async (_who, failedChanges) => {
      const { step, microsoft, clock, lines } = stepWorld();
      microsoft.job = { status: 'successful', failedChanges };
      microsoft.fails('failedChangePages', new RewindError('graph/forbidden', 'no'));
      await expect(step(request)).rejects.toMatchObject({ code: 'graph/forbidden' });
      clock.passesMinutes(4);
      await expect(step(request)).rejects.toMatchObject({ code: 'graph/forbidden' });
      clock.passesMinutes(1);

      const result = await step(request);

      expect(result).toMatchObject({
        state: { name: 'recovered' },
        move: { with: { outcome: { isFailedUnread: true } } },
      });
      expect(result.kind === 'moveTo' && result.move.with?.outcome?.failedChanges).toBe(failedChanges);
      expect(lines).toContainEqual(expect.objectContaining({ code: 'graph/forbidden' }));
    },
  );

  it('waits where the failed changes cannot be read now', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status: 'successful', failedChanges: 2 };
    microsoft.fails('failedChangePages', new UnavailableError('graph/unavailable', 'busy'));

    await expect(step(request)).rejects.toMatchObject({ code: 'graph/unavailable' });
  });

  it.each<[JobStatus, object, string]>([
    ['failed', { name: 'failed', during: 'recovery', because: 'recoveryFailed' }, 'failed'],
    ['abandoned', { name: 'canceled', during: 'recovery', byId: EVA }, 'finished'],
  ])('that is %s says what was done until then', async (status, ended, kind) => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status, changedObjects: 7, failedChanges: 0 };

    await expect(step(requestIn({ ...state, cancelAskedById: EVA }))).resolves.toMatchObject({
      state: ended,
      move: { notices: [{ kind, peopleIds: [ANA] }], with: { outcome: { changedObjects: 7 } } },
    });
  });

  it.each<{
    what: string;
    job: Partial<TenantJob> & { readonly status: JobStatus };
    minutes: number;
    isSaved: boolean;
  }>([
    { what: 'a new status', job: { status: 'calculating' }, minutes: 0, isSaved: true },
    { what: 'counters after a minute', job: { status: 'running', changedObjects: 5 }, minutes: 1, isSaved: true },
    { what: 'counters within the minute', job: { status: 'running', changedObjects: 5 }, minutes: 0.5, isSaved: false },
    { what: 'nothing new', job: { status: 'running' }, minutes: 10, isSaved: false },
  ])('with $what is saved: $isSaved', async ({ job, minutes, isSaved }) => {
    const { step, microsoft, clock } = stepWorld();
    microsoft.job = job;
    clock.passesMinutes(minutes);

    await expect(step(request)).resolves.toMatchObject(
      isSaved ? { kind: 'moveTo', state: { name: 'recovering', ...job } } : { kind: 'wait' },
    );
  });
});

describe('a recovery that was meant to start', () => {
  const found: TenantJob = {
    id: 'found',
    what: 'recovery',
    status: 'running',
    startedAt: at(0.1),
    targetAt: SNAPSHOT.createdAt,
    scope: { kind: 'types', types: ['user', 'group'] },
  };
  const toldTo = (scope: TenantJob['scope']): RecoveryIn<'recovering'> =>
    requestIn(
      { ...recovering(), ...(scope ? { scope } : {}) },
      { preview: previewOf({ user: 2 }), votes: [vote(BEN)] },
    );
  const pinned = (...numbers: number[]): TenantJob => ({
    ...found,
    scope: { kind: 'objects', objects: numbers.map((number) => ({ type: 'user', id: objectId(number), name: '' })) },
  });

  const small = toldTo(found.scope);

  it.each<{ how: string; job: TenantJob; request: RecoveryIn<'recovering'>; isAdopted: boolean }>([
    { how: 'of the planned scope', job: found, request: toldTo(found.scope), isAdopted: true },
    { how: 'pinned to what was approved', job: pinned(1, 2), request: toldTo(pinned(2, 1).scope), isAdopted: true },
    { how: 'pinned to a part of it', job: pinned(1), request: toldTo(pinned(1, 2).scope), isAdopted: false },
    { how: 'pinned to something else', job: pinned(9), request: toldTo(pinned(1).scope), isAdopted: false },
    { how: 'by type, where it was pinned', job: found, request: toldTo(pinned(1).scope), isAdopted: false },
    {
      how: 'of everything',
      job: { ...found, scope: { kind: 'everything' } },
      request: toldTo(pinned(1).scope),
      isAdopted: false,
    },
    { how: 'that only previews', job: { ...found, what: 'preview' }, request: toldTo(found.scope), isAdopted: false },
  ])('and is found $how is adopted: $isAdopted', async ({ job, request, isAdopted }) => {
    const { stepAfter, microsoft, changes } = stepWorld();
    await changes.savePage({ revision: 1, page: 0, changes: [change(1), change(2)] });
    microsoft.jobs = [job];

    await expect(stepAfter(60_000, request)).resolves.toMatchObject(
      isAdopted
        ? { state: { name: 'recovering', recoveryJobId: 'found' } }
        : { state: { name: 'approved', because: 'startWasLost', expiresAt: at(16) } },
    );
  });

  it.each<{ of: string; state: Partial<ReturnType<typeof recovering>>; window: object }>([
    { of: 'keeps its window', state: { approval: { approvedAt: at(-5), expiresAt: at(10) } }, window: { approvedAt: at(-5), expiresAt: at(10) } }, // prettier-ignore
    { of: 'of an older version gets one', state: {}, window: { approvedAt: NOW, expiresAt: at(16) } },
  ])('and was lost: an approval $of', async ({ state, window }) => {
    const { stepAfter } = stepWorld();

    await expect(stepAfter(60_000, { ...small, state: { ...small.state, ...state } })).resolves.toMatchObject({
      state: { name: 'approved', because: 'startWasLost', ...window },
    });
  });

  it('is not taken for lost while its POST may still be under way', async () => {
    const { stepAfter } = stepWorld();

    await expect(stepAfter(44_000, small)).resolves.toMatchObject({ kind: 'wait', delayMs: 1000 });
  });

  it('is never posted by the worker: its ports can only read', () => {
    const { microsoft } = stepWorld();

    expect(microsoft).not.toHaveProperty('startRecovery');
  });

  it('keeps to its own snapshot', async () => {
    const { stepAfter, microsoft } = stepWorld();
    microsoft.jobs = [found];
    const other = { ...small.plan, snapshotId: 'b' as SnapshotId, snapshotAt: at(-3000) };

    await expect(stepAfter(60_000, { ...small, plan: other })).resolves.toMatchObject({ state: { name: 'approved' } });
  });

  it('is given up by nobody’s clock: the bot’s may be a minute behind the worker’s', async () => {
    const { step, stepAfter } = stepWorld();
    const behind = { ...small, state: { ...small.state, intendedAt: at(-1) } };

    await expect(step(behind)).resolves.toMatchObject({ kind: 'wait', delayMs: 15_000 });
    await expect(stepAfter(44_000, behind)).resolves.toMatchObject({ kind: 'wait' });
  });

  it('and was answered with 409 is settled when the lag is over: ours, or somebody else’s', async () => {
    const ifBusy = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'slotBusy' } as const;
    const unsure = { ...small, state: { ...small.state, ifBusy } };
    const { step, stepAfter, microsoft, clock } = stepWorld();
    microsoft.jobs = [];
    // Microsoft refused because something runs: a list of nothing is not the one it meant.
    await expect(stepAfter(15_000, unsure)).resolves.toMatchObject({ kind: 'wait' });
    microsoft.jobs = [{ ...found, id: 'outside', scope: { kind: 'everything' } }];
    await expect(step(unsure)).resolves.toMatchObject({ state: ifBusy, move: { what: 'slotBusy' } });
    microsoft.jobs = [found];
    await expect(step(unsure)).resolves.toMatchObject({ state: { recoveryJobId: 'found' } });
    microsoft.jobs = [];
    clock.passes(30_000);
    await expect(step(unsure)).resolves.toMatchObject({ state: ifBusy });
  });
});
