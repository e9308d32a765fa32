/** Where a request goes back to, said completely: phrase → local time and zone (UTC), age. */
import type { RecoveryRequest } from '../recovery/request';
import { ageOf, formatInstant } from '../recovery/print-time';
import { neutralise } from './neutralise';

function utcClock(date: Date): string {
  return `${date.toISOString().slice(11, 16)} UTC`;
}

/** `yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old` */
export function snapshotEcho({ plan, zone }: RecoveryRequest, now: Date): string {
  const local = formatInstant(plan.snapshotAt, zone);
  const utc = zone === 'UTC' ? '' : ` (${utcClock(plan.snapshotAt)})`;
  return `${neutralise(plan.timePhrase, { maxLength: 60 })} → ${local}${utc}, ${ageOf(plan.snapshotAt, now)}`;
}
