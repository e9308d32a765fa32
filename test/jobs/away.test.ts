/** A single no ends nothing while Microsoft holds a job or votes stand: it is kept, said, told every hour, and given up after hours. */
import { runRequest } from '../../src/jobs/run-request';
import type { RecoveryRequest, RecoveryState } from '../../src/recovery/request';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { RequestId } from '../../src/shared/ids';
import { Patience } from '../../src/shared/patience';
import { freeSlot } from '../../src/usecases/free-slot';
import { findSlotHolder } from '../../src/usecases/find-slot-holder';
import type { FakeMicrosoft } from './fake-microsoft';
import { ANA, at, BEN, ID, NOW, PREVIEW_JOB, previewing, RECOVERY_JOB, recovering, requestIn, vote } from './people-and-requests'; // prettier-ignore
import { stepWorld } from './step-world';

const FORBIDDEN = Object.assign(new RewindError('graph/forbidden', 'no'), { details: { graphRequestId: 'g-17' } });
const BROKEN_PAGE = new RewindError('graph/contract-broken', 'the answer is not JSON');
const SECRET_REFUSED = new RewindError('identity/application-refused', 'the secret is expired');
const BUSY = new UnavailableError('graph/unavailable', 'busy');

const APPROVAL = { approvedAt: NOW, expiresAt: at(1000) };
const RECHECKING: Extract<RecoveryState, { name: 'rechecking' }> = { name: 'rechecking', starterId: BEN, intendedAt: NOW, previewJobId: PREVIEW_JOB, freshRevision: 2, resume: { name: 'approved', ...APPROVAL, because: 'slotBusy' } }; // prettier-ignore
const AWAITING: RecoveryState = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(1000), remindedAt: NOW };
const APPROVED: RecoveryState = { name: 'approved', ...APPROVAL, because: 'graphAway' };

type Call = Parameters<FakeMicrosoft['fails']>[0];

const READ: readonly (readonly [RecoveryState, Call])[] = [
  [previewing(PREVIEW_JOB), 'getPreviewJob'],
  [{ name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW }, 'changePages'],
  [AWAITING, 'listSnapshots'],
  [APPROVED, 'listSnapshots'],
  [{ name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW }, 'listSnapshots'],
  [RECHECKING, 'getPreviewJob'],
  [recovering(RECOVERY_JOB), 'getRecoveryJob'],
  [{ name: 'waitingForSlot', resume: { name: 'approved', ...APPROVAL, because: 'slotBusy' }, holder: { what: 'unknown' }, since: NOW, tellIds: [] }, 'listJobs'], // prettier-ignore
];

function world(state: RecoveryState, more: Partial<RecoveryRequest> = {}) {
  const steps = stepWorld();
  const { store, reading, microsoft, clock } = steps;
  store.put(requestIn(state, { votes: [vote(BEN)], ...more }));
  microsoft.pages = [[]];
  const drawn: RequestId[] = [];
  const draw = (id: RequestId) => Promise.resolve(void drawn.push(id));
  const run = () => runRequest(ID, 0, { requests: store, reading, wake: { draw } });
  /** Another process: it knows nothing but what is stored. */
  const restarts = () => Object.assign(reading, { patience: new Patience(clock) });
  const request = () => store.get(ID);
  const whats = () => store.moves.map(({ move }) => move.what);
  return { ...steps, run, restarts, request, whats, drawn };
}

describe.each<RecoveryState>([AWAITING, APPROVED, { name: 'reading', previewJobId: PREVIEW_JOB, computedAt: NOW }])(
  'a list of no snapshots at all while the request is %j',
  (state) => {
    it('tells nothing of the one that is meant: it is waited out, and forgotten with the next list', async () => {
      const { run, microsoft, store, request } = world(state);
      const { snapshots } = microsoft;
      microsoft.snapshots = [];
      await run();

      expect(store.stateOf(ID)).toEqual(state);
      expect(await request()).toMatchObject({ away: { since: NOW, because: 'graph/no-snapshots' }, votes: [{ voterId: BEN }] }); // prettier-ignore
      microsoft.snapshots = snapshots;
      await run();
      expect((await request()).away).toBeUndefined();
    });
  },
);

