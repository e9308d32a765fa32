import type { Change } from '../../src/recovery/change';
import { isUnpinnable, pinningOf, recoveryScopeOf } from '../../src/recovery/recovery-scope';
import type { RecoveryPlan } from '../../src/recovery/plan';
import type { ChangeCounts } from '../../src/recovery/counts';
import type { EntityType } from '../../src/recovery/terms';
import type { ObjectId } from '../../src/shared/ids';

const plan = { scope: { kind: 'types', types: ['user'] } } as unknown as RecoveryPlan;
const counts = (byType: Partial<Record<EntityType | 'unknown', number>>, unknown = 0): ChangeCounts => ({
  update: Object.values(byType).reduce((sum, count) => sum + count, 0),
  restore: 0,
  softDelete: 0,
  unknown,
  shownOnly: 0,
  links: 0,
  unpinnable: 0,
  byType,
});
const change = (id: string, over: Partial<Change> = {}): Change => ({
  type: 'user',
  id: id as ObjectId,
  action: 'update',
  now: {},
  target: {},
  links: [],
  shownOnly: false,
  ...over,
});
const SP = '5f2a91c7-0000-4000-8000-000000000001';
const ids = (scope: ReturnType<typeof recoveryScopeOf>) =>
  scope?.kind === 'objects' ? scope.objects.map(({ type, id }) => `${type} ${id}`) : scope;

describe('what a recovery is told to touch (A13)', () => {
  it('is exactly the approved ids, up to 100', () => {
    const scope = recoveryScopeOf(plan, counts({ user: 2 }), [change('1'), change('2')]);

    expect(ids(scope)).toEqual(['user 1', 'user 2']);
  });

  it('leaves out what is only shown', () => {
    const scope = recoveryScopeOf(plan, counts({ user: 1 }), [change('1'), change('2', { shownOnly: true })]);

    expect(ids(scope)).toEqual(['user 1']);
  });

  it('is the plan’s scope above 100 objects', () => {
    expect(recoveryScopeOf(plan, counts({ user: 101 }), [change('1')])).toEqual(plan.scope);
  });

  it('pins the service principal of a grant', () => {
    const grant = change('9', { type: 'oAuth2PermissionGrant', target: { resourceId: SP } });
    const scope = recoveryScopeOf(plan, counts({ oAuth2PermissionGrant: 1 }), [grant]);

    expect(ids(scope)).toEqual([`servicePrincipal ${SP}`]);
  });

  it('runs singletons by their type, and no other type with them', () => {
    const scope = recoveryScopeOf(plan, counts({ authorizationPolicy: 1 }), []);

    expect(scope).toEqual({ kind: 'types', types: ['authorizationPolicy'] });
  });

  it('is nothing where singletons stand beside other objects: that would touch more than was approved', () => {
    const everything = { scope: { kind: 'everything' } } as unknown as RecoveryPlan;

    expect(recoveryScopeOf(everything, counts({ user: 1, organization: 1 }), [change('1')])).toBeUndefined();
  });

  it('is the type where a grant does not tell its service principal, and never everything', () => {
    const everything = { scope: { kind: 'everything' } } as unknown as RecoveryPlan;
    const grant = change('9', { type: 'oAuth2PermissionGrant' });
    const counted = { ...counts({ oAuth2PermissionGrant: 1 }), unpinnable: 1 };

    expect(isUnpinnable(grant)).toBe(true);
    expect(recoveryScopeOf(everything, counted, [grant])).toEqual({
      kind: 'types',
      types: ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'],
    });
  });

  it.each([undefined, '', ' ', 'not-a-guid', 7])('names no service principal by %j', (resourceId) => {
    expect(isUnpinnable(change('9', { type: 'appRoleAssignment', now: { resourceId } as Change['now'] }))).toBe(true);
  });

  it('is nothing where such a grant stands beside other objects, which no type may unpin', () => {
    const everything = { scope: { kind: 'everything' } } as unknown as RecoveryPlan;
    const counted = { ...counts({ user: 1, servicePrincipal: 1, oAuth2PermissionGrant: 1 }), unpinnable: 1 };

    expect(pinningOf(counted, everything)).toBe('mixed');
    expect(recoveryScopeOf(everything, counted, [change('1')])).toBeUndefined();
    expect(pinningOf({ ...counted, byType: { ...counted.byType, user: 101 }, update: 101 }, everything)).toBe('types');
  });

  it('is what was asked for where that were objects, however many of their grants cannot be named', () => {
    const objects = { scope: { kind: 'objects', objects: [{ type: 'servicePrincipal', id: 'sp-1', name: '' }] } } as unknown as RecoveryPlan; // prettier-ignore
    const grant = change('9', { type: 'appRoleAssignment' });
    const counted = { ...counts({ appRoleAssignment: 1 }), unpinnable: 1 };

    expect(recoveryScopeOf(objects, counted, [grant])).toEqual(objects.scope);
  });

  it('is by type above 100 objects: of those types that differ, not of all that was asked for', () => {
    const everything = { scope: { kind: 'everything' } } as unknown as RecoveryPlan;

    expect(recoveryScopeOf(everything, counts({ user: 101 }), [])).toEqual({ kind: 'types', types: ['user'] });
  });

  it('is the plan’s scope where a kind is unknown', () => {
    expect(recoveryScopeOf(plan, counts({ user: 1 }, 1), [change('1')])).toEqual(plan.scope);
    expect(recoveryScopeOf(plan, counts({ user: 1, unknown: 1 }), [change('1')])).toEqual(plan.scope);
    expect(recoveryScopeOf(plan, counts({ user: 101, unknown: 1 }), [change('1')])).toEqual(plan.scope);
  });
});

