import { ONE_CLOCK } from '../../src/shared/host-time';
import { failed } from '../../src/jobs/endings';
import { lookForOutsideJobs, type OutsideWatchPorts } from '../../src/jobs/watch-outside-jobs';
import type { AuditActor, AuditEvent } from '../../src/tenant/audit';
import type { TenantJob } from '../../src/recovery/ports';
import type { RecoveryIn } from '../../src/recovery/request';
import { UnavailableError } from '../../src/shared/errors';
import type { ObjectId, RecoveryJobId } from '../../src/shared/ids';
import { openWorld, type World } from '../store/fixtures';
import { sqliteDatabase, type TestDatabase } from '../store/test-database';
import { FakeAudit } from './fake-audit';
import { FakeMicrosoft } from './fake-microsoft';
import { FakeStore } from './fake-store';
import { quietLog } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import {
  ANA,
  at,
  BEN,
  ID,
  NOW,
  OTHER_ID,
  previewOf,
  recovering,
  RECOVERY_JOB,
  requestIn,
  SNAPSHOT,
} from './people-and-requests';

const JOB_ID = '0bb00000-0000-4000-8000-000000000001';
const GUS: AuditActor = { kind: 'person', id: BEN, name: 'Gus' };

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await sqliteDatabase();
});
beforeEach(async () => {
  world = await openWorld(database);
});
afterEach(() => world.close());
afterAll(() => database.drop());

function watching(settings: Partial<OutsideWatchPorts> = {}) {
  const clock = new SettableClock(NOW.toISOString());
  const requests = new FakeStore(clock);
  const backup = new FakeMicrosoft();
  const audit = new FakeAudit();
  const { log, lines } = quietLog();
  const { outsideJobs, conversations } = world.store;
  const turns: number[] = [];
  const drawn: string[] = [];
  const ports: OutsideWatchPorts = {
    requests,
    wake: { draw: (id) => Promise.resolve(void drawn.push(id)) },
    backup,
    audit,
    outsideJobs,
    conversations,
    turns: { take: (_name, everyMs) => Promise.resolve((turns.push(everyMs), { firstAt: NOW })) },
    incidentConversationId: '19:channel',
    clock,
    hostTime: ONE_CLOCK,
    log,
    pollMaxMs: 60_000,
    ...settings,
  };
  const look = async () => {
    await lookForOutsideJobs(ports);
    // Never told, so that everything ever announced stays to be taken.
    world.clock.advance(3 * 60_000);
    return (await outsideJobs.takeUntold()).map(({ job }) => job);
  };
  return { clock, drawn, requests, backup, audit, lines, turns, ports, look };
}

const job = (facts: Partial<TenantJob> = {}): TenantJob => ({
  id: JOB_ID,
  what: 'recovery',
  status: 'running',
  startedAt: at(1),
  targetAt: SNAPSHOT.createdAt,
  ...facts,
});

const event = (minutes: number, actor: AuditActor): AuditEvent => ({
  id: `event-${minutes}`,
  at: at(minutes),
  activity: 'anything',
  actor,
  targets: [{ id: JOB_ID as ObjectId }],
  attributes: [],
  succeeded: true,
});

describe('a job that no request names', () => {
  it.each<[string, Partial<TenantJob>, readonly string[]]>([
    ['a recovery that runs', {}, ['recovery']],
    ['a recovery that runs since long before', { startedAt: at(-600) }, ['recovery']],
    ['a recovery that came and went between two looks', { status: 'successful' }, ['recovery']],
    ['a job of a kind that nobody knows', { what: 'unknown' }, ['unknown']],
    ['a recovery that ended before anybody watched', { status: 'successful', startedAt: at(-1) }, []],
    ['a preview', { what: 'preview' }, []],
  ])('is %s', async (_what, facts, announced) => {
    const { backup, look } = watching();
    backup.jobs = [job(facts)];

    expect((await look()).map(({ what }) => what)).toEqual(announced);
    expect((await look()).map(({ what }) => what)).toEqual(announced);
  });

  it('is announced once by two who look at the same time', async () => {
    const { backup, ports, look } = watching();
    backup.jobs = [job()];
    await Promise.all([lookForOutsideJobs(ports), lookForOutsideJobs(ports)]);

    expect(await look()).toHaveLength(1);
  });

  it('is announced in the incident’s conversation and wherever something is open, once in each', async () => {
    const { backup, requests, ports } = watching();
    requests.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    requests.put(requestIn({ name: 'planned', expiresAt: at(30) }, { id: 'R-8M4R' as never, place: { conversationId: 'a:ana' as never, kind: 'personal' } })); // prettier-ignore
    backup.jobs = [job()];
    await lookForOutsideJobs(ports);

    const notices = await world.store.outsideJobs.takeUntold();
    expect(notices.map(({ place }) => place.conversationId)).toEqual(['19:channel', 'a:ana']);
  });
});

