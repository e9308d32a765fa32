/**
 * How many histories, and which: `REWIND_HISTORIES=20000 REWIND_SEED=7 npx jest test/properties` plays more of them by hand. Without a
 * seed every run plays others; a failure prints its own.
 */
export function runs(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const { REWIND_HISTORIES: histories, REWIND_SEED: seed } = process.env;
  return { numRuns: Number(histories ?? usual), ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

/** A busy machine plays some five histories a second. */
export const PATIENCE_MS = 30 * 60_000;
