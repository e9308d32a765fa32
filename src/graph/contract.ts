/**
 * The wire of Microsoft's backup and recovery: the only file that knows Graph's field names for it (directory-contract.ts knows those of
 * people and things). Both annotation spellings are taken (`@odata.type`, `@type`), every counter is optional, what is not known becomes
 * `unknown` and keeps its raw words.
 * Source: https://learn.microsoft.com/graph/api/resources/entrarecoveryservices-api-overview
 */
import { z } from 'zod/v4';
import { isAnnotation } from '../recovery/annotations';
import type { Snapshot, TenantJob } from '../recovery/ports';
import { typesWithCompanions, type Scope, type ScopeObject } from '../recovery/scope';
import { ENTITY_TYPES, JOB_STATUSES, MAX_OBJECT_IDS, type EntityType } from '../recovery/terms';
import { RewindError } from '../shared/errors';
import { isGuid, type ObjectId, type SnapshotId } from '../shared/ids';
import type { JsonObject } from '../shared/json';
import { JOB_ID, SNAPSHOT_ID } from './operation';

const RECOVERY = '#microsoft.graph.entraRecoveryServices.';

/** Graph's largest page of a recovery list. */
const PAGE_SIZE = 999;
export const FULL_PAGES = { $top: PAGE_SIZE } as const;

function longAnnotations(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key.replace(/^@(?!odata\.)/, '@odata.'), item]),
  );
}

/** An object whose annotations may be written short (OData 4.01) or long (4.0). */
export function annotated<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(longAnnotations, z.object(shape));
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextLink: string | undefined;
}

export function pageOf<Item>(item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  return annotated({ value: z.array(item), '@odata.nextLink': z.string().nullish() }).transform((page) => ({
    items: page.value,
    nextLink: page['@odata.nextLink'] ?? undefined,
  }));
}

const NEVER_YEAR = 1;

/** A time that may be missing, null, or Graph's `0001-01-01` for never. */
export const optionalInstant = z
  .string()
  .nullish()
  .transform((text) => (text ? new Date(text) : undefined))
  .transform((time) => (time && time.getUTCFullYear() > NEVER_YEAR ? time : undefined));

const instant = z.string().transform((text, context) => {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) context.addIssue('not a time');
  return time;
});

/* ---- snapshots ---- */

const counter = z.number().int().nonnegative().optional().catch(undefined);

export const snapshotSchema: z.ZodType<Snapshot> = z
  .object({
    id: z.string().regex(SNAPSHOT_ID).transform((text) => text as SnapshotId), // prettier-ignore
    createdDateTime: instant,
    totalChangedObjects: counter,
  })
  .transform(({ id, createdDateTime, totalChangedObjects }) => ({
    id,
    createdAt: createdDateTime,
    changedObjects: totalChangedObjects,
  }));

/* ---- preview jobs and recovery jobs ---- */

const JOB_KINDS: Readonly<Record<string, TenantJob['what']>> = {
  [`${RECOVERY}recoveryPreviewJob`]: 'preview',
  [`${RECOVERY}recoveryJob`]: 'recovery',
};
const withHash = (type: string) => (type.startsWith('#') ? type : `#${type}`);

export const jobIdSchema = z.string().regex(JOB_ID);

/** @param what - the kind, where the call asked for one kind only: such answers need not carry a type */
export function jobSchema(what?: TenantJob['what']): z.ZodType<TenantJob> {
  return annotated({
    id: z.string(),
    '@odata.type': z.string().optional().catch(undefined),
    status: z.enum([...JOB_STATUSES, 'unknown']).catch('unknown'),
    jobStartDateTime: optionalInstant,
    jobCompletionDateTime: optionalInstant,
    targetStateDateTime: optionalInstant,
    filteringCriteria: z.unknown().transform(scopeOf),
    totalChangedObjectsCalculated: counter,
    totalChangedLinksCalculated: counter,
    totalObjectsModified: counter,
    totalLinksModified: counter,
    totalFailedChanges: counter,
  }).transform((job) => ({
    id: job.id,
    what: what ?? JOB_KINDS[withHash(job['@odata.type'] ?? '')] ?? 'unknown',
    status: job.status,
    startedAt: job.jobStartDateTime,
    completedAt: job.jobCompletionDateTime,
    targetAt: job.targetStateDateTime,
    scope: job.filteringCriteria,
    calculatedObjects: job.totalChangedObjectsCalculated,
    calculatedLinks: job.totalChangedLinksCalculated,
    changedObjects: job.totalObjectsModified,
    changedLinks: job.totalLinksModified,
    failedChanges: job.totalFailedChanges,
  }));
}

