/** Who did what to one object, or to a kind of objects, since a moment: Entra's audit log, newest first, a page at a time. Reads only. */
import type { Refusal } from '../approvals/refusal';
import type { AuditEvent } from '../tenant/audit';
import { isAboutTypes } from '../recovery/audit-scope';
import type { AuditAnswer } from '../recovery/ports';
import type { ObjectPhrase, Scope, ScopePhrase } from '../recovery/scope';
import type { UsecasePorts } from './ports';
import { resolveScope, type ResolvedScope } from './resolve-scope';

export interface WhoChangedQuestion {
  /** Everything, kinds of objects, or one object; nothing left out. */
  readonly scope: ScopePhrase;
  readonly since: Date;
  /** From 1. */
  readonly page: number;
}

export type WhoChanged =
  | Refusal
  | Extract<ResolvedScope, { kind: 'ambiguous' }>
  | Extract<AuditAnswer, { kind: 'unknown' }>
  | {
      readonly kind: 'events';
      readonly scope: Scope;
      readonly events: readonly AuditEvent[];
      readonly page: number;
      readonly pageCount: number;
      /** The log holds more that fits and was not read. */
      readonly hasMore: boolean;
      /** The oldest event of the log, where that is later than what was asked. */
      readonly reachesBackTo: Date | undefined;
    };

const EVENTS_PER_PAGE = 10;
/** Of one object, and of the whole log: kinds are sorted out here. */
const MOST_EVENTS = 200;
const MOST_READ = 3000;

export async function whoChanged(question: WhoChangedQuestion, ports: UsecasePorts): Promise<WhoChanged> {
  const found = await scopeOf(question.scope, ports);
  if (found.kind !== 'resolved') return found;
  const { scope } = found;
  const answer = await ports.audit.events({ since: question.since, ...boundsOf(scope) });
  if (answer.kind === 'unknown') return answer;
  const about = scope.kind === 'types' ? answer.events.filter((event) => isAboutTypes(event, scope.types)) : answer.events; // prettier-ignore
  const listed = about.slice(0, MOST_EVENTS);
  const first = (question.page - 1) * EVENTS_PER_PAGE;
  return {
    kind: 'events',
    scope,
    events: listed.slice(first, first + EVENTS_PER_PAGE),
    page: question.page,
    pageCount: Math.max(1, Math.ceil(listed.length / EVENTS_PER_PAGE)),
    hasMore: answer.hasMore || about.length > listed.length,
    reachesBackTo: answer.hasMore ? undefined : await laterThan(question.since, ports),
  };
}

function boundsOf(scope: Scope) {
  const [only] = scope.kind === 'objects' ? scope.objects : [];
  return only ? { targetId: only.id, limit: MOST_EVENTS } : { limit: MOST_READ };
}

/** The log may know an object by its id of which nothing else is known, not even its kind. */
async function scopeOf(phrase: ScopePhrase, ports: UsecasePorts): Promise<ResolvedScope> {
  const resolved = await resolveScope(phrase, ports);
  const [only] = phrase.kind === 'objects' ? phrase.objects : [];
  if (resolved.kind !== 'refused' || resolved.because !== 'unknownId' || only?.by !== 'id') return resolved;
  return { kind: 'resolved', scope: { kind: 'objects', objects: [forgotten(only)] }, named: [] };
}

const forgotten = ({ id, type = 'user' }: Extract<ObjectPhrase, { by: 'id' }>) => ({ id, type, name: id });

async function laterThan(since: Date, { audit }: UsecasePorts): Promise<Date | undefined> {
  const oldest = await audit.reachesBackTo();
  return oldest !== undefined && oldest > since ? oldest : undefined;
}
