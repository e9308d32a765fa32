import { pino, type Logger } from 'pino';

/**
 * JSON lines on stdout. People appear as object ids. Never: message text, names of objects, tokens, mail addresses.
 */
export type Log = Logger;

/** @param file - where the lines go instead of stdout: at a terminal somebody reads something else there */
export function createLog(level: string, file?: string): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return file === undefined ? pino(options) : pino(options, pino.destination({ dest: file, mkdir: true, sync: true }));
}
