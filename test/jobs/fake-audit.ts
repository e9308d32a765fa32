/** Entra's audit log: tests write its events, or take it away, and read what was asked. */
import { isSameActor, type AuditEvent } from '../../src/tenant/audit';
import type { AuditAnswer, AuditQuery, AuditReader } from '../../src/recovery/ports';

export class FakeAudit implements AuditReader {
  /** In any order. */
  log: readonly AuditEvent[] = [];
  unknown: 'refused' | 'away' | undefined;
  readonly asked: AuditQuery[] = [];

  events(query: AuditQuery): Promise<AuditAnswer> {
    this.asked.push(query);
    if (this.unknown) return Promise.resolve({ kind: 'unknown', because: this.unknown });
    const fitting = this.log.filter((event) => fits(event, query)).toSorted((left, right) => right.at.getTime() - left.at.getTime()); // prettier-ignore
    const events = fitting.slice(0, query.limit);
    return Promise.resolve({ kind: 'read', events, hasMore: fitting.length > events.length });
  }

  reachesBackTo(): Promise<Date | undefined> {
    const times = this.log.map(({ at }) => at.getTime());
    return Promise.resolve(this.unknown || times.length === 0 ? undefined : new Date(Math.min(...times)));
  }
}

function fits({ at, targets, activity, actor, category }: AuditEvent, query: AuditQuery): boolean {
  return [
    at >= query.since,
    query.until === undefined || at <= query.until,
    query.targetId === undefined || targets.some(({ id }) => id === query.targetId),
    query.targetName === undefined || targets.some(({ name }) => name === query.targetName),
    query.activity === undefined || query.activity === activity,
    query.activityStart === undefined || activity.startsWith(query.activityStart),
    query.actor === undefined || isSameActor(actor, query.actor),
    query.category === undefined || query.category === category,
  ].every(Boolean);
}
