import { pino } from 'pino';
import type { Log } from '../../src/shared/log';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** A log that keeps its lines for the test to read. */
export function quietLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const log = pino(
    { level: 'debug', base: null },
    { write: (text: string) => lines.push(JSON.parse(text) as LogLine) },
  );
  return { log, lines };
}
