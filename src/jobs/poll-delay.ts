interface PollLimits {
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** A twentieth of the time waited so far: quick for the short, patient with the long. */
export function pollDelayMs(since: Date, now: Date, { pollMinMs, pollMaxMs }: PollLimits): number {
  const elapsedMs = now.getTime() - since.getTime();
  return Math.min(Math.max(elapsedMs / 20, pollMinMs), pollMaxMs);
}

/** @param tries - how many went wrong before this one */
export function backoffMs(tries: number, { pollMinMs, pollMaxMs }: PollLimits): number {
  return Math.min(pollMinMs * 2 ** tries, pollMaxMs);
}
