/** How a moment is printed, everywhere the same: day, month, year, clock, zone; the age stands beside it, never alone. */

const MINUTE_MS = 60_000;

function partsOf(date: Date, zone: string): ReadonlyMap<string, string> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** `Sat 28 Mar 2026 23:00 Europe/Oslo` */
export function formatInstant(date: Date, zone: string): string {
  const parts = partsOf(date, zone);
  const words = ['weekday', 'day', 'month', 'year'].map((part) => parts.get(part) ?? '');
  return `${words.join(' ')} ${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''} ${zone}`;
}

/** `12 h old` */
export function ageOf(date: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - date.getTime()) / MINUTE_MS));
  if (minutes < 120) return `${minutes} min old`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} d old`;
}
