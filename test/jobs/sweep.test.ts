import { ONE_CLOCK } from '../../src/shared/host-time';
import { createSweep, sweepNow } from '../../src/jobs/sweep';
import type { RequestId } from '../../src/shared/ids';
import { quietLog } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';
import { FakeMicrosoft } from './fake-microsoft';
import { FakeStore } from './fake-store';
import { ANA, at, ID, NOW, OTHER_ID, previewing, RECOVERY_JOB, requestIn } from './people-and-requests';
import { eventually } from './eventually';

function world() {
  const clock = new SettableClock(NOW.toISOString());
  const store = new FakeStore(clock);
  const { log, lines } = quietLog();
  const stepped: RequestId[] = [];
  const drawn: RequestId[] = [];
  const wake = {
    step: (id: RequestId) => Promise.resolve(void stepped.push(id)),
    draw: (id: RequestId) => Promise.resolve(void drawn.push(id)),
  };
  const ports = { requests: store, backup: new FakeMicrosoft(), hostTime: ONE_CLOCK, notices: store, wake, clock, log };
  return { clock, store, lines, stepped, drawn, ports };
}

describe('the sweep', () => {
  it('wakes every open request, and none that is at rest', async () => {
    const { store, stepped, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    store.put(requestIn({ name: 'recovered', at: NOW }, { id: OTHER_ID }));

    await sweepNow(ports);

    expect(stepped).toEqual([ID]);
    expect(store.moves).toEqual([]);
  });

  it('expires what is over, with its notice, without the queue', async () => {
    const { store, clock, stepped, drawn, ports } = world();
    store.put(requestIn({ name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) }));
    clock.passesMinutes(61);

    await sweepNow(ports);

    expect(store.stateOf(ID)).toEqual({ name: 'expired', at: at(60), during: 'awaitingApproval' });
    expect(store.notices).toMatchObject([{ kind: 'expired', peopleIds: [ANA] }]);
    expect(stepped).toEqual([]);
    expect(drawn).toContain(ID);
  });

  it('ends nothing while the clock of its host is off', async () => {
    const { store, clock, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    clock.passesMinutes(31);

    await sweepNow({ ...ports, hostTime: { isOff: () => true } });

    expect(store.moves).toEqual([]);
  });

  it('gives back the slot of a request that could not be read to its end, once nothing runs for it', async () => {
    const { store, lines, drawn, ports } = world();
    const state = { name: 'failed', at: NOW, during: 'recovery', because: 'couldNotBeRead', mayRun: 'recovery', recoveryJobId: RECOVERY_JOB } as const; // prettier-ignore
    store.put(requestIn(state));
    ports.backup.jobs = [{ id: RECOVERY_JOB, what: 'recovery', status: 'running' }];
    await sweepNow(ports);
    await expect(store.slotHolder()).resolves.toBe(ID);

    ports.backup.jobs = [{ id: RECOVERY_JOB, what: 'recovery', status: 'successful' }];
    await sweepNow(ports);

    await expect(store.slotHolder()).resolves.toBeUndefined();
    expect(drawn).toContain(ID);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('expires once, when two servers sweep at the same time', async () => {
    const { store, clock, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    clock.passesMinutes(31);

    await Promise.all([sweepNow(ports), sweepNow(ports)]);

    expect(store.moves).toHaveLength(1);
  });

  it('asks for a drawing of every request with a notice that was never posted', async () => {
    const { store, drawn, ports } = world();
    for (const id of [1, 2])
      store.notices.push({ id, requestId: ID, kind: 'finished', place: requestIn(previewing()).place, peopleIds: [], createdAt: NOW }); // prettier-ignore

    await sweepNow(ports);

    expect(drawn).toEqual([ID]);
  });

  it('asks for a drawing of every request with a card that is behind, once', async () => {
    const { store, drawn, ports } = world();
    store.late.push(ID, OTHER_ID);
    store.notices.push({ id: 1, requestId: ID, kind: 'finished', place: requestIn(previewing()).place, peopleIds: [], createdAt: NOW }); // prettier-ignore

    await sweepNow(ports);

    expect(drawn).toEqual([ID, OTHER_ID]);
  });

  it('says loudly when the slot is held by nobody who needs it', async () => {
    const { store, lines, ports } = world();
    store.put(requestIn(previewing()));
    await sweepNow(ports);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
    store.slotHolder = () => Promise.resolve(OTHER_ID);

    await sweepNow(ports);

    expect(lines).toContainEqual(expect.objectContaining({ level: 50, requestId: OTHER_ID }));
  });

  it('runs at start, again when asked, and survives a store that is away', async () => {
    const { store, lines, stepped, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    const open = store.open.bind(store);
    store.open = () => Promise.reject(new Error('away'));
    const sweep = createSweep({ ...ports, pollMaxMs: 60_000 });
    await eventually(() => lines.some(({ level }) => level >= 50));
    store.open = open;

    await sweep.sweepNow();

    expect(stepped).toEqual([ID]);
    await sweep.close();
  });

  it('runs again and again', async () => {
    const { store, stepped, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    const sweep = createSweep({ ...ports, pollMaxMs: 1 });

    await eventually(() => stepped.length > 3);
    await sweep.close();
    const count = stepped.length;
    await sweep.sweepNow();
    expect(stepped.length).toBe(count + 1);
  });

  it('sweeps after the moment it is asked, even while it is sweeping', async () => {
    const { store, clock, ports } = world();
    store.put(requestIn({ name: 'planned', expiresAt: at(30) }));
    let goOn: (() => void) | undefined;
    const slotHolder = store.slotHolder.bind(store);
    store.slotHolder = async () => {
      if (!goOn) await new Promise<void>((resolve) => (goOn = resolve));
      return await slotHolder();
    };
    const sweep = createSweep({ ...ports, pollMaxMs: 60_000 });
    await eventually(() => goOn !== undefined);
    clock.passesMinutes(31);
    const swept = sweep.sweepNow();
    goOn?.();
    await swept;

    expect(store.stateOf(ID).name).toBe('expired');
    await sweep.close();
  });
});
