/**
 * Asks the audit log who made the changes that the card shows, who restored by hand what would be deleted again, and whether the same was
 * done before the snapshot already, and what is gone for good. A handful of calls, because Microsoft allows five in ten seconds; what it does not tell stays unknown.
 */
import { isSameActor, type AuditEvent } from '../../tenant/audit';
import { damageBefore, type AuditFindings, type DamageBefore, type Trace } from '../../recovery/audit-findings';
import type { Change } from '../../recovery/change';
import type { AuditReader } from '../../recovery/ports';
import type { ObjectId } from '../../shared/ids';
import { findGone, type GoneQuestion } from './find-gone';

export type TracedRow = Pick<Change, 'id' | 'type' | 'access'>;

export interface TraceQuestion extends GoneQuestion {
  /** At most as many as cards show; where not all of them can be asked about, the first ones are. */
  readonly rows: readonly TracedRow[];
  /** Those that seem to have been restored by hand. */
  readonly restoredIds: readonly ObjectId[];
}

const CONSENT = /^consent to application\b/i;
const EVENTS_SINCE = 3000;
/** Objects that are asked for one by one where the log is too long to be read whole. */
const ASKED_ALONE = 3;
const EVENTS_OF_ONE = 20;
const ACTORS_BEFORE = 2;
const EVENTS_BEFORE = 300;
const DAY_MS = 24 * 3_600_000;

export async function traceChanges(question: TraceQuestion, audit: AuditReader): Promise<AuditFindings> {
  const { restoredIds, snapshotAt: since } = question;
  const rows = [...new Map(question.rows.map((row) => [`${row.type} ${row.id}`, row])).values()];
  const answer = await audit.events({ since, limit: EVENTS_SINCE });
  if (answer.kind === 'unknown') return { log: 'unknown', traces: [], restores: [] };
  const alone = answer.hasMore ? await askAlone({ ...question, rows }, answer.events, audit) : [];
  const events = [...answer.events, ...alone].filter(({ succeeded }) => succeeded);
  const made = rows.flatMap((row) => lastOf(events, row) ?? []);
  const damage = await damageOf(made, question, audit);
  const gone = await findGone(question, answer, audit);
  return {
    log: answer.hasMore ? 'partly' : 'read',
    traces: rows.flatMap((row) => tracesOf(row.id, lastOf(events, row))),
    restores: restoredIds.flatMap((id) =>
      tracesOf(
        id,
        events.find((event) => isRestoring(event, id)),
      ),
    ),
    ...(damage && { damage }),
    ...(gone && { gone }),
  };
}

/** Newest first in both lists; one object's own events are complete. */
async function askAlone(
  { rows, snapshotAt: since }: TraceQuestion,
  known: readonly AuditEvent[],
  audit: AuditReader,
): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const row of rows.filter((one) => !known.some((event) => isAbout(event, one))).slice(0, ASKED_ALONE)) {
    const answer = await audit.events({ since, targetId: row.id, limit: EVENTS_OF_ONE });
    if (answer.kind === 'unknown') break;
    events.push(...answer.events);
  }
  return events;
}

const names = ({ targets }: AuditEvent, id: ObjectId): boolean => targets.some((target) => target.id === id);

/** That somebody joined a group is a change of the group. */
const isAbout = (event: AuditEvent, { id, type }: TracedRow): boolean =>
  names(event, id) && (type === 'group' || !/\bmember (?:to|from) group\b/i.test(event.activity));

/** What made the row what it is now: the newest event of it. */
const lastOf = (events: readonly AuditEvent[], row: TracedRow): AuditEvent | undefined =>
  consentTo(events, row) ?? events.find((event) => isAbout(event, row));

/**
 * That somebody let an application in is told of the application, never of the grant that came of it: it is that person's own grant, or the
 * one for everybody where nobody else let it in.
 */
function consentTo(events: readonly AuditEvent[], { access }: TracedRow): AuditEvent | undefined {
  if (!access) return undefined;
  const consents = events.filter((event) => CONSENT.test(event.activity) && names(event, access.holder.id));
  const [newest] = consents;
  if (access.person) return consents.find((event) => isByPerson(event, access.person?.id));
  return newest && access.isForAll && consents.every(({ actor }) => isSameActor(actor, newest.actor)) ? newest : undefined; // prettier-ignore
}

const isByPerson = ({ actor }: AuditEvent, id: string | undefined): boolean =>
  actor.kind === 'person' && actor.id === id;

const isRestoring = (event: AuditEvent, id: ObjectId): boolean =>
  names(event, id) && /^restore\b/i.test(event.activity);

const tracesOf = (id: ObjectId, event: AuditEvent | undefined): readonly Trace[] =>
  event ? [{ id, at: event.at, activity: event.activity, actor: event.actor }] : [];

/** Looks back a day, as far as the snapshot before, at those who made most of the changes. */
async function damageOf(
  made: readonly AuditEvent[],
  { snapshotAt }: TraceQuestion,
  audit: AuditReader,
): Promise<DamageBefore | undefined> {
  const since = new Date(snapshotAt.getTime() - DAY_MS);
  const before: AuditEvent[] = [];
  for (const actor of busiest(made).slice(0, ACTORS_BEFORE)) {
    const answer = await audit.events({ since, until: snapshotAt, actor, limit: EVENTS_BEFORE });
    if (answer.kind === 'read') before.push(...answer.events.filter(({ succeeded }) => succeeded));
  }
  return damageBefore(made, before);
}

/** Known actors, whoever made most of these events first. */
function busiest(events: readonly AuditEvent[]): readonly AuditEvent['actor'][] {
  const found = new Map<string, { readonly actor: AuditEvent['actor']; count: number }>();
  for (const { actor } of events) {
    if (actor.kind === 'unknown') continue;
    const key = JSON.stringify(actor);
    const one = found.get(key) ?? { actor, count: 0 };
    one.count += 1;
    found.set(key, one);
  }
  return [...found.values()].toSorted((left, right) => right.count - left.count).map(({ actor }) => actor);
}
