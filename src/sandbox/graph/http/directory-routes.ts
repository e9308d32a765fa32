/** Look-ups of objects: collections, one object, many by id, members. */
import { Hono } from 'hono';
import { z } from 'zod/v4';
import type { JsonObject } from '../../../shared/json';
import { textOf, type DirectoryObject } from '../state/directory-object';
import { graphTypeName, type EntityType } from '../state/entity-types';
import { annotated, jsonBody, needs, type GraphContext, type GraphEnv, type Permission } from './graph-context';
import { refusals } from './graph-error';
import { collectionQuery, pageOf, project, selected } from './odata-query';
import { renderObject, renderWholeObject, typed, valueOf } from './render-directory';

const directoryOr = (...names: readonly string[]): Permission => {
  const all = ['Directory.Read.All', ...names];
  return { delegated: all, application: all };
};

const POLICY = 'Policy.Read.All';
const PERMISSIONS = {
  users: directoryOr('User.Read.All'),
  groups: directoryOr('Group.Read.All', 'GroupMember.Read.All'),
  applications: directoryOr('Application.Read.All'),
  policies: { delegated: [POLICY], application: [POLICY] },
  objects: directoryOr(),
} as const satisfies Record<string, Permission>;

interface Collection {
  readonly path: string;
  readonly type: EntityType;
  readonly permission: Permission;
  readonly filterable: readonly string[];
  readonly isDeleted?: boolean;
}

const NAMED = ['id', 'displayName'];
const COLLECTIONS: readonly Collection[] = [
  {
    path: '/users',
    type: 'user',
    permission: PERMISSIONS.users,
    filterable: [...NAMED, 'userPrincipalName', 'mail', 'mailNickname', 'givenName', 'surname', 'employeeId', 'userType', 'accountEnabled', 'department', 'jobTitle', 'onPremisesSyncEnabled', 'createdDateTime'], // prettier-ignore
  },
  {
    path: '/groups',
    type: 'group',
    permission: PERMISSIONS.groups,
    filterable: [...NAMED, 'mail', 'mailNickname', 'mailEnabled', 'securityEnabled', 'groupTypes', 'isAssignableToRole', 'onPremisesSyncEnabled', 'createdDateTime'], // prettier-ignore
  },
  { path: '/applications', type: 'application', permission: PERMISSIONS.applications, filterable: [...NAMED, 'appId', 'identifierUris', 'signInAudience'] }, // prettier-ignore
  { path: '/servicePrincipals', type: 'servicePrincipal', permission: PERMISSIONS.applications, filterable: [...NAMED, 'appId', 'accountEnabled', 'servicePrincipalType', 'servicePrincipalNames', 'tags'] }, // prettier-ignore
  { path: '/identity/conditionalAccess/policies', type: 'conditionalAccessPolicy', permission: PERMISSIONS.policies, filterable: [...NAMED, 'state'] }, // prettier-ignore
  { path: '/identity/conditionalAccess/namedLocations', type: 'namedLocationPolicy', permission: PERMISSIONS.policies, filterable: [...NAMED, 'isTrusted', 'createdDateTime'] }, // prettier-ignore
];

/** Where Microsoft keeps the soft-deleted of each collection. */
const DELETED: Readonly<Partial<Record<EntityType, string>>> = {
  user: '/directory/deletedItems/microsoft.graph.user',
  group: '/directory/deletedItems/microsoft.graph.group',
  application: '/directory/deletedItems/microsoft.graph.application',
  servicePrincipal: '/directory/deletedItems/microsoft.graph.servicePrincipal',
  conditionalAccessPolicy: '/identity/conditionalAccess/deletedItems/policies',
  namedLocationPolicy: '/identity/conditionalAccess/deletedItems/namedLocations',
};

const GRANTS = { path: '/oauth2PermissionGrants', type: 'oAuth2PermissionGrant' } as const;
const MAX_IDS = 1000;
const idsBody = z.object({ ids: z.array(z.string()).max(MAX_IDS), types: z.array(z.string()).nullish() });
const DIRECTORY_TYPES: ReadonlySet<EntityType> = new Set(['user', 'group', 'application', 'servicePrincipal']);