describe('a job of our own', () => {
  const ours = job({ id: RECOVERY_JOB });
  const failedBy = (request: RecoveryIn<'recovering'>) => {
    const result = failed(request, { at: at(3), because: 'graph/refused' });
    if (result.kind !== 'moveTo' || result.state.name !== 'failed') throw new Error('it fails');
    return requestIn(result.state);
  };

  it('is not announced while it runs, nor after a failure of ours while it may still run', async () => {
    const { backup, requests, look } = watching();
    backup.jobs = [ours];
    const running = requestIn(recovering(RECOVERY_JOB));
    requests.put(running);
    expect(await look()).toEqual([]);

    requests.put(failedBy(running));
    expect(await look()).toEqual([]);
  });

  it.each([
    ['failed', { name: 'failed', at: at(3), during: 'recovery', because: 'couldNotBeRead' }],
    ['was withdrawn', { name: 'withdrawn', at: at(3), byId: ANA }],
    ['expired', { name: 'expired', at: at(3), during: 'approved' }],
  ] as const)('whose id was known once is not announced after its request %s', async (_what, state) => {
    const { backup, requests, look } = watching();
    backup.jobs = [ours];
    requests.put(requestIn(recovering(RECOVERY_JOB)));
    await requests.press(ID, recovering(RECOVERY_JOB));
    await requests.press(ID, state);

    expect(await look()).toEqual([]);
  });

  it('is not announced before its intent is settled, and is when it turns out not to be ours', async () => {
    const { backup, requests, look } = watching();
    backup.jobs = [job()];
    requests.put(requestIn(recovering()));
    expect(await look()).toEqual([]);

    requests.put(requestIn({ name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'startWasLost' }));
    expect(await look()).toEqual([]);

    requests.put(requestIn(recovering('another-job' as never)));
    expect(await look()).toMatchObject([{ jobId: JOB_ID }]);
  });

  it('is not announced when its intent could never be settled', async () => {
    const { backup, requests, look } = watching();
    backup.jobs = [job({ startedAt: at(0) })];
    requests.put(failedBy(requestIn(recovering())));

    expect(await look()).toEqual([]);
  });

  it('does not hide what somebody else starts meanwhile', async () => {
    const { backup, requests, look } = watching();
    requests.put(requestIn(recovering()));
    const elsewhere = job({ targetAt: at(-6000) });
    const before = job({ id: `${JOB_ID}2`, startedAt: at(-5) });
    backup.jobs = [elsewhere, before];

    expect((await look()).map(({ jobId }) => jobId).sort()).toEqual([elsewhere.id, before.id]);
  });
});

describe('who started it', () => {
  it('is what the audit log says of this job at its start', async () => {
    const { backup, audit, look } = watching();
    backup.jobs = [job()];
    audit.log = [event(4, { kind: 'person', id: ANA, name: 'who looked later' }), event(1, GUS)];

    expect(await look()).toMatchObject([{ by: GUS }]);
  });

  it.each<[string, (audit: FakeAudit) => void]>([
    ['says nothing', () => undefined],
    ['is away', (audit) => (audit.unknown = 'away')],
    ['refuses', (audit) => (audit.unknown = 'refused')],
    ['knows only who stopped it', (audit) => (audit.log = [event(30, GUS)])],
    ['speaks of an unknown actor', (audit) => (audit.log = [event(1, { kind: 'unknown' })])],
  ])('is unknown where the audit log %s', async (_what, prepare) => {
    const { backup, audit, look } = watching();
    backup.jobs = [job()];
    prepare(audit);

    const [announced] = await look();
    expect(announced?.jobId).toBe(JOB_ID);
    expect(announced?.by).toBeUndefined();
  });

  it('is asked again for two hours, and then no more', async () => {
    const { backup, audit, clock, look } = watching();
    backup.jobs = [job()];
    await look();
    clock.passesMinutes(110);
    audit.log = [event(1, GUS)];
    expect(await look()).toMatchObject([{ by: GUS }]);

    const asked = audit.asked.length;
    clock.passesMinutes(20);
    await look();
    expect(audit.asked).toHaveLength(asked);
  });
});

