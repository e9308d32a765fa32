/** Serves until SIGTERM or SIGINT, then closes gracefully: what waits is in the store of record and goes on at the next start. */
import { once } from 'node:events';
import type { Log } from './shared/log';

/** Less than the half minute after which platforms kill. */
const CLOSE_WITHIN_MS = 20_000;

/**
 * @param left - another way to be stopped
 * @returns the exit code: 1 where closing did not go well
 */
export async function runUntilStopped(
  product: { close(): Promise<void> },
  log: Log,
  left: Promise<unknown> = new Promise(() => undefined),
): Promise<number> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), left]);
  // Whoever is impatient presses twice: closing goes on.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  log.info('Rewind stops');
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error('closing takes too long'));
    }, CLOSE_WITHIN_MS).unref();
  });
  try {
    await Promise.race([product.close(), late]);
    return 0;
  } catch (error) {
    log.error({ err: error }, 'Rewind did not close well');
    return 1;
  }
}

/** A promise that nobody waited for is a bug to be read about, and no reason to take everybody's conversation away. */
export function logForgottenRejections(log: Log): void {
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'bug: nobody waited for this');
  });
}
