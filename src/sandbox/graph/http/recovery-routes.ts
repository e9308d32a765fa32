/** `/directory/recovery`: snapshots, previews and recoveries. */
import { Hono } from 'hono';
import type { JsonObject } from '../../../shared/json';
import type { Snapshot } from '../state/directory';
import { isIdOf } from '../state/pretend-graph';
import type { JobKind, TenantJob } from '../state/tenant-job';
import { annotated, baseOf, isAllowed, jsonBody, needs, type GraphContext, type GraphEnv, type Permission } from './graph-context'; // prettier-ignore
import { refusals } from './graph-error';
import { scopeOf } from './job-order';
import type { Row } from './odata-filter';
import { collectionQuery, nextLink, pageOf, project, selected } from './odata-query';
import { renderChange, renderFailedChange, renderJob, renderSnapshot, type Dialect } from './render-recovery'; // prettier-ignore

const READ = 'EntraBackup.Read.All';
const WRITE = { preview: 'EntraBackup.ReadWrite.Preview', recovery: 'EntraBackup.ReadWrite.Recovery' } as const;
const READING: Permission = { delegated: [READ], application: [READ], right: 'read' };
/** No page tells who may read jobs: whoever may start them can watch them. */
const WATCHING: Permission = { ...READING, delegated: [READ, ...Object.values(WRITE)] };
/** Starting and canceling is for people only. */
const acting = (kind: JobKind): Permission => ({ delegated: [WRITE[kind]], application: [], right: kind });

const JOB_PROPERTIES = ['status', 'targetStateDateTime'];
const COLLECTIONS = [
  { kind: 'preview', segment: 'recoveryPreviewJobs', operation: 'getChanges' },
  { kind: 'recovery', segment: 'recoveryJobs', operation: 'getFailedChanges' },
] as const;
type JobCollection = (typeof COLLECTIONS)[number];

export function recoveryRoutes(): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get('/snapshots', needs(READING), listSnapshots);
  routes.get('/snapshots/:snapshotId', needs(READING), (c) => getSnapshot(c, c.req.param('snapshotId')));
  routes.get('/jobs', needs(WATCHING), (c) =>
    answerJobs(c, c.get('graph').jobs.list(), { context: 'directory/recovery/jobs', withType: true }),
  );
  routes.get('/jobs/:jobId', needs(WATCHING), (c) => getAnyJob(c, c.req.param('jobId')));
  routes.post('/jobs/:jobId/:operation', (c) => {
    if (operationName(c.req.param('operation')) !== 'cancel') return c.notFound();
    return cancelJob(c, c.req.param('jobId'));
  });
  for (const collection of COLLECTIONS) routes.route('/', jobRoutes(collection));
  return routes;
}

function jobRoutes(collection: JobCollection): Hono<GraphEnv> {
  const { kind, segment } = collection;
  const path = `/snapshots/:snapshotId/${segment}` as const;
  const routes = new Hono<GraphEnv>();
  routes.get(path, needs(WATCHING), (c) => listJobs(c, c.req.param('snapshotId'), collection));
  routes.post(path, needs(acting(kind)), (c) => startJob(c, c.req.param('snapshotId'), collection));
  routes.get(`${path}/:jobId`, needs(WATCHING), (c) => {
    const found = needJob(c, { ...c.req.param(), kind });
    const body = project(renderJob(found, dialectOf(c), kind === 'recovery'), selected(c.req.query('$select')));
    const context = `directory/recovery/snapshots('${c.req.param('snapshotId')}')/${segment}/$entity`;
    return annotated(c, body, { context, shape: dialectOf(c).shape });
  });
  routes.get(`${path}/:jobId/:operation`, needs(READING), (c) => {
    if (operationName(c.req.param('operation')) !== collection.operation) return c.notFound();
    const found = needJob(c, { ...c.req.param(), kind });
    if (found.status !== 'successful') throw refusals.notSuccessful(found.id);
    return kind === 'preview' ? answerChanges(c, found) : answerFailedChanges(c, found);
  });
  return routes;
}

/** `microsoft.graph.entraRecoveryServices.getChanges`, `getChanges` and `getChanges()` are the same. */
function operationName(segment: string): string {
  return segment.replace(/\(\)$/, '').split('.').at(-1) ?? '';
}

function dialectOf(c: GraphContext): Dialect {
  const tellsAllMembers = /\binclude-unknown-enum-members\b/.test(c.req.header('prefer') ?? '');
  return { shape: c.get('graph').shape, version: c.get('version'), tellsAllMembers, now: c.get('now') };
}

const rowOf = (body: JsonObject): Row => (property) => body[property]; // prettier-ignore

function listSnapshots(c: GraphContext) {
  const dialect = dialectOf(c);
  const query = collectionQuery(c);
  const snapshots = c.get('graph').listSnapshots();
  const page = pageOf(snapshots, query, (snapshot) => rowOf(renderSnapshot(snapshot, dialect)));
  const value = page.items.map((snapshot) => project(renderSnapshot(snapshot, dialect), query.select));
  return annotated(
    c,
    { value },
    { context: 'directory/recovery/snapshots', nextLink: page.nextLink, shape: dialect.shape },
  );
}

