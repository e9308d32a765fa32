/**
 * How far this host's clock is off the database's, which all processes share. A window that one process opens by its clock is closed by
 * another one's: where the two differ nothing may be started, voted on or ended. An embedded database has no clock of its own.
 */
import { RewindError, UnavailableError } from '../shared/errors';
import type { Clock, Ticker } from '../shared/clock';
import type { Log } from '../shared/log';

/** Farther off than this, in ms, a process decides nothing. */
const MOST_OFF_MS = 5000;
/** An answer that was longer on its way than twice this tells less than the one before it, which the ticker carries on. */
const SURE_ENOUGH_MS = 1000;

export interface HostTime {
  /** True while this process may not start, count or end anything. */
  isOff(): boolean;
  /** Asks the database again. Never throws: what cannot be measured stays as it was. */
  measure(): Promise<void>;
}

export interface HostTimeOptions {
  /** The database's own clock; `undefined` where it has none. */
  readonly databaseNow: (() => Promise<Date>) | undefined;
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly log: Log;
}

/** What one question to the database told. */
interface Measured {
  readonly aheadMs: number;
  /** Half of the way there and back: the answer may be so much older or younger. */
  readonly unsureMs: number;
  /** Clock and ticker then: what somebody sets the clock by later shows at once. */
  readonly wall: number;
  readonly ticks: number;
}

export function createHostTime({ databaseNow, clock, ticker, log }: HostTimeOptions): HostTime {
  let measured: Measured | undefined;
  let saidOff = false;
  const offMs = (): number => {
    if (!measured) return 0;
    const setSinceMs = clock.now().getTime() - measured.wall - (ticker.elapsedMs() - measured.ticks);
    return Math.max(0, Math.abs(measured.aheadMs + setSinceMs) - measured.unsureMs);
  };
  const isOff = (): boolean => offMs() > MOST_OFF_MS;
  return {
    isOff,
    measure: async () => {
      if (!databaseNow || clock.isPretend) return;
      const told = await ask(databaseNow, { clock, ticker });
      if (told && (!measured || told.unsureMs < SURE_ENOUGH_MS)) measured = told;
      if (isOff() !== saidOff) tell((saidOff = isOff()), Math.round(offMs()), log);
    },
  };
}

function tell(isOff: boolean, offMs: number, log: Log): void {
  if (isOff) log.error({ offMs }, 'the clock of this host is off the database’s: it starts, counts and ends nothing');
  else log.warn({ offMs }, 'the clock of this host is right again');
}

/** @returns `undefined` where the database does not answer: readiness tells that by itself */
async function ask(
  databaseNow: () => Promise<Date>,
  host: Pick<HostTimeOptions, 'clock' | 'ticker'>,
): Promise<Measured | undefined> {
  const { clock, ticker } = host;
  const sentAt = ticker.elapsedMs();
  try {
    const told = await databaseNow();
    const ticks = ticker.elapsedMs();
    const wall = clock.now().getTime();
    const unsureMs = (ticks - sentAt) / 2;
    return { aheadMs: wall - unsureMs - told.getTime(), unsureMs, wall, ticks };
  } catch (error) {
    if (error instanceof UnavailableError) return undefined;
    throw error;
  }
}

/** @throws RewindError `host/clock-off` */
export async function checkHostTime(time: Pick<HostTime, 'isOff'>): Promise<void> {
  if (await Promise.resolve(time.isOff()))
    throw new RewindError('host/clock-off', 'the clock of this host is off the database’s');
}

/**
 * Where there is one process, and nothing to differ from.
 *
 * @internal The worlds of tests.
 */
export const ONE_CLOCK: Pick<HostTime, 'isOff'> = { isOff: () => false };
