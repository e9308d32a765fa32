/** What stands behind `npm run verify-record --`. */
import { parseArgs } from 'node:util';
import type { KnownHead } from '../../approvals/verify-record';

export interface VerifyArguments {
  readonly head?: KnownHead | undefined;
  /** An export to verify instead of the database. */
  readonly file?: string | undefined;
  /** Where to write an export of the database's record. */
  readonly export?: string | undefined;
}

export const USAGE = `
npm run verify-record                            verify the record in DATABASE_URL
npm run verify-record -- --head 12:9f2c…         and that entry 12 is still there with that hash, as the log has it
npm run verify-record -- --head 12:9f2c…@2026-03-29T10:00:00.000Z   and, where it was pruned, that it was old enough at that time (“at” in the log)
npm run verify-record -- --export record.jsonl   and write it as JSON lines, one entry each
npm run verify-record -- --file record.jsonl     verify such a file

Ends with 0 where the record is whole, 1 where it is broken, 2 where nothing could be verified.
`.trim();

const HEAD_EXPECTED =
  '--head takes a number and 64 hex digits, as in 12:9f2c…, and behind them the time of the entry in UTC, if you like: 12:9f2c…@2026-03-29T10:00:00.000Z';
const HEAD = /^(\d{1,15}):([0-9a-f]{64})(?:@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z))?$/i;

/** @returns the arguments, or the sentence that says what is wrong with them */
export function readArguments(words: readonly string[]): VerifyArguments | string {
  const options = { head: { type: 'string' }, file: { type: 'string' }, export: { type: 'string' } } as const;
  const read = parsed(() => parseArgs({ args: [...words], options, strict: true }).values);
  if (typeof read === 'string') return read;
  const { file, export: out, head } = read;
  if (file !== undefined && out !== undefined)
    return '--file and --export do not go together: an export is one already.';
  if ([file, out].includes('')) return '--file and --export take the name of a file.';
  const known = head === undefined ? undefined : headIn(head);
  if (head !== undefined && !known) return HEAD_EXPECTED;
  return { file, export: out, head: known };
}

function headIn(text: string): KnownHead | undefined {
  const [, number, hash, time] = HEAD.exec(text) ?? [];
  if (hash === undefined) return undefined;
  const head = { number: Number(number), hash: hash.toLowerCase() };
  if (time === undefined) return head;
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? undefined : { ...head, at };
}

function parsed<Values>(read: () => Values): Values | string {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
