const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 25;

/** Looks again until it is there. @throws Error naming what did not come */
export async function seen<Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
): Promise<Value> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > giveUpAt) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
