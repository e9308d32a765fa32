/** What the step machine promises, whichever Redis it runs on. */
import { ONE_CLOCK } from '../../src/shared/host-time';
import { Queue } from 'bullmq';
import { sweepNow } from '../../src/jobs/sweep';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { PreviewJobId, RequestId } from '../../src/shared/ids';
import { linkTo } from '../support/link';
import { quietLog } from '../redis/quiet-log';
import { eventually } from './eventually';
import { machineWorld, type MachineWorld } from './machine-world';
import { ANA, at, BEN, change, ID, NOW, OTHER_SNAPSHOT, PREVIEW_JOB, previewing, recovering, RECOVERY_JOB, requestIn } from './people-and-requests'; // prettier-ignore

export interface Where {
  readonly url: () => string;
  /** Keys of one test. */
  readonly prefix: () => string;
}

const LONG = { pollMinMs: 60_000, pollMaxMs: 60_000 };

export function runsEveryRequest({ url, prefix }: Where): void {
  let world: MachineWorld;
  const begin = async (options: { settings?: object; lockMs?: number } = {}): Promise<MachineWorld> => {
    world = await machineWorld({ url: url(), prefix: prefix(), ...options });
    return world;
  };
  const reaches = async (name: string, id = ID): Promise<void> => {
    await eventually(() => world.store.stateOf(id).name === name);
  };
  const sweep = async (): Promise<void> => {
    const { store, microsoft, wake, clock } = world;
    await sweepNow({
      requests: store,
      backup: microsoft,
      hostTime: ONE_CLOCK,
      notices: store,
      wake,
      clock,
      log: quietLog().log,
    });
  };
  const keysOf = async (pattern: string): Promise<readonly string[]> =>
    await world.redis.producer.keys(`${world.redis.prefix}:${pattern}`);

  afterEach(async () => {
    await world.close();
  });

  it('goes on in another process when one dies in the middle of a step', async () => {
    const { store, microsoft, wake, startServer } = await begin({ lockMs: 400 });
    const link = await linkTo(url());
    store.put(requestIn(previewing(PREVIEW_JOB)));
    let goOn: (() => void) | undefined;
    microsoft.whilePolling(async () => {
      microsoft.whilePolling(undefined);
      await link.cut();
      await new Promise<void>((resolve) => (goOn = resolve));
    });
    const first = await startServer(link.url);
    await wake.step(ID);
    await eventually(() => goOn !== undefined);
    microsoft.job = { status: 'successful', completedAt: NOW };
    await startServer();
    await reaches('previewed');
    const moves = store.moves.length;
    goOn?.();
    await first.close();

    expect(store.moves).toHaveLength(moves);
  });

  it('takes a request from its plan to its end', async () => {
    const { store, microsoft, wake, startServer } = await begin();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    await startServer();
    await wake.step(ID);

    await store.press(ID, previewing(PREVIEW_JOB));
    await wake.step(ID);
    await eventually(() => microsoft.asked.includes('getPreviewJob'));
    microsoft.pages = [[change(1)], [change(2)]];
    microsoft.job = { status: 'successful', completedAt: NOW };
    await reaches('awaitingApproval');

    microsoft.job = { status: 'running' };
    await store.press(ID, recovering(RECOVERY_JOB));
    await wake.step(ID);
    await eventually(() => microsoft.asked.includes('getRecoveryJob'));
    microsoft.job = { status: 'successful', failedChanges: 0 };
    await reaches('recovered');

    const byRewind = store.moves.filter(({ move }) => move.what === undefined).map(({ to }) => to);
    expect(byRewind).toEqual(['reading', 'awaitingApproval', 'recovered']);
    await eventually(async () => (await keysOf(`steps:${ID}*`)).length === 0);
  });

  it('expires by the clock of the product', async () => {
    const { store, clock, wake, startServer } = await begin();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    await startServer();
    await wake.step(ID);
    clock.passesMinutes(30);

    await reaches('expired');
  });

  it('does not lose a wake that comes while the step runs', async () => {
    const { store, microsoft, wake, startServer } = await begin({ settings: LONG });
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.whilePolling(async () => {
      microsoft.whilePolling(undefined);
      microsoft.job = { status: 'successful', completedAt: NOW };
      await wake.step(ID);
    });
    await startServer();
    await wake.step(ID);

    await reaches('previewed');
  });

  it('does not lose a wake that comes while the request comes to rest', async () => {
    const { store, microsoft, wake, startServer } = await begin({ settings: LONG });
    store.put(requestIn({ name: 'previewed' }));
    const find = store.find.bind(store);
    store.find = async (id) => {
      const found = await find(id);
      store.find = find;
      await store.press(id, { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) });
      await wake.step(id);
      return found;
    };
    await startServer();
    await wake.step(ID);

    await eventually(() => microsoft.asked.includes('listSnapshots'));
  });

  it('does not lose a wake that comes after the last look and before the request has left the queue', async () => {
    const { store, microsoft, wake, startServer } = await begin({ settings: LONG });
    store.put(requestIn({ name: 'previewed' }));
    const { redis } = await startServer();
    const mget = redis.worker.mget.bind(redis.worker) as (...keys: string[]) => Promise<(string | null)[]>;
    let looks = 0;
    const lookThenWake = async (...keys: string[]): Promise<(string | null)[]> => {
      const answer = await mget(...keys);
      looks += 1;
      if (looks !== 2) return answer;
      await store.press(ID, { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) });
      await wake.step(ID);
      return answer;
    };
    Object.assign(redis.worker, { mget: lookThenWake });
    await wake.step(ID);

    await eventually(() => microsoft.asked.includes('listSnapshots'));
  });

  it('wakes a request that waits for a later time', async () => {
    const { store, microsoft, wake, startServer } = await begin({ settings: LONG });
    store.put(requestIn(previewing(PREVIEW_JOB)));
    await startServer();
    await wake.step(ID);
    await eventually(async () => (await keysOf('steps:delayed')).length === 1);
    microsoft.job = { status: 'successful', completedAt: NOW };
    await wake.step(ID);

    await reaches('previewed');
  });

  it('goes on in another process when one is closed', async () => {
    const { store, microsoft, wake, startServer } = await begin();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    const first = await startServer();
    await wake.step(ID);
    await eventually(() => microsoft.asked.length > 0);
    await first.close();
    microsoft.job = { status: 'successful', completedAt: NOW };
    await startServer();

    await reaches('previewed');
  });

  it('picks up every open request on an empty Redis', async () => {
    const { store, microsoft, redis, startServer } = await begin({ settings: LONG });
    const ids = 'ABCDEFGHJKMNPQRSTUVWXYZ'.split('').map((letter) => `R-AAA${letter}` as RequestId);
    for (const id of ids) store.put(requestIn({ name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) }, { id }));
    await startServer();
    await sweep();
    await eventually(() => microsoft.asked.length >= ids.length);

    const keys = await keysOf('*');
    await redis.producer.del(...keys);
    microsoft.snapshots = [OTHER_SNAPSHOT];
    await sweep();

    await eventually(() => ids.every((id) => store.stateOf(id).name === 'failed'));
    expect(store.moves).toHaveLength(ids.length);
  });

  it.each([
    ['no request id', 'R-7K3Q', { requestId: '../etc' }],
    ['nothing', 'R-7K3Q', null],
    ['a second entry for the same request', 'other', { requestId: 'R-7K3Q' }],
  ])('drops a queued thing with %s, says so, and goes on', async (_what, jobId, payload) => {
    const { store, microsoft, wake, redis, lines, startServer } = await begin({ settings: LONG });
    store.put(requestIn(previewing(PREVIEW_JOB)));
    const queue = new Queue('steps', { connection: redis.producer, prefix: redis.prefix });
    await queue.add('steps', payload, { jobId });
    await startServer();
    await eventually(() => lines.some(({ msg }) => msg.startsWith('dropped')));
    await eventually(async () => (await keysOf(`steps:${jobId}`)).length === 0);
    expect(microsoft.asked).toEqual([]);

    await wake.step(ID);

    await eventually(() => microsoft.asked.length > 0);
    await queue.close();
  });

  it('never runs one request twice at a time, on two servers, however often it is woken', async () => {
    const { store, microsoft, wake, startServer } = await begin();
    const ids = ['R-AAAA', 'R-BBBB', 'R-CCCC', 'R-DDDD', 'R-EEEE'] as RequestId[];
    const running = new Set<string>();
    const doubled: string[] = [];
    const polls = new Map<string, number>();
    microsoft.getPreviewJob = async (_snapshotId, id: PreviewJobId) => {
      if (running.has(id)) doubled.push(id);
      running.add(id);
      await new Promise((resolve) => setTimeout(resolve, 3));
      running.delete(id);
      const count = (polls.get(id) ?? 0) + 1;
      polls.set(id, count);
      return { id, what: 'preview', status: count < 20 ? 'running' : 'successful', completedAt: NOW };
    };
    for (const id of ids)
      store.put(requestIn({ ...previewing(id as string as PreviewJobId), status: 'running' }, { id }));
    await Promise.all([startServer(), startServer()]);
    for (let round = 0; round < 10; round += 1) await Promise.all(ids.map((id) => wake.step(id)));

    await Promise.all(ids.map((id) => reaches('previewed', id)));

    expect(doubled).toEqual([]);
    expect(store.moves.map(({ requestId, to }) => `${requestId} ${to}`).sort()).toEqual(
      ids.flatMap((id) => [`${id} previewed`, `${id} reading`]).sort(),
    );
  });

  it('waits out what is away, and what is refused, until it can be read again', async () => {
    const { store, microsoft, wake, startServer } = await begin();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.fails('getPreviewJob', new UnavailableError('graph/unavailable', 'busy', { retryAfterMs: 5 }));
    await startServer();
    await wake.step(ID);
    await eventually(() => microsoft.asked.length > 3);
    expect(store.stateOf(ID).name).toBe('previewing');
    microsoft.fails('getPreviewJob', new RewindError('graph/forbidden', 'no'));

    await eventually(() =>
      store.moves.some(({ move }) => move.what === 'cannotRead' && move.reason === 'graph/forbidden'),
    );
    expect(store.stateOf(ID).name).toBe('previewing');
    microsoft.job = { status: 'failed' };
    microsoft.recovers();

    await reaches('failed');
    expect(store.stateOf(ID)).toMatchObject({ because: 'previewFailed' });
  });

  it('gives a bug five tries, counted across the processes', async () => {
    const { store, microsoft, wake, startServer } = await begin();
    store.put(requestIn(previewing(PREVIEW_JOB)));
    microsoft.fails('getPreviewJob', new TypeError('undefined is not a function'));
    const first = await startServer();
    await wake.step(ID);
    await eventually(() => microsoft.asked.length >= 2);
    await first.close();
    await startServer();

    await reaches('failed');
    expect(microsoft.asked).toHaveLength(5);
    expect(store.stateOf(ID)).toMatchObject({ because: 'rewind/bug' });
    expect(store.notices).toMatchObject([{ kind: 'failed', peopleIds: [ANA] }]);
  });

  it('lets a press win against a step that was under way', async () => {
    const { store, microsoft, wake, startServer } = await begin({ settings: LONG });
    store.put(requestIn(recovering(RECOVERY_JOB)));
    microsoft.job = { status: 'running', changedObjects: 3 };
    microsoft.whilePolling(async () => {
      microsoft.whilePolling(undefined);
      await store.press(ID, { ...recovering(RECOVERY_JOB), cancelAskedById: BEN });
    });
    await startServer();
    await wake.step(ID);

    await eventually(() => store.moves.length === 2);
    expect(store.stateOf(ID)).toMatchObject({ cancelAskedById: BEN, changedObjects: 3 });
  });
}
