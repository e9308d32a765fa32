/** `/auditLogs/directoryAudits`, newest first. */
import { Hono } from 'hono';
import type { Json, JsonObject } from '../../../shared/json';
import type { AuditEvent, AuditTarget, Initiator } from '../state/audit-log';
import { annotated, needs, type GraphContext, type GraphEnv } from './graph-context';
import { collectionQuery, pageOf, project } from './odata-query';

const READ = ['AuditLog.Read.All'];
const FILTERABLE = 'activityDateTime activityDisplayName category correlationId id initiatedBy loggedByService result targetResources'.split(' '); // prettier-ignore

export function auditRoutes(): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get('/auditLogs/directoryAudits', needs({ delegated: READ, application: READ }), listEvents);
  return routes;
}

function listEvents(c: GraphContext) {
  const query = collectionQuery(c, { filterable: FILTERABLE });
  const newestFirst = [...c.get('graph').tenant.audit.events()].reverse();
  const page = pageOf(newestFirst, query, (event) => (property) => renderEvent(event)[property]);
  const value = page.items.map((event) => project(renderEvent(event), query.select));
  return annotated(c, { value }, { context: 'auditLogs/directoryAudits', nextLink: page.nextLink, count: page.total });
}

function renderEvent(event: AuditEvent): JsonObject {
  return {
    id: event.id,
    category: event.category,
    correlationId: event.id.replace('Directory_', ''),
    result: 'success',
    resultReason: '',
    activityDisplayName: event.activity,
    activityDateTime: event.at.toISOString(),
    loggedByService: event.service,
    operationType: event.operation,
    initiatedBy: renderInitiator(event.by),
    targetResources: event.targets.map(renderTarget),
    additionalDetails: [],
  };
}

function renderInitiator(by: Initiator): JsonObject {
  if (by.kind === 'application') {
    return { user: null, app: { appId: by.appId, displayName: by.name, servicePrincipalId: null } };
  }
  return { app: null, user: { id: by.id, displayName: by.name, userPrincipalName: by.signInName, ipAddress: '203.0.113.7' } }; // prettier-ignore
}

/** Values stand there as JSON text, as Microsoft writes them. */
function renderTarget({ id, name, type, signInName, properties }: AuditTarget): JsonObject {
  const asText = (value: Json) => JSON.stringify(Array.isArray(value) ? value : [value]);
  return {
    id,
    displayName: name,
    type,
    userPrincipalName: signInName ?? null,
    groupType: null,
    modifiedProperties: properties.map((one) => ({
      displayName: one.name,
      oldValue: one.before === null ? null : asText(one.before),
      newValue: asText(one.after),
    })),
  };
}
