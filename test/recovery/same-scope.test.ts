import { sameScope, typesWithCompanions, type Scope } from '../../src/recovery/scope';
import type { EntityType } from '../../src/recovery/terms';
import type { ObjectId } from '../../src/shared/ids';

const A = 'aaaaaaaa-0000-4000-8000-000000000001';
const B = 'bbbbbbbb-0000-4000-8000-000000000002';
const everything: Scope = { kind: 'everything' };
const types = (...names: readonly EntityType[]): Scope => ({ kind: 'types', types: [...names] });
const objects = (...named: readonly (readonly [EntityType, string, string?])[]): Scope => ({
  kind: 'objects',
  objects: named.map(([type, id, name = id]) => ({ type, id: id as ObjectId, name })),
});

describe('two scopes are the same', () => {
  it.each([
    ['everything', everything, everything],
    ['types in another order, one twice', types('user', 'group', 'user'), types('group', 'user')],
    ['service principals, companions told or not', types('servicePrincipal'), types('appRoleAssignment', 'oAuth2PermissionGrant', 'servicePrincipal')], // prettier-ignore
    ['ids in another order, case and name', objects(['user', A, 'Ana'], ['group', B]), objects(['group', B.toUpperCase()], ['user', A])], // prettier-ignore
  ])('%s', (_what, left, right) => {
    expect([sameScope(left, right), sameScope(right, left)]).toEqual([true, true]);
  });
});

describe('two scopes differ', () => {
  it.each([
    ['everything and all users', everything, types('user')],
    ['types and more types', types('user'), types('user', 'group')],
    ['other types', types('user'), types('group')],
    ['ids and more ids', objects(['user', A]), objects(['user', A], ['user', B])],
    ['the same id of another type', objects(['user', A]), objects(['group', A])],
    ['no types and everything', types(), everything],
    ['ids that differ in case and are no GUIDs', objects(['oAuth2PermissionGrant', 'aB']), objects(['oAuth2PermissionGrant', 'Ab'])], // prettier-ignore
  ])('%s', (_what, left, right) => {
    expect([sameScope(left, right), sameScope(right, left)]).toEqual([false, false]);
  });
});

it('names companions once', () => {
  expect(typesWithCompanions(['appRoleAssignment', 'servicePrincipal', 'user'])).toEqual([
    'appRoleAssignment',
    'servicePrincipal',
    'oAuth2PermissionGrant',
    'user',
  ]);
});