export function directoryRoutes(): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  for (const collection of COLLECTIONS) {
    routes.get(collection.path, needs(collection.permission), (c) => list(c, collection));
    routes.get(`${collection.path}/:id`, needs(collection.permission), (c) => getOne(c, collection, c.req.param('id')));
    const deleted = { ...collection, path: DELETED[collection.type] ?? '', isDeleted: true };
    routes.get(deleted.path, needs(collection.permission), (c) => list(c, deleted));
    if (!DIRECTORY_TYPES.has(collection.type))
      routes.get(`${deleted.path}/:id`, needs(collection.permission), (c) => getOne(c, deleted, c.req.param('id')));
  }
  routes.get('/directory/deletedItems/:id', needs(PERMISSIONS.objects), (c) => getObject(c, c.req.param('id'), 'deleted')); // prettier-ignore
  routes.get('/me', needs({ delegated: ['User.Read', ...PERMISSIONS.users.delegated], application: [] }), (c) => {
    const caller = c.get('caller');
    return getOne(c, { path: '/users', type: 'user' }, caller.kind === 'person' ? caller.oid : '');
  });
  routes.get('/:principal/oauth2PermissionGrants', needs(PERMISSIONS.objects), listConsents);
  routes.get('/oauth2PermissionGrants/:id', needs(PERMISSIONS.objects), (c) => getOne(c, GRANTS, c.req.param('id')));
  for (const [relation, end] of [['appRoleAssignments', 'principalId'], ['appRoleAssignedTo', 'resourceId']] as const)
    routes.get(`/servicePrincipals/:id/${relation}`, needs(PERMISSIONS.applications), (c) => listAssignments(c, end, c.req.param('id'))); // prettier-ignore
  routes.get('/directoryObjects/:id', needs(PERMISSIONS.objects), (c) => getObject(c, c.req.param('id')));
  routes.post('/directoryObjects/getByIds', needs(PERMISSIONS.objects), getByIds);
  for (const relation of ['members', 'transitiveMembers'] as const) {
    const path = `/groups/:id/${relation}`;
    routes.get(path, needs(PERMISSIONS.groups), (c) => listMembers(c, { id: c.req.param('id') ?? '', relation }));
    routes.get(`${path}/:cast`, needs(PERMISSIONS.groups), (c) =>
      listMembers(c, { id: c.req.param('id') ?? '', relation, cast: c.req.param('cast') }),
    );
  }
  return routes;
}

function list(c: GraphContext, { path, type, filterable, isDeleted = false }: Collection) {
  const query = collectionQuery(c, { filterable });
  const { directory } = c.get('graph').tenant;
  const objects = isDeleted ? directory.deleted(type) : directory.alive(type);
  const page = pageOf(objects, query, (object) => (property) => valueOf(object, property));
  const value = page.items.map((object) => renderObject(object, query.select));
  const context = path.slice(1) + (query.select ? `(${query.select.join(',')})` : '');
  return annotated(c, { value }, { context, nextLink: page.nextLink, count: page.total });
}

const BY_APP_ID = /^servicePrincipals\(appId='([0-9a-f-]{36})'\)$/i;

/** Of the tenant's registrations only: applications of its directory are asked grant by grant. */
function listConsents(c: GraphContext) {
  const [, appId = ''] = BY_APP_ID.exec(decodeURIComponent(c.req.param('principal') ?? '')) ?? [];
  const scopes = c.get('graph').consents.get(appId);
  if (!scopes) throw refusals.noSuchResource(appId);
  const grant = { id: `consent-of-${appId}`, clientId: appId, resourceId: 'microsoft-graph', consentType: 'AllPrincipals', scope: scopes.join(' ') }; // prettier-ignore
  return annotated(c, { value: [grant] }, { context: 'oauth2PermissionGrants' });
}

type Place = Pick<Collection, 'path' | 'type' | 'isDeleted'>;

function getOne(c: GraphContext, { path, type, isDeleted = false }: Place, id: string) {
  const object = find(c, id, isDeleted ? 'deleted' : 'alive') ?? (type === 'user' ? bySignInName(c, id) : undefined);
  if (object?.type !== type) throw refusals.noSuchResource(id);
  const body = renderObject(object, selected(c.req.query('$select')));
  return annotated(c, body, { context: `${path.slice(1)}/$entity` });
}

