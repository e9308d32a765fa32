/** Pretend times in the reader's own zone, which each of them names. Pure. */
const PARTS = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const; // prettier-ignore

export const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Sat 28 Mar 23:00 Europe/Oslo` */
export function moment(time: Date, zone = readersZone()): string {
  const { day, clock } = writtenIn(zone, time);
  return `${day} ${clock} ${zone}`;
}

/** `Sat 28 Mar 23:00:07 Europe/Oslo` */
export function exactMoment(time: Date, zone = readersZone()): string {
  const { day, clock, seconds } = writtenIn(zone, time);
  return `${day} ${clock}:${seconds} ${zone}`;
}

function writtenIn(timeZone: string, time: Date) {
  const parts = new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZone }).formatToParts(time);
  const written = (wanted: keyof typeof PARTS) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return {
    day: `${written('weekday')} ${written('day')} ${written('month')}`,
    clock: `${written('hour')}:${written('minute')}`,
    seconds: written('second'),
  };
}

/** What the pretend clock shows, so many ms after it was told. */
export function pretendNow({ now, speed }: { readonly now: string; readonly speed: number }, passedMs: number): Date {
  return new Date(Date.parse(now) + passedMs * speed);
}
