/**
 * What was deleted for good since the snapshot, within the scope: no preview shows it and no recovery brings it back, so that only the
 * audit log can name it. What was deleted before the snapshot already is not missed: going back to it would not restore it.
 */
import type { AuditEvent } from '../../tenant/audit';
import type { GoneForGood, GoneObject } from '../../recovery/audit-findings';
import { isHardDelete, typeOfTarget } from '../../recovery/audit-scope';
import type { AuditAnswer, AuditReader } from '../../recovery/ports';
import type { Scope } from '../../recovery/scope';
import type { EntityType } from '../../recovery/terms';
import type { ObjectId } from '../../shared/ids';

export interface GoneQuestion {
  readonly scope: Scope;
  readonly snapshotAt: Date;
}

type Read = Extract<AuditAnswer, { kind: 'read' }>;

const ASKED_FOR = 500;
const KEPT = 100;

/** @param read - of the events since the snapshot @returns `undefined` where there is surely nothing */
export async function findGone(
  { scope, snapshotAt: since }: GoneQuestion,
  read: Read,
  audit: AuditReader,
): Promise<GoneForGood | undefined> {
  const answer = read.hasMore ? await audit.events({ since, activityStart: 'Hard Delete', limit: ASKED_FOR }) : read;
  const events = answer.kind === 'read' ? answer.events : read.events;
  const isAll = answer.kind === 'read' && !answer.hasMore;
  const wasThere = read.hasMore ? () => true : deletedIn(read.events);
  const gone = events.filter(isHardDelete).flatMap(goneIn).filter((object) => isInScope(object, scope) && wasThere(object.id)); // prettier-ignore
  const objects = [...new Map(gone.map((object) => [object.id, object])).values()].slice(0, KEPT);
  return objects.length === 0 && isAll ? undefined : { objects, isAll };
}

function deletedIn(events: readonly AuditEvent[]): (id: ObjectId) => boolean {
  const softly = events.filter((event) => event.succeeded && /^delete\b/i.test(event.activity));
  const ids = new Set(softly.flatMap(({ targets }) => targets.flatMap(({ id }) => id ?? [])));
  return (id) => ids.has(id);
}

function goneIn(event: AuditEvent): readonly GoneObject[] {
  const { at, actor } = event;
  return event.targets.flatMap((target) => {
    const { id, name, signInName } = target;
    const type = typeOfTarget(event, target);
    return id === undefined || type === undefined ? [] : [{ type, id, name, signInName, at, actor }];
  });
}

function isInScope({ type, id }: { readonly type: EntityType; readonly id: ObjectId }, scope: Scope): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'types':
      return scope.types.includes(type);
    case 'objects':
      return scope.objects.some((object) => object.id === id);
  }
}