describe('the time between two looks', () => {
  it.each([
    ['two minutes while something is open', true, 60_000, 2],
    ['ten minutes otherwise', false, 60_000, 10],
    ['shorter where the longest poll is short', false, 3_000, 1],
  ])('is %s', async (_what, isOpen, pollMaxMs, minutes) => {
    const { requests, turns, ports } = watching({ pollMaxMs });
    if (isOpen) requests.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    await lookForOutsideJobs(ports);

    expect(turns).toEqual([minutes * 60_000 * 0.9]);
  });

  it('is somebody else’s turn: then Graph is not asked', async () => {
    const { backup, ports } = watching({ turns: { take: () => Promise.resolve(undefined) } });
    await lookForOutsideJobs(ports);

    expect(backup.asked).toEqual([]);
  });

  it('announces nothing while Graph is away', async () => {
    const { backup, look } = watching();
    backup.jobs = [job()];
    backup.fails('listJobs', new UnavailableError('graph/unavailable', 'busy'));
    await expect(look()).rejects.toThrow(UnavailableError);
    backup.recovers();

    expect(await look()).toHaveLength(1);
  });
});

describe('a preview that a recovery overtook', () => {
  const awaiting = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) } as const;
  const approvedState = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'graphAway' } as const;
  const held = { name: 'waitingForSlot', resume: approvedState, holder: { what: 'recovery' as const }, since: NOW, tellIds: [ANA] } as const; // prettier-ignore
  const ran = (from: number, to?: number): TenantJob => ({
    id: JOB_ID,
    what: 'recovery',
    status: to === undefined ? 'running' : 'successful',
    startedAt: at(from),
    ...(to === undefined ? {} : { completedAt: at(to) }),
  });
  const preview = { ...previewOf({ user: 1 }), computedAt: at(-10) };

  it.each([
    ['awaiting approval, by one that runs', awaiting, ran(-1)],
    ['approved, by one that ended', approvedState, ran(-5, -3)],
    ['previewed, by one that began before it', { name: 'previewed' } as const, ran(-20, -5)],
    ['waiting for the slot', { ...held, tellIds: [ANA] }, ran(-1)],
  ])('is marked on the request, and its card drawn again: %s', async (_what, state, job) => {
    const { requests, backup, look, drawn } = watching();
    requests.put(requestIn(state, { preview }));
    backup.jobs = [job];
    await look();
    await look();

    const { overtaken, state: now, votes } = await requests.get(ID);
    expect(overtaken).toEqual({ jobId: JOB_ID, startedAt: job.startedAt, requestId: undefined });
    expect({ now, votes }).toEqual({ now: state, votes: [] });
    expect(drawn).toEqual([ID]);
    expect(requests.moves.map(({ move }) => move.what)).toEqual(['overtaken']);
  });

  it.each([
    ['that ended before it was made', ran(-30, -11)],
    ['that is only a preview', { ...ran(-1), what: 'preview' as const }],
  ])('is none by a job %s', async (_what, job) => {
    const { requests, backup, look, drawn } = watching();
    requests.put(requestIn(awaiting, { preview }));
    backup.jobs = [job];
    await look();

    expect((await requests.get(ID)).overtaken).toBeUndefined();
    expect([drawn, requests.moves]).toEqual([[], []]);
  });

  it('says whose recovery it was, where it is one of ours', async () => {
    const { requests, backup, look } = watching();
    requests.put(requestIn(awaiting, { preview }));
    requests.put(requestIn(recovering(JOB_ID as RecoveryJobId), { id: OTHER_ID }));
    backup.jobs = [ran(-1)];
    await look();

    expect((await requests.get(ID)).overtaken).toMatchObject({ requestId: OTHER_ID });
    expect((await requests.get(OTHER_ID)).overtaken).toBeUndefined();
  });
});
