/** From a phrase of time to the moment since which the audit log is read. Snapshots are no times of the log. */
import { Temporal } from 'temporal-polyfill';
import type { TimePhrase } from './time-phrase';
import { startOfDay, todayOf, type Here } from './time-resolution';

export type AuditSince =
  | { readonly kind: 'since'; readonly at: Date }
  /** `before 14:30`, `latest`, or a day without `since`: no beginning is named. */
  | { readonly kind: 'noBeginning' }
  /** Today's own weekday: both days it may be, as they would be typed, today first. */
  | { readonly kind: 'todaysWeekday'; readonly days: readonly string[] };

/** @param saysFrom - `from` stood before the phrase: it names a beginning */
export function auditSince(time: TimePhrase, here: Here, saysFrom: boolean): AuditSince {
  if (time.kind !== 'day' && time.kind !== 'instant') return { kind: 'noBeginning' };
  if (!BEGINNINGS.includes(time.relation) && !(saysFrom && time.relation !== 'before')) return { kind: 'noBeginning' };
  if (time.isTodaysWeekday) return { kind: 'todaysWeekday', days: bothDays(here) };
  return { kind: 'since', at: time.kind === 'instant' ? time.at : beginningOf(time, here) };
}

const BEGINNINGS: readonly string[] = ['since', 'after'];

/** `since` a day from its start, `after` it from its end. */
function beginningOf({ day, relation, ...where }: Extract<TimePhrase, { kind: 'day' }>, here: Here): Date {
  const zone = where.zone ?? here.zone;
  const named = Temporal.PlainDate.from(day);
  return startOfDay(relation === 'after' ? named.add({ days: 1 }) : named, zone);
}

function bothDays(here: Here): readonly string[] {
  const today = todayOf(here);
  return [today.toString(), today.subtract({ days: 7 }).toString()];
}