describe('what is left after something was excepted', () => {
  const except = (...types: readonly EntityType[]) => ({ ...plan, except: types.map((type) => ({ type, id: SP as ObjectId, name: 'Left' })) }); // prettier-ignore
  const everything = { scope: { kind: 'everything' as const } };

  it('is pinned to its ids, up to 100', () => {
    expect(ids(recoveryScopeOf(except('user'), counts({ user: 1 }), [change('1')]))).toEqual(['user 1']);
  });

  it('never runs by kind: more than 100 objects run not at all', () => {
    expect(pinningOf(counts({ user: 101 }), except('user'))).toBe('tooMany');
    expect(recoveryScopeOf(except('user'), counts({ user: 101 }), [change('1')])).toBeUndefined();
  });

  it('does not run where only whole kinds could be told: an unknown kind, a grant without its service principal', () => {
    const grants = { ...counts({ oAuth2PermissionGrant: 1 }), unpinnable: 1 };
    expect(pinningOf(counts({ unknown: 1 }), { ...except('user'), ...everything })).toBe('ridesAlong');
    expect(pinningOf(grants, { ...except('servicePrincipal'), ...everything })).toBe('ridesAlong');
    expect(pinningOf(grants, { ...except('user'), ...everything })).toBe('types');
  });

  it('does not run where an excepted grant would come with its service principal', () => {
    expect(pinningOf(counts({ servicePrincipal: 1 }), except('oAuth2PermissionGrant'))).toBe('ridesAlong');
    expect(pinningOf(counts({ user: 1 }), except('oAuth2PermissionGrant'))).toBe('ids');
  });

  it('runs settings by their type: an excepted one is not there', () => {
    expect(recoveryScopeOf(except('organization'), counts({ authorizationPolicy: 1 }), [])).toEqual({ kind: 'types', types: ['authorizationPolicy'] }); // prettier-ignore
  });

  it('does not run at all where an excepted object is among what would be pinned', () => {
    expect(recoveryScopeOf(except('user'), counts({ user: 2 }), [change('1'), change(SP.toUpperCase())])).toBeUndefined(); // prettier-ignore
  });
});
