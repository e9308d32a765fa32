/**
 * How times look to people: day, month, clock, zone, in English whatever the machine's locale. Relative age stands beside a time,
 * never alone.
 */
import { Temporal } from 'temporal-polyfill';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MINUTE_MS = 60_000;
/** From here on, hours say more than minutes. */
const MINUTES_READ_WELL = 120;
/** From here on, days say more than hours. */
const HOURS_READ_WELL = 48;

interface PrintableDay {
  readonly dayOfWeek: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

const localOf = (date: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone);

const dayWords = ({ dayOfWeek, day, month }: PrintableDay): string =>
  `${WEEKDAYS[dayOfWeek - 1] ?? ''} ${day} ${MONTHS[month - 1] ?? ''}`;

/** `Sat 28 Mar 2026` */
function formatDay(date: Date, zone: string): string {
  const local = localOf(date, zone);
  return `${dayWords(local)} ${local.year}`;
}

/** `Sat 28 Mar 2026` of a calendar day such as `2026-03-28`. */
export function formatCalendarDay(isoDay: string): string {
  const day = Temporal.PlainDate.from(isoDay);
  return `${dayWords(day)} ${day.year}`;
}

/** ` UTC+01:00` where the clock shows this time twice that day, otherwise nothing. */
function offsetWords(local: Temporal.ZonedDateTime): string {
  const plain = local.toPlainDateTime();
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(local.timeZoneId, { disambiguation }),
  );
  return earlier && later && !earlier.equals(later) ? ` UTC${local.offset}` : '';
}

/** `23:00`; with its offset where the clock shows it twice: `02:30 UTC+01:00`. */
export function formatClock(date: Date, zone: string): string {
  const local = localOf(date, zone);
  return `${two(local.hour)}:${two(local.minute)}${offsetWords(local)}`;
}

/** `23:00` on the same day, `Sat 28 Mar 23:00` on another, with the year where that is another one. The zone stands elsewhere. */
export function formatMoment(date: Date, { zone, now }: { readonly zone: string; readonly now: Date }): string {
  const [local, today] = [localOf(date, zone), localOf(now, zone)];
  if (local.toPlainDate().equals(today.toPlainDate())) return formatClock(date, zone);
  return `${local.year === today.year ? dayWords(local) : formatDay(date, zone)} ${formatClock(date, zone)}`;
}

/** `Sat 28 Mar 2026 23:00 Europe/Oslo` */
export function formatInstant(date: Date, zone: string): string {
  return `${formatDay(date, zone)} ${formatClock(date, zone)} ${zone}`;
}

/** `Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC)`; the day is repeated where it is another one in UTC. */
export function formatInstantWithUtc(date: Date, zone: string): string {
  if (zone === 'UTC') return formatInstant(date, zone);
  const utc = localOf(date, 'UTC');
  const isSameDay = utc.toPlainDate().equals(localOf(date, zone).toPlainDate());
  return `${formatInstant(date, zone)} (${isSameDay ? '' : `${dayWords(utc)} `}${formatClock(date, 'UTC')} UTC)`;
}

/**
 * `40 min`, `12 h`, `4 d`; rounded down, so that nothing looks older than it is.
 *
 * @internal Tests print durations.
 */
export function formatDuration(durationMs: number): string {
  const minutes = Math.floor(Math.max(0, durationMs) / MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  if (minutes < MINUTES_READ_WELL) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < HOURS_READ_WELL ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** `12 h old`: elapsed time, not the difference of two clocks on a wall. */
export function ageOf(date: Date, now: Date): string {
  return `${formatDuration(now.getTime() - date.getTime())} old`;
}
