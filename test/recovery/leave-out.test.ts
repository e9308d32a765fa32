import { leaveOut } from '../../src/recovery/leave-out';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import type { ScopeObject } from '../../src/recovery/scope';
import type { EntityType } from '../../src/recovery/terms';
import type { ObjectId } from '../../src/shared/ids';
import { change, objectId, requestIn } from '../jobs/people-and-requests';

const object = (number: number, type: EntityType = 'user', name = 'Left'): ScopeObject => ({ type, id: objectId(number), name }); // prettier-ignore
const idsKept = (except: readonly ScopeObject[] | undefined, page: Parameters<ReturnType<typeof leaveOut>['keep']>[0]) =>
  leaveOut({ except: except && [...except] }).keep(page).map(({ id }) => id); // prettier-ignore

describe('what is excepted of a preview', () => {
  it('is taken out by kind and id, whatever a recovery would do to it and however its id is written', () => {
    const deleted = change(1, { action: 'restore', id: 'ABCDEF00-0000-4000-8000-00000000000A' as ObjectId });
    const named = { type: 'user' as const, id: deleted.id.toLowerCase() as ObjectId, name: '' };
    const group = change(2, { type: 'group' });

    expect(idsKept([named, object(2)], [deleted, change(2), group, change(3)])).toEqual([group.id, objectId(3)]);
    expect(idsKept(undefined, [change(1)])).toEqual([objectId(1)]);
  });

  it('of a service principal are its grants and assignments, too: pinned, they would bring it along', () => {
    const [own, others] = [8, 9].map((number) => change(number, { type: 'oAuth2PermissionGrant', now: { resourceId: objectId(number - 7) } })); // prettier-ignore
    if (!own || !others) throw new Error('two grants');

    expect(idsKept([object(1, 'servicePrincipal')], [own, others])).toEqual([others.id]);
  });

  it('is counted by kind, over all pages, and what is not among the changes is named', () => {
    const leaving = leaveOut({ except: [object(1), object(2, 'group'), object(3)] });
    leaving.keep([change(1), change(4)]);
    leaving.keep([change(2, { type: 'group' })]);

    expect(leaving.leftOut()).toEqual({ byType: { user: 1, group: 1 }, unchanged: [object(3)] });
    expect(leaveOut({}).leftOut()).toBeUndefined();
  });
});

it('the fingerprint is of the scope with what was excepted; without an exception it is as it always was (A7)', () => {
  const request = requestIn({ name: 'previewed' });
  const { tenantId, plan } = request;
  const scope = { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope };

  expect(digestSubjectOf(request)).toEqual(scope);
  expect(digestSubjectOf({ tenantId, plan: { ...plan, except: [] } })).toEqual(scope);
  expect(digestSubjectOf({ tenantId, plan: { ...plan, except: [object(1)] } })).toEqual({ ...scope, except: [object(1)] }); // prettier-ignore
});