function find(c: GraphContext, id: string, among: 'alive' | 'deleted'): DirectoryObject | undefined {
  const object = c.get('graph').tenant.directory.find(id.toLowerCase());
  return (object?.deletedAt !== undefined) === (among === 'deleted') ? object : undefined;
}

function bySignInName(c: GraphContext, name: string): DirectoryObject | undefined {
  const wanted = name.toLowerCase();
  for (const person of c.get('graph').tenant.directory.alive('user')) {
    if (textOf(person, 'userPrincipalName')?.toLowerCase() === wanted) return person;
  }
  return undefined;
}

function getObject(c: GraphContext, id: string, among: 'alive' | 'deleted' = 'alive') {
  const object = find(c, id, among);
  if (!object || !DIRECTORY_TYPES.has(object.type)) throw refusals.noSuchResource(id);
  const body = typed(object, renderObject(object, selected(c.req.query('$select'))));
  return annotated(c, body, { context: 'directoryObjects/$entity' });
}

async function getByIds(c: GraphContext) {
  const parsed = idsBody.safeParse(await jsonBody(c));
  if (!parsed.success)
    throw refusals.bad(`Invalid value specified for property 'ids': at most ${MAX_IDS} identifiers.`);
  const { ids, types } = parsed.data;
  const select = selected(c.req.query('$select'));
  const { directory } = c.get('graph').tenant;
  const isWanted = ({ type }: DirectoryObject) =>
    DIRECTORY_TYPES.has(type) && (!types?.length || types.includes(type) || types.includes('directoryObject'));
  const value = [...new Set(ids.map((id) => id.toLowerCase()))]
    .flatMap((id) => directory.findAlive(id) ?? [])
    .filter(isWanted)
    .map((object) => typed(object, project(select ? renderWholeObject(object) : renderObject(object, undefined), select))); // prettier-ignore
  return annotated(c, { value }, { context: 'directoryObjects' });
}

/** Assignments at one end of which the service principal stands. */
function listAssignments(c: GraphContext, end: 'principalId' | 'resourceId', id: string) {
  const { directory } = c.get('graph').tenant;
  const one = directory.findAlive(id.toLowerCase());
  if (one?.type !== 'servicePrincipal') throw refusals.noSuchResource(id);
  const query = collectionQuery(c);
  const assignments = [...directory.alive('appRoleAssignment')].filter((object) => textOf(object, end) === one.id);
  const page = pageOf(assignments, query, (object) => (property) => valueOf(object, property));
  const value = page.items.map((object) => renderObject(object, query.select));
  return annotated(c, { value }, { context: 'appRoleAssignments', nextLink: page.nextLink });
}

interface MembersQuery {
  readonly id: string;
  readonly relation: 'members' | 'transitiveMembers';
  readonly cast?: string | undefined;
}

function listMembers(c: GraphContext, { id, relation, cast }: MembersQuery) {
  const { directory } = c.get('graph').tenant;
  const group = directory.findAlive(id.toLowerCase());
  if (group?.type !== 'group') throw refusals.noSuchResource(id);
  const find = (memberId: string) => directory.findAlive(memberId);
  const members = relation === 'members' ? (group.memberIds ?? []).flatMap((one) => find(one) ?? []) : transitiveMembers(group, find); // prettier-ignore
  const wanted = members.filter(({ type }) => cast === undefined || cast === `microsoft.graph.${graphTypeName(type)}`);
  const query = collectionQuery(c, { filterable: [...NAMED, 'accountEnabled', 'userType'] });
  const page = pageOf(wanted, query, (object) => (property) => valueOf(object, property));
  const value = page.items.map((object): JsonObject => {
    const body = renderObject(object, query.select);
    return cast === undefined ? typed(object, body) : body;
  });
  return annotated(c, { value }, { context: 'directoryObjects', nextLink: page.nextLink, count: page.total });
}

function transitiveMembers(
  group: DirectoryObject,
  find: (id: string) => DirectoryObject | undefined,
): readonly DirectoryObject[] {
  // prettier-ignore
  const found = new Map<string, DirectoryObject>();
  const open = [...(group.memberIds ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const member = found.has(id) ? undefined : find(id);
    if (!member) continue;
    found.set(id, member);
    open.push(...(member.memberIds ?? []));
  }
  return [...found.values()];
}