/* ---- scope ---- */

/** @throws RewindError `graph/bad-scope` before anything is sent */
export function filteringCriteriaOf(scope: Scope): JsonObject {
  switch (scope.kind) {
    case 'everything':
      return {};
    case 'types':
      if (scope.types.length === 0) throw new RewindError('graph/bad-scope', 'a scope of no type');
      return filterOf('recoveryJobEntityNamesFilter', { entityTypes: typesWithCompanions(scope.types) });
    case 'objects':
      return filterOf('recoveryJobEntityNameAndIdsFilter', { filterValues: idsByType(scope.objects) });
  }
}

const filterOf = (type: string, criteria: JsonObject): JsonObject => ({
  filteringCriteria: { '@odata.type': `${RECOVERY}${type}`, ...criteria },
});

/** One entry a type: Graph refuses the same type twice. */
function idsByType(objects: readonly ScopeObject[]): readonly JsonObject[] {
  const ids = new Map<EntityType, Set<string>>();
  for (const { type, id } of objects) ids.set(type, (ids.get(type) ?? new Set()).add(id));
  const count = [...ids.values()].reduce((sum, { size }) => sum + size, 0);
  if (count === 0 || count > MAX_OBJECT_IDS) throw new RewindError('graph/bad-scope', `a scope of ${count} ids`);
  return [...ids].map(([entityType, entityIds]) => ({ entityType, entityIds: [...entityIds] }));
}

const entityTypeSchema = z.enum(ENTITY_TYPES);
const criteria = <Shape extends z.ZodRawShape>(type: string, shape: Shape) =>
  z.preprocess(
    withoutOtherAnnotations,
    z.strictObject({ ...shape, '@odata.type': z.literal(`${RECOVERY}${type}`).optional() }),
  );

const criteriaSchema = z.union([
  criteria('recoveryJobEntityNamesFilter', { entityTypes: z.array(entityTypeSchema).nonempty() }).transform(
    ({ entityTypes }): Scope => ({ kind: 'types', types: entityTypes }),
  ),
  criteria('recoveryJobEntityNameAndIdsFilter', {
    filterValues: z.array(z.object({ entityType: entityTypeSchema, entityIds: z.array(z.string()).nonempty() })).nonempty(), // prettier-ignore
  }).transform(({ filterValues }): Scope => ({ kind: 'objects', objects: filterValues.flatMap(objectsOf) })),
  criteria('recoveryJobFilteringCriteriaBase', {}).transform((): Scope => ({ kind: 'everything' })),
]);

function withoutOtherAnnotations(value: unknown): unknown {
  const long = longAnnotations(value);
  if (typeof long !== 'object' || long === null) return long;
  return Object.fromEntries(Object.entries(long).filter(([key]) => key === '@odata.type' || !isAnnotation(key)));
}

function objectsOf({ entityType, entityIds }: { readonly entityType: EntityType; readonly entityIds: string[] }) {
  return entityIds.map((id): ScopeObject => ({ type: entityType, id: objectIdOf(id), name: id }));
}

/** `null` is everything. A filter that we do not understand, or none told, is no scope at all: it must never look like one of ours. */
function scopeOf(criteria: unknown): Scope | undefined {
  return criteria === null ? { kind: 'everything' } : criteriaSchema.safeParse(criteria).data;
}

/** GUIDs are lower case in our words; other ids are kept as they are. */
export function objectIdOf(text: string): ObjectId {
  return (isGuid(text) ? text.toLowerCase() : text) as ObjectId;
}
