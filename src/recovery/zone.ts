/** True for a zone that this machine can calculate with; Windows names and typing errors are not. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The first usable zone, in order of preference: the speaker's own, then the configured one, then UTC. */
export function zoneOf(...preferences: readonly (string | undefined)[]): string {
  return preferences.find((zone): zone is string => zone !== undefined && zone !== '' && isZone(zone)) ?? 'UTC';
}
