/** From the shape of a phrase to days and instants: this is where the clock, the zone and the calendar come in. */
import { Temporal } from 'temporal-polyfill';
import type { DateShape, DayShape } from './time-day-shape';
import type { ClockShape, PointShape, ZoneShapes } from './time-shape';
import type { TimeNote } from './time-notes';
import { zoneIdOf } from './time-zone-words';

export interface Here {
  readonly now: Date;
  /** IANA, usable (see zoneOf). */
  readonly zone: string;
}

/** `disagrees`: weekday and date, or offset and zone, or the time in UTC beside it. `zone`: an abbreviation of several. */
type PointFault = 'impossible' | 'future' | 'disagrees' | 'zone';

/** `zone` is where the day is meant, or the clock was read. */
export type ResolvedPoint =
  | { readonly kind: 'day'; readonly day: Temporal.PlainDate; readonly zone: string; readonly isTodaysWeekday: boolean }
  | {
      readonly kind: 'instant';
      readonly at: Date;
      readonly zone: string;
      readonly isTodaysWeekday: boolean;
      readonly notes: readonly TimeNote[];
      /** Said to the minute: all of it is meant. */
      readonly wholeMinute?: true;
    }
  | { readonly kind: 'not'; readonly because: PointFault };

const not = (because: PointFault): ResolvedPoint => ({ kind: 'not', because });

export const todayOf = ({ now, zone }: Here): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** @param day - `2026-03-29` */
export const dayOf = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day);

/** The first instant of a calendar day, which is not midnight everywhere. */
export function startOfDay(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}

function plainDate(parts: { readonly year: number; readonly month: number; readonly day: number }) {
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The year that puts day and month nearest to today, so that `31 dec` said in January is last month, and `30 feb` is in no year. */
function nearestYear(
  { month, day }: { readonly month: number; readonly day: number },
  today: Temporal.PlainDate,
): number {
  const distance = (year: number): number =>
    Math.abs(Temporal.PlainDate.from({ year, month, day: Math.max(1, day) }).since(today).days);
  const years = [today.year, today.year - 1, today.year + 1];
  return years.reduce((best, year) => (distance(year) < distance(best) ? year : best));
}

function dateOf(shape: DateShape, today: Temporal.PlainDate): Temporal.PlainDate | PointFault {
  const date = plainDate(shape.kind === 'date' ? shape : { ...shape, year: nearestYear(shape, today) });
  if (!date) return 'impossible';
  return shape.weekday === undefined || shape.weekday === date.dayOfWeek ? date : 'disagrees';
}

function dayOfShape(shape: DayShape, today: Temporal.PlainDate): Temporal.PlainDate | PointFault {
  switch (shape.kind) {
    case 'back':
      return today.subtract({ days: shape.days });
    case 'weekday':
      return today.subtract({ days: (today.dayOfWeek - shape.weekday + 7) % 7 });
    case 'date':
    case 'yearless':
      return dateOf(shape, today);
  }
}

function plainTime({ hour, minute, second = 0 }: ClockShape): Temporal.PlainTime | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return new Temporal.PlainTime(hour, minute, second);
}

interface Local {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
  readonly zone: string;
}

/** Doubled local times take the earlier instant, missing ones move by Temporal's `earlier`. */
function instantOf({ day, time, zone }: Local) {
  const local = day.toPlainDateTime(time);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  const note: TimeNote = earlier.toPlainDateTime().equals(local) ? 'doubledLocalTime' : 'missingLocalTime';
  const isExact = earlier.epochMilliseconds === later.epochMilliseconds;
  return {
    at: new Date(earlier.epochMilliseconds),
    notes: isExact ? [] : [note],
    /** Where the clock shows this time once more. */
    again: isExact || note === 'missingLocalTime' ? undefined : new Date(later.epochMilliseconds),
  };
}

export const localAt = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** A week earlier at the same local time, whatever happened to the clocks in between. */
export function weekBefore(at: Date, zone: string): Date {
  return new Date(localAt(at, zone).subtract({ weeks: 1 }).epochMilliseconds);
}

/** The zone to calculate with, and those that have to agree with it. */
interface Where {
  readonly zone: string;
  readonly others: readonly string[];
}

function zonesOf(zones: ZoneShapes, here: Here): Where | undefined {
  const ids = zones.map((zone) => zoneIdOf(zone, here.zone));
  const known = ids.filter((id) => id !== undefined);
  const [zone = here.zone, ...others] = known;
  return known.length === ids.length ? { zone, others } : undefined;
}

