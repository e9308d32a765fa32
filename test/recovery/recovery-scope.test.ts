import type { Change } from '../../src/recovery/change';
import { recoveryScopeOf } from '../../src/recovery/recovery-scope';
import type { ChangeCounts, RecoveryPlan } from '../../src/recovery/request';
import type { EntityType } from '../../src/recovery/terms';
import type { ObjectId } from '../../src/shared/ids';

const plan = { scope: { kind: 'types', types: ['user'] } } as unknown as RecoveryPlan;
const counts = (byType: Partial<Record<EntityType, number>>, unknown = 0): ChangeCounts => ({
  update: Object.values(byType).reduce((sum, count) => sum + count, 0),
  restore: 0,
  softDelete: 0,
  unknown,
  shownOnly: 0,
  links: 0,
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
// eslint-disable-next-line @typescript-eslint/require-await -- the store streams
async function* streamed(...changes: Change[]) {
  yield* changes;
}
const ids = (scope: Awaited<ReturnType<typeof recoveryScopeOf>>) =>
  scope?.kind === 'objects' ? scope.objects.map(({ type, id }) => `${type} ${id}`) : scope;

describe('what a recovery is told to touch (A13)', () => {
  it('is exactly the approved ids, up to 100', async () => {
    const scope = await recoveryScopeOf(plan, counts({ user: 2 }), streamed(change('1'), change('2')));

    expect(ids(scope)).toEqual(['user 1', 'user 2']);
  });

  it('leaves out what is only shown', async () => {
    const scope = await recoveryScopeOf(
      plan,
      counts({ user: 1 }),
      streamed(change('1'), change('2', { shownOnly: true })),
    );

    expect(ids(scope)).toEqual(['user 1']);
  });

  it('is the plan’s scope above 100 objects', async () => {
    expect(await recoveryScopeOf(plan, counts({ user: 101 }), streamed(change('1')))).toEqual(plan.scope);
  });

  it('pins the service principal of a grant', async () => {
    const grant = change('9', { type: 'oAuth2PermissionGrant', target: { resourceId: 'sp-1' } });
    const scope = await recoveryScopeOf(plan, counts({ oAuth2PermissionGrant: 1 }), streamed(grant));

    expect(ids(scope)).toEqual(['servicePrincipal sp-1']);
  });

  it('runs singletons by their type, and no other type with them', async () => {
    const scope = await recoveryScopeOf(plan, counts({ authorizationPolicy: 1 }), streamed());

    expect(scope).toEqual({ kind: 'types', types: ['authorizationPolicy'] });
  });

  it('is nothing where singletons stand beside other objects: that would touch more than was approved', async () => {
    const everything = { scope: { kind: 'everything' } } as unknown as RecoveryPlan;

    expect(
      await recoveryScopeOf(everything, counts({ user: 1, organization: 1 }), streamed(change('1'))),
    ).toBeUndefined();
  });

  it('is nothing where a grant does not tell its service principal', async () => {
    const grant = change('9', { type: 'oAuth2PermissionGrant' });

    expect(await recoveryScopeOf(plan, counts({ oAuth2PermissionGrant: 1 }), streamed(grant))).toBeUndefined();
  });

  it('is the plan’s scope where a kind is unknown', async () => {
    expect(await recoveryScopeOf(plan, counts({ user: 1 }, 1), streamed(change('1')))).toEqual(plan.scope);
  });
});
