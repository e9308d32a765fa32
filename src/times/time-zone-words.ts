/**
 * A zone behind a day or a clock: `UTC`, `+09:00`, `UTC+9`, `Asia/Tokyo`. Abbreviations are used for several zones at once, so they are
 * understood only where they are the speaker's own; otherwise the person chooses.
 */
import { Temporal } from 'temporal-polyfill';
import { isZone } from './zone';

export type ZoneShape =
  /** `+09:00`, within what clocks on a wall differ from UTC. */
  | { readonly kind: 'offset'; readonly offset: string }
  /** IANA, lower case, known to this machine. */
  | { readonly kind: 'name'; readonly name: string };

const UTC_WORDS: readonly string[] = ['utc', 'z', 'gmt', 'zulu'];
const WITH_UTC = /^(?:utc|gmt)([+-]\d{1,2}(?::?\d{2})?)$/;
const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;
const NAME = /^[a-z][a-z0-9_+-]*(?:\/[a-z0-9_+-]+)*$/;
/** Kiritimati is 14 hours ahead of UTC, and nobody is further from it. */
const FURTHEST_HOURS = 14;

/** What an abbreviation may mean, the most used first. Offered, never taken. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['jst', ['Asia/Tokyo']],
  ['kst', ['Asia/Seoul']],
  ['hkt', ['Asia/Hong_Kong']],
  ['sgt', ['Asia/Singapore']],
  ['ist', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
  ['gst', ['Asia/Dubai']],
  ['pkt', ['Asia/Karachi']],
  ['msk', ['Europe/Moscow']],
  ['cet', ['Europe/Berlin']],
  ['cest', ['Europe/Berlin']],
  ['met', ['Europe/Berlin']],
  ['eet', ['Europe/Helsinki', 'Africa/Cairo']],
  ['eest', ['Europe/Helsinki']],
  ['wet', ['Europe/Lisbon']],
  ['west', ['Europe/Lisbon']],
  ['bst', ['Europe/London', 'Asia/Dhaka']],
  ['est', ['America/New_York', 'Australia/Brisbane']],
  ['edt', ['America/New_York']],
  ['et', ['America/New_York']],
  ['cst', ['America/Chicago', 'Asia/Shanghai', 'America/Havana']],
  ['cdt', ['America/Chicago']],
  ['ct', ['America/Chicago']],
  ['mst', ['America/Denver', 'America/Phoenix']],
  ['mdt', ['America/Denver']],
  ['pst', ['America/Los_Angeles', 'Asia/Manila']],
  ['pdt', ['America/Los_Angeles']],
  ['pt', ['America/Los_Angeles']],
  ['hst', ['Pacific/Honolulu']],
  ['aest', ['Australia/Sydney', 'Australia/Brisbane']],
  ['aedt', ['Australia/Sydney']],
  ['acst', ['Australia/Adelaide', 'Australia/Darwin']],
  ['awst', ['Australia/Perth']],
  ['nzst', ['Pacific/Auckland']],
  ['nzdt', ['Pacific/Auckland']],
  ['sast', ['Africa/Johannesburg']],
  ['brt', ['America/Sao_Paulo']],
]);

/** `utc+9` as `+09` */
const withoutUtc = (word: string): string =>
  WITH_UTC.exec(word)?.[1]?.replace(/^([+-])(\d(?::?\d{2})?)$/, '$10$2') ?? word;

function offsetOf(word: string): string | undefined {
  const [, sign, hours, minutes = '00'] = OFFSET.exec(withoutUtc(word)) ?? [];
  if (sign === undefined || hours === undefined || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes) <= FURTHEST_HOURS * 60 ? `${sign}${hours}:${minutes}` : undefined;
}

/** @param word - lower case */
export function zoneShapeOf(word: string): ZoneShape | undefined {
  if (UTC_WORDS.includes(word)) return { kind: 'name', name: 'utc' };
  const offset = offsetOf(word);
  if (offset !== undefined) return { kind: 'offset', offset };
  return NAME.test(word) && isZone(word) ? { kind: 'name', name: word } : undefined;
}

/** As it is written: `Asia/Tokyo`. */
const spelt = (name: string): string => new Temporal.ZonedDateTime(0n, name).timeZoneId;

/** @returns the zone's id to calculate with; `undefined` for an abbreviation that is not the speaker's own zone */
export function zoneIdOf(zone: ZoneShape, speakersZone: string): string | undefined {
  if (zone.kind === 'offset') return zone.offset;
  if (zone.name === speakersZone.toLowerCase()) return speakersZone;
  return ABBREVIATIONS.has(zone.name) ? undefined : spelt(zone.name);
}
