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

/** Names that clients still send, and what people call these zones. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Dacca', 'Asia/Dhaka'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Godthab', 'America/Nuuk'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
]);

/** The first usable zone, in order of preference: the speaker's own, then the configured one, then UTC. */
export function zoneOf(...preferences: readonly (string | undefined)[]): string {
  const zone = preferences.find((one): one is string => one !== undefined && one !== '' && isZone(one)) ?? 'UTC';
  const renamed = RENAMED.get(zone);
  return renamed !== undefined && isZone(renamed) ? renamed : zone;
}
