import { createHostTime } from '../../src/shared/host-time';
import { SandboxClock } from '../../src/sandbox/clock';
import { UnavailableError } from '../../src/shared/errors';
import { quietLog } from '../redis/quiet-log';
import { SettableClock } from '../redis/settable-clock';

/** A database whose clock is right, and that takes its time to answer. */
function world({ hostIsAheadMs = 0, takesMs = 0 } = {}) {
  const clock = new SettableClock();
  const right = new SettableClock();
  clock.isSetBy(hostIsAheadMs);
  const { log, lines } = quietLog();
  const passes = (ms: number): void => {
    clock.passes(ms);
    right.passes(ms);
  };
  const database = { isAway: false, takesMs };
  const databaseNow = (): Promise<Date> => {
    if (database.isAway) return Promise.reject(new UnavailableError('store/away', 'away'));
    passes(database.takesMs / 2);
    const now = right.now();
    passes(database.takesMs / 2);
    return Promise.resolve(now);
  };
  return { clock, lines, database, passes, time: createHostTime({ databaseNow, clock, ticker: clock, log }) };
}

describe('the clock of this host', () => {
  it.each([
    [0, 0, false],
    [4900, 0, false],
    [5100, 0, true],
    [-5100, 0, true],
    [-60_000, 800, true],
    [0, 9000, false],
    [9000, 9000, false],
    [10_000, 9000, true],
  ])('%d ms ahead, the database %d ms on its way there and back: is off: %s', async (hostIsAheadMs, takesMs, isOff) => {
    const { time } = world({ hostIsAheadMs, takesMs });
    await time.measure();

    expect(time.isOff()).toBe(isOff);
  });

  it('that somebody sets is off at once, before the database is asked again', async () => {
    const { time, clock, passes } = world();
    await time.measure();
    passes(3_600_000);
    expect(time.isOff()).toBe(false);
    clock.isSetBy(-6000);

    expect(time.isOff()).toBe(true);
  });

  it('is right again when it is, and both is said once', async () => {
    const { time, clock, lines } = world({ hostIsAheadMs: 60_000 });
    await time.measure();
    await time.measure();
    clock.isSetBy(-60_000);
    await time.measure();

    expect(time.isOff()).toBe(false);
    expect(lines.map(({ level }) => level)).toEqual([50, 40]);
  });

  it('stays as it was measured while the database does not answer, or only after seconds', async () => {
    const { time, database } = world({ hostIsAheadMs: 6000 });
    await time.measure();
    database.isAway = true;
    await time.measure();
    expect(time.isOff()).toBe(true);
    Object.assign(database, { isAway: false, takesMs: 20_000 });
    await time.measure();

    expect(time.isOff()).toBe(true);
  });

  it('is never off where the database is in this process, nor where people make it jump', async () => {
    const { log } = quietLog();
    const clock = new SettableClock();
    const embedded = createHostTime({ databaseNow: undefined, clock, ticker: clock, log });
    await embedded.measure();
    clock.isSetBy(3_600_000);
    expect(embedded.isOff()).toBe(false);

    const pretend = new SandboxClock();
    const sandbox = createHostTime({ databaseNow: () => Promise.resolve(new Date()), clock: pretend, ticker: clock, log }); // prettier-ignore
    await sandbox.measure();
    pretend.jump(3_600_000);
    expect(sandbox.isOff()).toBe(false);
  });
});
