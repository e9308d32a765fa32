import { runRequest } from '../../src/jobs/run-request';
import { StaleRequestError, UnavailableError } from '../../src/shared/errors';
import type { RequestId } from '../../src/shared/ids';
import { at, BEN, change, ID, NOW, PREVIEW_JOB, previewing, RECOVERY_JOB, recovering, requestIn } from './people-and-requests'; // prettier-ignore
import { stepWorld } from './step-world';

function world() {
  const steps = stepWorld();
  const drawn: RequestId[] = [];
  const draw = (id: RequestId): Promise<void> => {
    drawn.push(id);
    return Promise.resolve();
  };
  const ports = { requests: steps.store, reading: steps.reading, wake: { draw } };
  const run = async (tries = 0) => await runRequest(ID, tries, ports);
  const path = (): readonly string[] => steps.store.moves.map(({ to }) => to);
  return { ...steps, drawn, run, path };
}

describe('running a request', () => {
  it('goes as far as it can, and draws after every move', async () => {
    const { run, store, microsoft, path, drawn } = world();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.job = { status: 'successful', completedAt: at(-1) };
    microsoft.pages = [[change(1)]];

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 60_000 });

    expect(path()).toEqual(['reading', 'awaitingApproval']);
    expect(drawn).toEqual([ID, ID]);
    expect(store.moves.every(({ move }) => move.by === 'rewind')).toBe(true);
  });

  it('rests at the end', async () => {
    const { run, store, microsoft, path } = world();
    store.put(requestIn(recovering(RECOVERY_JOB)));
    microsoft.job = { status: 'successful', failedChanges: 0 };

    await expect(run()).resolves.toEqual({ kind: 'rest' });
    expect(path()).toEqual(['recovered']);
  });

  it('does not poll again right after a new status', async () => {
    const { run, store, microsoft } = world();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.job = { status: 'calculating' };

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 5000 });
    expect(microsoft.asked).toEqual(['getPreviewJob']);
  });

  it.each([
    [7000, 7000],
    [undefined, 30_000],
    [24 * 60 * 60_000, 600_000],
  ])('waits %s ms where Microsoft is away and asks for that, or as long as a poll', async (retryAfterMs, delayMs) => {
    const { run, store, microsoft, clock, path, lines } = world();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.fails('getPreviewJob', new UnavailableError('graph/unavailable', 'busy', { retryAfterMs }));
    clock.passesMinutes(10);

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs });
    expect(store.moves).toMatchObject([{ to: 'previewing', move: { what: 'cannotRead' } }]);
    await expect(run()).resolves.toMatchObject({ kind: 'wait', after: 'interruption' });
    expect(path()).toEqual(['previewing']);
    expect(lines).toContainEqual(expect.objectContaining({ level: 40, code: 'graph/unavailable', requestId: ID }));
  });

  it('tries five times where something is broken, then fails with a reference that is in the log', async () => {
    const { run, store, microsoft, lines } = world();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.fails('getPreviewJob', new TypeError('undefined is not a function'));

    for (const [tries, delayMs] of [5000, 10_000, 20_000, 40_000].entries())
      await expect(run(tries)).resolves.toEqual({ kind: 'wait', delayMs, after: 'fault' });
    await expect(run(4)).resolves.toEqual({ kind: 'rest' });

    const broken = lines.filter(({ msg }) => msg === 'a step broke');
    expect(broken).toHaveLength(5);
    expect(broken[4]).toMatchObject({ level: 50, err: { stack: expect.stringContaining('TypeError') as string } });
    expect(store.stateOf(ID)).toMatchObject({ because: 'rewind/bug', during: 'preview', mayRun: 'preview', previewJobId: PREVIEW_JOB, reference: broken[4]?.['reference'] }); // prettier-ignore
    await expect(store.slotHolder()).resolves.toBe(ID);
  });

  it('reads again where somebody was faster', async () => {
    const { run, store, microsoft, path } = world();
    store.put(requestIn(recovering(RECOVERY_JOB)));
    microsoft.job = { status: 'running', changedObjects: 5 };
    microsoft.whilePolling(async () => {
      microsoft.whilePolling(undefined);
      await store.press(ID, { ...recovering(RECOVERY_JOB), cancelAskedById: BEN });
    });

    await run();

    expect(path()).toEqual(['recovering', 'recovering']);
    expect(store.stateOf(ID)).toMatchObject({ cancelAskedById: BEN, changedObjects: 5 });
  });

  it('does not fight for ever', async () => {
    const { run, store, microsoft } = world();
    store.put(requestIn(recovering(RECOVERY_JOB)));
    microsoft.job = { status: 'successful', failedChanges: 0 };
    store.move = () => Promise.reject(new StaleRequestError(ID));

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 60_000 });
  });

  it('waits where the state cannot be saved', async () => {
    const { run, store, microsoft, drawn } = world();
    store.put(requestIn(recovering(RECOVERY_JOB)));
    microsoft.job = { status: 'successful', failedChanges: 0 };
    store.move = () => Promise.reject(new UnavailableError('store/away', 'away'));

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 60_000, after: 'interruption' });
    expect(drawn).toEqual([]);
  });

  it('does nothing while the clock of its host is off: windows are judged by it', async () => {
    const { run, store, clock, reading, microsoft } = world();
    store.put(requestIn({ name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) }));
    clock.passesMinutes(61);
    Object.assign(reading, { hostTime: { isOff: () => true } });

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 60_000, after: 'interruption' });
    expect(store.moves).toEqual([]);
    expect(microsoft.asked).toEqual([]);
  });

  it('forgets a request that does not exist', async () => {
    const { run, lines } = world();

    await expect(run()).resolves.toEqual({ kind: 'rest' });
    expect(lines).toContainEqual(expect.objectContaining({ requestId: ID, level: 40 }));
  });

  it('leaves an interrupted step to the next process at once', async () => {
    const { run, store, microsoft, stopping, path } = world();
    store.put(requestIn({ name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW }));
    microsoft.pages = [[change(1)]];
    stopping.abort();

    await expect(run()).resolves.toEqual({ kind: 'wait', delayMs: 0, after: 'interruption' });
    expect(path()).toEqual([]);
  });

  it('counts a bug that shows while the process ends: restarts must not make it endless', async () => {
    const { run, store, microsoft, stopping } = world();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.fails('getPreviewJob', new TypeError('undefined is not a function'));
    stopping.abort();

    await expect(run(3)).resolves.toMatchObject({ after: 'fault' });
    await expect(run(4)).resolves.toEqual({ kind: 'rest' });
    expect(store.stateOf(ID)).toMatchObject({ because: 'rewind/bug' });
  });
});
