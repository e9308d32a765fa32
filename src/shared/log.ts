import { pino, type Logger } from 'pino';

/**
 * JSON lines on stdout. People appear as object ids. Never: message text, names of objects, tokens, mail addresses.
 */
export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
