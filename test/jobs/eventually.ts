const LOOK_EVERY_MS = 10;

/** Waits until what is true sooner or later is true. */
export async function eventually(what: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > until) throw new Error(`did not happen within ${withinMs} ms: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
