/** Microsoft takes its snapshot every day at 22:00 UTC. */
const DAY_MS = 24 * 3_600_000;
const HOUR_UTC = 22;

export function snapshotTimeAtOrBefore(time: Date): Date {
  const that = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate(), HOUR_UTC);
  return new Date(that <= time.getTime() ? that : that - DAY_MS);
}

export function nextSnapshotTime(after: Date): Date {
  return new Date(snapshotTimeAtOrBefore(after).getTime() + DAY_MS);
}