describe.each(READ)('an answer that tells nothing while the request is %j', (state, call) => {
  it.each([FORBIDDEN, BROKEN_PAGE, SECRET_REFUSED, BUSY])(
    'is waited out and forgotten with the next one: %s',
    async (error) => {
      const { run, microsoft, store, request } = world(state);
      microsoft.job = { status: 'running' };
      microsoft.fails(call, error);
      await run();

      expect(store.stateOf(ID)).toEqual(state);
      expect((await request()).away).toMatchObject({ since: NOW, because: error.code });
      expect(store.notices).toEqual([]);

      microsoft.recovers();
      await run();
      expect((await request()).away).toBeUndefined();
      expect(store.stateOf(ID).name).not.toBe('failed');
    },
  );

  it('is said on the card after 5 minutes and told every hour to whoever asked or voted, across restarts', async () => {
    const { run, restarts, microsoft, clock, store, request, whats, drawn } = world(state);
    microsoft.fails(call, FORBIDDEN);
    await run();
    clock.passesMinutes(4);
    await run();
    expect((await request()).away?.saidAt).toBeUndefined();
    restarts();
    clock.passesMinutes(1);
    await run();
    expect((await request()).away).toMatchObject({ since: NOW, saidAt: at(5), reference: 'g-17' });
    expect(drawn).toEqual([ID, ID]);
    for (let minutes = 10; minutes <= 125; minutes += 5) {
      clock.passesMinutes(5);
      restarts();
      await run();
    }

    expect(whats()).toEqual(['cannotRead', 'saidAway', 'toldAway', 'toldAway']);
    expect(store.notices.map(({ kind, peopleIds }) => [kind, peopleIds])).toEqual([
      ['away', [ANA, BEN]],
      ['away', [ANA, BEN]],
    ]);
  });

  it.each([
    ['hours of trouble that was only busy', BUSY, 200],
    ['36 h or 6 h less a minute', FORBIDDEN, (state.name === 'recovering' ? 36 : 6) * 60 - 1],
  ])('ends nothing: %s', async (_what, error, minutes) => {
    const { run, microsoft, clock, store } = world(state, {});
    microsoft.fails(call, error);
    await run();
    clock.passesMinutes(minutes);
    await run();

    expect(store.stateOf(ID).name).toBe(state.name);
  });

  it('ends it after 36 h, or 6 h, because it could not be read', async () => {
    const { run, microsoft, clock, store, request } = world(state);
    microsoft.fails(call, FORBIDDEN);
    await run();
    const hours = state.name === 'recovering' ? 36 : 6;
    clock.passesMinutes(hours * 60);
    await run();

    const { state: ended, away } = await request();
    expect(ended).toMatchObject({ name: 'failed', because: 'couldNotBeRead', unreadSince: NOW, reference: 'g-17' });
    expect(away).toBeUndefined();
    expect(store.notices.at(-1)).toMatchObject({ kind: 'failed', peopleIds: [ANA, BEN] });
  });
});

it('a single no after hours in which Microsoft was only busy ends nothing', async () => {
  const { run, microsoft, clock, store } = world(recovering(RECOVERY_JOB));
  microsoft.fails('getRecoveryJob', BUSY);
  await run();
  clock.passesMinutes(37 * 60);
  await run();
  microsoft.fails('getRecoveryJob', FORBIDDEN);
  await run();

  expect(store.stateOf(ID).name).toBe('recovering');
});

it('a look that reads nothing does not make the time begin anew', async () => {
  const { run, restarts, microsoft, clock, request } = world(recovering());
  microsoft.fails('listJobs', FORBIDDEN);
  await run();
  clock.passes(15_000);
  await run();
  const before = (await request()).away;
  expect(before).toMatchObject({ because: 'graph/forbidden' });
  restarts();
  await run();

  expect((await request()).away).toEqual(before);
});

describe('the slot of a request that could not be read to its end', () => {
  const givenUp = async (state: RecoveryState) => {
    const made = world(state);
    const call = state.name === 'recovering' ? 'getRecoveryJob' : 'getPreviewJob';
    made.microsoft.fails(call, FORBIDDEN);
    await made.run();
    made.clock.passesMinutes(36 * 60);
    await made.run();
    const { store, microsoft, clock, reading } = made;
    const ports = { requests: store, backup: microsoft, clock, log: reading.log, outsideJobs: { starterOf: () => Promise.resolve(undefined) } }; // prettier-ignore
    return { ...made, ports };
  };

  it.each([
    [recovering(RECOVERY_JOB), 'recovery'],
    [previewing(PREVIEW_JOB), 'preview'],
    [RECHECKING, 'preview'],
  ] as const)('is held while the list shows one of its kind, or cannot be read: %j', async (state, what) => {
    const { ports, store, microsoft, request } = await givenUp(state);
    microsoft.jobs = [{ id: 'any', what, status: 'running' }];

    await expect(freeSlot(ports)).resolves.toBe(false);
    microsoft.fails('listJobs', FORBIDDEN);
    await expect(freeSlot(ports)).resolves.toBe(false);
    await expect(store.slotHolder()).resolves.toBe(ID);
    await expect(findSlotHolder(ports)).resolves.toMatchObject({ what, requestId: ID, isUnread: true });

    microsoft.recovers();
    microsoft.jobs = [{ id: 'any', what, status: 'successful' }];
    await expect(freeSlot(ports)).resolves.toBe(true);
    await expect(store.slotHolder()).resolves.toBeUndefined();
    expect((await request()).state).toMatchObject({ name: 'failed', because: 'couldNotBeRead' });
  });

  it('is free at once where nothing ran', async () => {
    const { store } = await givenUp(AWAITING);

    await expect(store.slotHolder()).resolves.toBeUndefined();
  });
});

describe('just after a start', () => {
  it.each([
    [recovering(RECOVERY_JOB), 'getRecoveryJob'],
    [previewing(PREVIEW_JOB), 'getPreviewJob'],
    [RECHECKING, 'getPreviewJob'],
  ] as const)('a job that is neither found nor listed is not there yet: %j', async (state, call) => {
    const { run, microsoft, clock, store } = world(state);
    microsoft.fails(call, new RewindError('graph/not-found', 'neither found nor listed'));
    for (let seconds = 0; seconds < 120; seconds += 10) {
      await expect(run()).resolves.toMatchObject({ kind: 'wait', delayMs: 5000 });
      clock.passes(10_000);
    }
    expect(store.moves).toEqual([]);

    await run();
    expect(store.moves).toMatchObject([{ to: state.name, move: { what: 'cannotRead', reason: 'graph/not-found' } }]);
  });
});
