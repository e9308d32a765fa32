import { Temporal } from 'temporal-polyfill';

/** Asked of many words again and again, and slow to find out. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 2000;

function canCalculate(zone: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** True for a zone that this machine can calculate with; Windows names, offsets and typing errors are not. */
export function isZone(zone: string): boolean {
  const before = known.get(zone);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const is = !/^[+-]/.test(zone) && canCalculate(zone);
  known.set(zone, is);
  return is;
}

/** The first usable zone, in order of preference: the speaker's own, then the configured one, then UTC. */
export function zoneOf(...preferences: readonly (string | undefined)[]): string {
  return preferences.find((zone): zone is string => zone !== undefined && zone !== '' && isZone(zone)) ?? 'UTC';
}
