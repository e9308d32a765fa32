import type { TenantJob } from '../../src/recovery/ports';
import type { JobStatus } from '../../src/recovery/terms';
import type { PreviewJobId } from '../../src/shared/ids';
import { ANA, at, NOW, OTHER_ID, PREVIEW_JOB, previewing, requestIn, SNAPSHOT } from './people-and-requests';
import { stepWorld } from './step-world';

describe('polling a preview', () => {
  const request = requestIn(previewing(PREVIEW_JOB));

  it('reads the changes when it is done, and its age counts from its completion', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status: 'successful', completedAt: at(-3) };

    await expect(step(request)).resolves.toMatchObject({
      state: { name: 'reading', previewJobId: PREVIEW_JOB, computedAt: at(-3) },
    });
  });

  it.each<[JobStatus, object, object[] | undefined]>([
    ['failed', { name: 'failed', during: 'preview', because: 'previewFailed' }, [{ kind: 'failed', peopleIds: [ANA] }]],
    ['abandoned', { name: 'canceled', during: 'preview' }, undefined],
  ])('ends with a preview that is %s', async (status, state, notices) => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status };

    await expect(step(request)).resolves.toMatchObject({ state: { ...state, at: NOW }, ...(notices && { move: { notices } }) }); // prettier-ignore
  });

  it.each([
    [0, 5000],
    [10, 30_000],
    [180, 60_000],
  ])('after %d minutes waits %d ms', async (minutes, delayMs) => {
    const { step, microsoft, clock } = stepWorld();
    microsoft.job = { status: 'running' };
    clock.passesMinutes(minutes);

    await expect(step(requestIn({ ...previewing(PREVIEW_JOB), status: 'running' }))).resolves.toEqual({
      kind: 'wait',
      delayMs,
    });
  });

  it('saves a status that is new, and then waits', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status: 'loadingData' };

    await expect(step(request)).resolves.toMatchObject({
      kind: 'moveTo',
      state: { name: 'previewing', previewJobId: PREVIEW_JOB, status: 'loadingData' },
      thenWaitMs: 5000,
    });
  });
});

describe('an intent without an answer', () => {
  const intent = requestIn(previewing());
  const ours: TenantJob = {
    id: 'found',
    what: 'preview',
    status: 'running',
    startedAt: at(0.05),
    targetAt: SNAPSHOT.createdAt,
    scope: { kind: 'types', types: ['group', 'user'] },
  };
  const adopted = { state: { name: 'previewing', previewJobId: 'found', intendedAt: NOW, starterId: ANA } };

  it('waits for the lag of the list before it looks', async () => {
    const { stepAfter, microsoft } = stepWorld();

    await expect(stepAfter(4000, intent)).resolves.toEqual({ kind: 'wait', delayMs: 11_000, hasReadNothing: true });
    expect(microsoft.asked).toEqual([]);
  });

  it('adopts the job that was meant', async () => {
    const { stepAfter, microsoft } = stepWorld();
    microsoft.jobs = [ours];

    await expect(stepAfter(15_000, intent)).resolves.toMatchObject(adopted);
  });

  it.each<[string, Partial<TenantJob>]>([
    ['recovery', { what: 'recovery' }],
    ['another snapshot', { targetAt: at(-60) }],
    ['an unknown snapshot', { targetAt: undefined }],
    ['another scope', { scope: { kind: 'types', types: ['user'] } }],
    ['everything', { scope: { kind: 'everything' } }],
    ['an unknown scope', { scope: undefined }],
    ['an earlier start', { startedAt: at(-1.1) }],
    ['an unknown start', { startedAt: undefined }],
  ])('does not adopt a job of %s, and asks for another press', async (_what, facts) => {
    const { step, stepAfter, microsoft, clock } = stepWorld();
    microsoft.jobs = [{ ...ours, ...facts }];
    await expect(stepAfter(15_000, intent)).resolves.toMatchObject({ kind: 'wait', delayMs: 5000 });
    clock.passes(30_000);

    await expect(step(intent)).resolves.toMatchObject({
      state: { name: 'planned', startWasLost: true, expiresAt: at(30.75) },
    });
  });

  it('keeps the window of its plan when the start was lost', async () => {
    const { stepAfter } = stepWorld();

    await expect(
      stepAfter(60_000, { ...intent, state: { ...intent.state, planExpiresAt: at(12) } }),
    ).resolves.toMatchObject({
      state: { name: 'planned', startWasLost: true, expiresAt: at(12) },
    });
  });

  it('does not adopt what another request owns', async () => {
    const { stepAfter, store, microsoft } = stepWorld();
    microsoft.jobs = [ours];
    store.put(requestIn({ name: 'reading', previewJobId: 'found' as PreviewJobId, computedAt: NOW }, { id: OTHER_ID }));

    await expect(stepAfter(60_000, intent)).resolves.toMatchObject({ state: { name: 'planned' } });
  });

  it('takes the one that started nearest to the press', async () => {
    const { stepAfter, microsoft } = stepWorld();
    microsoft.jobs = [
      { ...ours, id: 'later', startedAt: at(0.4) },
      ours,
      { ...ours, id: 'earlier', startedAt: at(-0.9) },
    ];

    await expect(stepAfter(60_000, intent)).resolves.toMatchObject(adopted);
  });
});
