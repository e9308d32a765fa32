/** Who holds which role, and who is in which group. */
import { Hono } from 'hono';
import { z } from 'zod/v4';
import type { JsonObject } from '../../../shared/json';
import type { RoleAssignment } from '../state/roles';
import { annotated, jsonBody, needs, type GraphContext, type GraphEnv, type Permission } from './graph-context';
import { refusals } from './graph-error';
import { collectionQuery, pageOf, project, selected } from './odata-query';
import { renderObject, renderWholeObject, typed } from './render-directory';

const ROLES = ['RoleManagement.Read.Directory', 'RoleManagement.Read.All'];
const PEOPLE = ['User.Read.All', 'Directory.Read.All'];
const READ_ROLES: Permission = { delegated: ROLES, application: ROLES };
const READ_ELIGIBILITY: Permission = {
  delegated: [...ROLES, 'RoleEligibilitySchedule.Read.Directory'],
  application: [...ROLES, 'RoleEligibilitySchedule.Read.Directory'],
};
const READ_PEOPLE: Permission = { delegated: PEOPLE, application: PEOPLE };
const READ_MYSELF: Permission = { delegated: ['User.Read', ...PEOPLE], application: [] };

const FILTERABLE = ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId'];
const MAX_CHECKED = 20;
const checkBody = z.object({ ids: z.array(z.string()).min(1).max(MAX_CHECKED) });

export function roleRoutes(): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get('/roleManagement/directory/roleAssignments', needs(READ_ROLES), (c) =>
    list(c, c.get('graph').tenant.roles.assignments(), () => ({})),
  );
  routes.get('/roleManagement/directory/roleEligibilityScheduleInstances', needs(READ_ELIGIBILITY), (c) =>
    list(c, c.get('graph').tenant.roles.eligibilities(), eligibilityFacts),
  );
  routes.post('/users/:id/checkMemberObjects', needs(READ_PEOPLE), (c) => checkMembership(c, c.req.param('id')));
  routes.post('/users/:id/getMemberObjects', needs(READ_PEOPLE), (c) => listMembership(c, c.req.param('id')));
  routes.post('/me/checkMemberObjects', needs(READ_MYSELF), (c) => {
    const caller = c.get('caller');
    return checkMembership(c, caller.kind === 'person' ? caller.oid : '');
  });
  routes.get('/users/:id/transitiveMemberOf/microsoft.graph.group', needs(READ_PEOPLE), (c) =>
    listGroups(c, c.req.param('id')),
  );
  return routes;
}

function eligibilityFacts({ id }: RoleAssignment): JsonObject {
  return { memberType: 'Direct', startDateTime: null, endDateTime: null, roleEligibilityScheduleId: id };
}

function list(c: GraphContext, found: readonly RoleAssignment[], facts: (one: RoleAssignment) => JsonObject) {
  const query = collectionQuery(c, { filterable: FILTERABLE });
  const render = (one: RoleAssignment): JsonObject => ({
    id: one.id,
    principalId: one.principalId,
    roleDefinitionId: one.roleId,
    directoryScopeId: one.scope,
    ...facts(one),
  });
  const page = pageOf(found, query, (one) => (property) => render(one)[property]);
  const principal = principalsOf(c);
  const value = page.items.map((one) => ({ ...project(render(one), query.select), ...principal(one.principalId) }));
  return annotated(c, { value }, { context: c.req.path.split('/').slice(2).join('/'), nextLink: page.nextLink });
}

/** `$expand=principal` and `$expand=principal($select=a,b)`. */
function principalsOf(c: GraphContext): (id: string) => JsonObject {
  const expand = c.req.query('$expand');
  if (expand === undefined) return () => ({});
  const [, select] = /^principal(?:\(\$select=([\w,]+)\))?$/.exec(expand) ?? [expand, null];
  if (select === null) throw refusals.bad(`Could not expand '${expand}'.`);
  return (id) => {
    const object = c.get('graph').tenant.directory.findAlive(id);
    if (!object) return { principal: null };
    return { principal: typed(object, select ? renderObject(object, selected(select)) : renderWholeObject(object)) };
  };
}

function needPerson(c: GraphContext, id: string): string {
  const person = c.get('graph').tenant.directory.findAlive(id.toLowerCase());
  if (person?.type !== 'user') throw refusals.noSuchResource(id);
  return person.id;
}

/** Answers template ids of built-in roles and ids of groups; custom roles are unknown to it. */
async function checkMembership(c: GraphContext, id: string) {
  const personId = needPerson(c, id);
  const parsed = checkBody.safeParse(await jsonBody(c));
  if (!parsed.success) throw refusals.bad(`Between 1 and ${MAX_CHECKED} identifiers are allowed.`);
  const held = membershipOf(c, personId);
  return annotated(c, { value: parsed.data.ids.filter((one) => held.has(one.toLowerCase())) }, { context: 'Collection(Edm.String)' }); // prettier-ignore
}

function listMembership(c: GraphContext, id: string) {
  return annotated(c, { value: [...membershipOf(c, needPerson(c, id))] }, { context: 'Collection(Edm.String)' });
}

function membershipOf(c: GraphContext, personId: string): ReadonlySet<string> {
  const { roles } = c.get('graph').tenant;
  const builtIn = [...roles.activeRoleIds(personId)].filter((roleId) => !roles.isCustom(roleId));
  return new Set([...builtIn, ...roles.groupIdsOf(personId)]);
}

function listGroups(c: GraphContext, id: string) {
  const { directory, roles } = c.get('graph').tenant;
  const groups = [...roles.groupIdsOf(needPerson(c, id))].flatMap((one) => directory.findAlive(one) ?? []);
  const query = collectionQuery(c);
  const page = pageOf(groups, query, () => () => undefined);
  const value = page.items.map((group) => renderObject(group, query.select));
  return annotated(c, { value }, { context: 'groups', nextLink: page.nextLink });
}
