/** The demo shows something else than it should. */
export const differs = (what: string): Error => new Error(`DIFFERENT: ${what}`);

/** @throws Error naming what is different */
export function check(what: string, isSo: boolean): void {
  if (!isSo) throw differs(what);
}
