/** From the shape of a phrase to days and instants: this is where the clock, the zone and the calendar come in. */
import { Temporal } from 'temporal-polyfill';
import type { ClockShape, DayShape, PointShape } from './time-shape';

export interface Here {
  readonly now: Date;
  /** IANA, usable (see zoneOf). */
  readonly zone: string;
}

/** The clock was set back (two instants have this local time) or forward (none has). Both are said to the person. */
export type TimeNote = 'doubledLocalTime' | 'missingLocalTime';

export type ResolvedPoint =
  | { readonly kind: 'day'; readonly day: Temporal.PlainDate; readonly isTodaysWeekday: boolean }
  | { readonly kind: 'instant'; readonly at: Date; readonly isTodaysWeekday: boolean; readonly notes: readonly TimeNote[] }
  | { readonly kind: 'not'; readonly because: 'impossible' | 'future' }; // prettier-ignore

const IMPOSSIBLE = { kind: 'not', because: 'impossible' } as const;
const FUTURE = { kind: 'not', because: 'future' } as const;

export const todayOf = ({ now, zone }: Here): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();

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

function dayOfShape(shape: DayShape, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  switch (shape.kind) {
    case 'back':
      return today.subtract({ days: shape.days });
    case 'weekday':
      return today.subtract({ days: (today.dayOfWeek - shape.weekday + 7) % 7 });
    case 'date':
      return plainDate(shape);
    case 'yearless':
      return plainDate({ ...shape, year: nearestYear(shape, today) });
  }
}

function plainTime({ hour, minute, second }: ClockShape): Temporal.PlainTime | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return new Temporal.PlainTime(hour, minute, second);
}

/** Doubled local times take the earlier instant, missing ones move by Temporal's `earlier`. */
function instantOf(day: Temporal.PlainDate, time: Temporal.PlainTime, zone: string) {
  const local = day.toPlainDateTime(time);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isExact =
    earlier.epochMilliseconds === local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  const note: TimeNote = earlier.toPlainDateTime().equals(local) ? 'doubledLocalTime' : 'missingLocalTime';
  return { at: new Date(earlier.epochMilliseconds), notes: isExact ? [] : [note] };
}

function resolveDay(shape: DayShape, here: Here): ResolvedPoint {
  const today = todayOf(here);
  const day = dayOfShape(shape, today);
  if (!day) return IMPOSSIBLE;
  if (Temporal.PlainDate.compare(day, today) > 0) return FUTURE;
  return { kind: 'day', day, isTodaysWeekday: shape.kind === 'weekday' && day.equals(today) };
}

/** Today at that time, or yesterday where today's is still to come. */
function mostRecent(time: Temporal.PlainTime, { now, zone }: Here) {
  const today = todayOf({ now, zone });
  const candidate = instantOf(today, time, zone);
  return candidate.at <= now ? candidate : instantOf(today.subtract({ days: 1 }), time, zone);
}

function resolveClock({ clock, day }: Extract<PointShape, { kind: 'clock' }>, here: Here): ResolvedPoint {
  const time = plainTime(clock);
  if (!time) return IMPOSSIBLE;
  if (!day) return { kind: 'instant', isTodaysWeekday: false, ...mostRecent(time, here) };
  const resolved = resolveDay(day, here);
  if (resolved.kind !== 'day') return resolved;
  const { isTodaysWeekday } = resolved;
  const instant = instantOf(resolved.day, time, here.zone);
  // On a Sunday, "sunday 14:30" in the morning is still a question: nobody said which Sunday.
  if (instant.at > here.now && !isTodaysWeekday) return FUTURE;
  return { kind: 'instant', isTodaysWeekday, ...instant };
}

function resolveIso(text: string, { now }: Here): ResolvedPoint {
  try {
    const at = new Date(Temporal.Instant.from(text).epochMilliseconds);
    return at > now ? FUTURE : { kind: 'instant', at, isTodaysWeekday: false, notes: [] };
  } catch {
    return IMPOSSIBLE;
  }
}

export function resolvePoint(point: PointShape, here: Here): ResolvedPoint {
  switch (point.kind) {
    case 'day':
      return resolveDay(point.day, here);
    case 'clock':
      return resolveClock(point, here);
    case 'iso':
      return resolveIso(point.text, here);
    case 'ago':
      return {
        kind: 'instant',
        at: new Date(here.now.getTime() - point.minutes * 60_000),
        isTodaysWeekday: false,
        notes: [],
      };
  }
}
