/** Only a failing test waits so long: machines that do two things at once are slow, and a dead worker keeps its work for 75 s. */
export const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** Looks again and again until there is something. @throws Error naming what did not come */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> {
  const givenUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > givenUpAt) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
