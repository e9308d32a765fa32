/** Snapshots, jobs and changes as Graph writes them, in both recorded dialects. */
import type { Json, JsonObject } from '../../../shared/json';
import { textOf, type DirectoryObject } from '../state/directory-object';
import type { Change } from '../state/changes';
import type { Snapshot } from '../state/directory';
import { graphTypeName } from '../state/entity-types';
import { snapshotIdOf, type AnswerShape } from '../state/pretend-graph';
import type { Scope } from '../state/recovery-scope';
import { isResting, reachedBy, sizeOf, writableChanges, type TenantJob } from '../state/tenant-job';
import { targetValues } from '../state/write-recovery';
import { annotation, type GraphVersion } from './graph-context';
import { IDS_FILTER, NAMES_FILTER } from './job-order';

/** How this answer is to be written. */
export interface Dialect {
  readonly shape: AnswerShape;
  readonly version: GraphVersion;
  /** True with `Prefer: include-unknown-enum-members`. */
  readonly tellsAllMembers: boolean;
  readonly now: Date;
}

const NAMESPACE = '#microsoft.graph.entraRecoveryServices.';
/** Members that came after `unknownFutureValue` in their enumeration. */
const LATE_MEMBERS = new Set([
  'calculating',
  'loadingData',
  'oAuth2PermissionGrant',
  'appRoleAssignment',
  'organization',
]);

function member(value: string, { tellsAllMembers }: Dialect): string {
  return tellsAllMembers || !LATE_MEMBERS.has(value) ? value : 'unknownFutureValue';
}

function time(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

export function renderSnapshot(snapshot: Snapshot, { shape }: Dialect): JsonObject {
  const facts = { id: snapshotIdOf(snapshot, shape), createdDateTime: time(snapshot.createdAt) };
  if (shape === 'live') return facts;
  return { '@odata.type': `${NAMESPACE}snapshot`, ...facts, totalChangedObjects: snapshot.changedObjects };
}

function jobTypeName({ kind }: TenantJob): string {
  return kind === 'preview' ? 'recoveryPreviewJob' : 'recoveryJob';
}

/** @param withType - whether this place of the documentation shows the annotation */
export function renderJob(tenantJob: TenantJob, dialect: Dialect, withType: boolean): JsonObject {
  const { id, snapshot, status, startedAt, completedAt, scope } = tenantJob;
  return {
    ...(withType && { [annotation(dialect.shape, 'type')]: NAMESPACE + jobTypeName(tenantJob) }),
    id,
    status: member(status, dialect),
    targetStateDateTime: time(snapshot.createdAt),
    jobStartDateTime: time(startedAt),
    jobCompletionDateTime: completedAt ? time(completedAt) : null,
    filteringCriteria: renderScope(scope, dialect),
    ...calculated(tenantJob, dialect),
    ...(tenantJob.kind === 'recovery' && modified(tenantJob, dialect)),
  };
}

/** The documentation's samples: zeros while a preview calculates, nothing at all while a recovery runs. */
function calculated(tenantJob: TenantJob, { shape }: Dialect): JsonObject {
  const { kind, changes } = tenantJob;
  if (kind === 'recovery' && shape === 'documented' && !isResting(tenantJob)) return {};
  const nothing = shape === 'documented' ? 0 : null;
  const size = changes ? sizeOf(changes) : { objects: nothing, links: nothing };
  return { totalChangedObjectsCalculated: size.objects, totalChangedLinksCalculated: size.links };
}

function modified(recovery: TenantJob, { now }: Dialect): JsonObject {
  const { written, failed } = recovery;
  const reached = written ?? sizeOf(writableChanges(recovery).slice(0, reachedBy(recovery, now)));
  const failures = sizeOf(failed.map(({ change }) => change));
  return {
    totalObjectsModified: reached.objects,
    totalLinksModified: reached.links,
    totalFailedChanges: isResting(recovery) ? failures.objects + failures.links : null,
  };
}

function renderScope(scope: Scope, dialect: Dialect): JsonObject | null {
  const type = annotation(dialect.shape, 'type');
  switch (scope.kind) {
    case 'everything':
      return null;
    case 'types':
      return { [type]: NAMES_FILTER, entityTypes: scope.types.map((name) => member(name, dialect)) };
    case 'objects':
      return {
        [type]: IDS_FILTER,
        filterValues: scope.values.map((value) => ({ entityType: member(value.type, dialect), entityIds: value.ids })),
      };
  }
}

export type NameMember = (id: string) => DirectoryObject | undefined;

export function renderChange(change: Change, dialect: Dialect, find: NameMember): JsonObject {
  const type = { [annotation(dialect.shape, 'type')]: `#microsoft.graph.${graphTypeName(change.now.type)}` };
  const { target, now } = valuesOf(change, dialect.now);
  return {
    ...head(change, dialect),
    displayName: textOf(change.now, 'displayName') ?? null,
    deltaFromCurrent: { ...type, ...target, ...memberDelta(change, dialect, find) },
    currentState: { ...type, ...now },
  };
}

/** The documentation's sample has no types and no display name here. */
export function renderFailedChange(change: Change, reason: string, dialect: Dialect): JsonObject {
  const { target, now } = valuesOf(change, dialect.now);
  return { ...head(change, dialect), failureMessage: reason, deltaFromCurrent: target, currentState: now };
}

function head({ now, action }: Change, dialect: Dialect): JsonObject {
  return { entityTypeName: member(now.type, dialect), id: now.id, recoveryAction: action };
}

function valuesOf(change: Change, at: Date): { readonly target: JsonObject; readonly now: JsonObject } {
  const { action, now, then, attributes } = change;
  if (action === 'softDelete') {
    const target = { '@removed': { reason: 'changed' }, deletedDateTime: time(at) };
    return { target, now: { deletedDateTime: null } };
  }
  const target = targetValues(change);
  const present = Object.fromEntries(attributes.map((name): [string, Json] => [name, now.attributes[name] ?? null]));
  if (action === 'update') return { target, now: present };
  const name = (object: DirectoryObject | undefined) => ({ displayName: textOf(object, 'displayName') ?? null });
  return {
    target: { ...name(then), ...target, deletedDateTime: null },
    now: { ...name(now), ...present, deletedDateTime: now.deletedAt ?? null },
  };
}

function memberDelta(change: Change, { shape, version }: Dialect, find: NameMember): JsonObject {
  const { membersToAdd, membersToRemove } = change;
  if (membersToAdd.length + membersToRemove.length === 0) return {};
  const item = (id: string): JsonObject => {
    const kind = graphTypeName(find(id)?.type ?? 'user');
    return { [annotation(shape, 'type')]: version === 'beta' ? kind : `#microsoft.graph.${kind}`, id };
  };
  const removed = membersToRemove.map((id) => ({ ...item(id), '@removed': { reason: 'changed' } }));
  return { 'members@delta': [...removed, ...membersToAdd.map(item)] };
}