function resolveDay({ day: shape, zones }: Extract<PointShape, { kind: 'day' }>, here: Here): ResolvedPoint {
  const where = zonesOf(zones, here);
  if (!where) return not('zone');
  const today = todayOf({ now: here.now, zone: where.zone });
  const day = dayOfShape(shape, today);
  if (typeof day === 'string') return not(day);
  if (Temporal.PlainDate.compare(day, today) > 0) return not('future');
  return { kind: 'day', day, zone: where.zone, isTodaysWeekday: shape.kind === 'weekday' && day.equals(today) };
}

/** Today at that time, or yesterday where today's is still to come. */
function mostRecent(time: Temporal.PlainTime, { now, zone }: Here) {
  const day = todayOf({ now, zone });
  const candidate = instantOf({ day, time, zone });
  return candidate.at <= now ? candidate : instantOf({ day: day.subtract({ days: 1 }), time, zone });
}

/** The same moment as it was printed in UTC beside it, to the minute. */
export interface Restated {
  readonly point: PointShape;
}

/** True where the UTC time that was printed behind it is this one; without a day it is the same day in both. */
function isRestated(at: Date, zone: string, { point }: Restated): boolean {
  if (point.kind !== 'clock') return false;
  const utc = localAt(at, 'UTC');
  const isSameClock = utc.hour === point.clock.hour && utc.minute === point.clock.minute;
  if (!point.day) return isSameClock && utc.toPlainDate().equals(localAt(at, zone).toPlainDate());
  const day = dayOfShape(point.day, utc.toPlainDate());
  return isSameClock && typeof day !== 'string' && day.equals(utc.toPlainDate());
}

type Clock = Extract<PointShape, { kind: 'clock' }>;

function localInstant(
  clock: Clock,
  here: Here,
): (ReturnType<typeof instantOf> & { isTodaysWeekday: boolean }) | PointFault {
  const time = plainTime(clock.clock);
  if (!time) return 'impossible';
  if (!clock.day) return { isTodaysWeekday: false, ...mostRecent(time, here) };
  const resolved = resolveDay({ kind: 'day', day: clock.day, zones: [] }, here);
  if (resolved.kind !== 'day') return resolved.kind === 'not' ? resolved.because : 'impossible';
  const { isTodaysWeekday } = resolved;
  return { isTodaysWeekday, ...instantOf({ day: resolved.day, time, zone: here.zone }) };
}

/** Where another zone is named beside the offset, it has to have that offset then. */
const agreesWith = (at: Date, zone: string, other: string): boolean =>
  localAt(at, zone).toPlainDateTime().equals(localAt(at, other).toPlainDateTime());

/** Of a time that comes twice, the one that was printed in UTC beside it; nothing where none is. */
function meantOf(local: ReturnType<typeof instantOf>, { zone, others }: Where, restated?: Restated): Date | undefined {
  const instants = [local.at, ...(local.again ? [local.again] : [])];
  const at = restated ? instants.find((instant) => isRestated(instant, zone, restated)) : local.at;
  return at && others.every((other) => agreesWith(at, zone, other)) ? at : undefined;
}

function resolveClock(clock: Clock, here: Here, restated: Restated | undefined): ResolvedPoint {
  const where = zonesOf(clock.zones, here);
  if (!where) return not('zone');
  const { zone } = where;
  const local = localInstant(clock, { now: here.now, zone });
  if (typeof local === 'string') return not(local);
  const { isTodaysWeekday } = local;
  const at = meantOf(local, where, restated);
  if (!at) return not('disagrees');
  // On a Sunday, "sunday 14:30" in the morning is still a question: nobody said which Sunday.
  if (at > here.now && !isTodaysWeekday) return not('future');
  const precision = clock.clock.second === undefined ? ({ wholeMinute: true } as const) : {};
  return { kind: 'instant', at, zone, isTodaysWeekday, notes: restated ? [] : local.notes, ...precision };
}

function resolveIso(text: string, { now, zone }: Here): ResolvedPoint {
  try {
    const at = new Date(Temporal.Instant.from(text).epochMilliseconds);
    return at > now ? not('future') : { kind: 'instant', at, zone, isTodaysWeekday: false, notes: [] };
  } catch {
    return not('impossible');
  }
}

/** @param restated - what was printed in UTC behind it, which has to be the same moment */
export function resolvePoint(point: PointShape, here: Here, restated?: Restated): ResolvedPoint {
  switch (point.kind) {
    case 'day':
      return resolveDay(point, here);
    case 'clock':
      return resolveClock(point, here, restated);
    case 'iso':
      return resolveIso(point.text, here);
    case 'ago':
      return {
        kind: 'instant',
        at: new Date(here.now.getTime() - point.minutes * 60_000),
        zone: here.zone,
        isTodaysWeekday: false,
        notes: [],
      };
  }
}