/** Real tenants answer 404 here, even for a snapshot that they have just listed. */
function getSnapshot(c: GraphContext, id: string) {
  const dialect = dialectOf(c);
  const snapshot = c.get('graph').findSnapshot(id);
  if (!snapshot || dialect.shape === 'live') throw refusals.snapshotNotFound(id);
  const body = project(renderSnapshot(snapshot, dialect), selected(c.req.query('$select')));
  return annotated(c, body, { context: 'directory/recovery/snapshots/$entity', shape: dialect.shape });
}

function answerJobs(
  c: GraphContext,
  found: readonly TenantJob[],
  { context, withType }: { context: string; withType: boolean },
) {
  const dialect = dialectOf(c);
  const query = collectionQuery(c, { filterable: JOB_PROPERTIES });
  /** Filters see what is, not what an old client is shown. */
  const frank = { ...dialect, tellsAllMembers: true };
  const page = pageOf(found, query, (one) => rowOf(renderJob(one, frank, false)));
  const value = page.items.map((one) => project(renderJob(one, dialect, withType), query.select));
  return annotated(c, { value }, { context, nextLink: page.nextLink, shape: dialect.shape });
}

function listJobs(c: GraphContext, snapshotId: string, { kind, segment }: JobCollection) {
  const snapshot = needSnapshot(c, snapshotId);
  const found = c.get('graph').jobs.list().filter((one) => one.kind === kind && one.snapshot === snapshot); // prettier-ignore
  return answerJobs(c, found, { context: `directory/recovery/snapshots('${snapshotId}')/${segment}`, withType: false });
}

function getAnyJob(c: GraphContext, id: string) {
  const found = c.get('graph').jobs.find(id);
  if (!found) throw refusals.noSuchJob(id);
  const dialect = dialectOf(c);
  const body = project(renderJob(found, dialect, true), selected(c.req.query('$select')));
  return annotated(c, body, { context: 'directory/recovery/jobs/$entity', shape: dialect.shape });
}

async function startJob(c: GraphContext, snapshotId: string, { kind, segment }: JobCollection) {
  const caller = c.get('caller');
  if (caller.kind !== 'person') throw refusals.denied();
  const snapshot = needSnapshot(c, snapshotId);
  const scope = scopeOf(await jsonBody(c));
  const started = c.get('graph').start({ kind, snapshot, scope, byId: caller.oid });
  if (!started) throw refusals.slotTaken();
  return accepted(c, `directory/recovery/snapshots/${snapshotId}/${segment}/${started.id}`);
}

function cancelJob(c: GraphContext, id: string) {
  const graph = c.get('graph');
  const found = graph.jobs.find(id);
  if (!isAllowed(c, acting(found?.kind ?? 'preview'))) throw refusals.denied();
  if (!found) throw refusals.noSuchJob(id);
  if (!graph.cancel(id)) throw refusals.notCancellable(id);
  return accepted(c, `directory/recovery/jobs/${id}`);
}

function accepted(c: GraphContext, path: string) {
  return c.body(null, 202, { Location: `${baseOf(c)}/${path}` });
}

function answerChanges(c: GraphContext, preview: TenantJob) {
  const dialect = { ...dialectOf(c), now: preview.completedAt ?? c.get('now') };
  const query = collectionQuery(c);
  const { directory } = c.get('graph').tenant;
  const render = (change: NonNullable<TenantJob['changes']>[number]) => renderChange(change, dialect, (id) => directory.find(id)); // prettier-ignore
  const page = pageOf(preview.changes ?? [], query, (change) => rowOf(render(change)));
  const value = page.items.map((change) => project(render(change), query.select));
  return annotated(c, { value }, { context: contextOf(c, preview), nextLink: page.nextLink, shape: dialect.shape });
}

/** Links of the documented kind: `$skip=1&$top=1`, with a count that nobody asked for. */
function answerFailedChanges(c: GraphContext, recovery: TenantJob) {
  const dialect = { ...dialectOf(c), now: recovery.completedAt ?? c.get('now') };
  const query = collectionQuery(c);
  const end = query.skip + query.size;
  const rows = recovery.failed.slice(query.skip, end);
  const value = rows.map(({ change, reason }) => project(renderFailedChange(change, reason, dialect), query.select));
  const more = end < recovery.failed.length;
  const link = more ? nextLink(query.url, { $skip: String(end), $top: String(query.size), $skiptoken: undefined }) : undefined; // prettier-ignore
  const annotations = { context: contextOf(c, recovery), nextLink: link, count: recovery.failed.length };
  return annotated(c, { value }, { ...annotations, shape: dialect.shape });
}

function contextOf(c: GraphContext, tenantJob: TenantJob): string {
  const { segment, operation } = COLLECTIONS[tenantJob.kind === 'preview' ? 0 : 1];
  const snapshotId = c.get('graph').snapshotId(tenantJob.snapshot);
  return `directory/recovery/snapshots/${snapshotId}/${segment}/${tenantJob.id}/microsoft.graph.entraRecoveryServices.${operation}`;
}

function needSnapshot(c: GraphContext, id: string): Snapshot {
  const snapshot = c.get('graph').findSnapshot(id);
  if (!snapshot) throw refusals.noSuchSnapshot();
  return snapshot;
}

/** A job can be read after its snapshot left the list. */
function needJob(
  c: GraphContext,
  { snapshotId, jobId, kind }: { snapshotId: string; jobId: string; kind: JobKind },
): TenantJob {
  // prettier-ignore
  const found = c.get('graph').jobs.find(jobId);
  if (found?.kind !== kind || !isIdOf(found.snapshot, snapshotId)) throw refusals.noSuchJob(jobId);
  return found;
}
