import type { Change } from '../../src/recovery/change';
import { createHazardJudge } from '../../src/recovery/hazards';
import { decidingGroups, isPrivilegedGroup, powerTouchedBy } from '../../src/recovery/power-touched';
import { stakesOf, stakesOfScope } from '../../src/recovery/stakes';
import { createChangeCounter } from '../../src/recovery/change-counts';
import type { ObjectId } from '../../src/shared/ids';
import { ANA, BEN, change, objectId } from '../jobs/people-and-requests';

const ben = BEN as string as ObjectId;
const member = (objectIdOf: ObjectId) => [{ relation: 'members', objectId: objectIdOf, does: 'add' as const }];
const group = (facts: Partial<Change> = {}) => change(7, { type: 'group', now: {}, target: {}, ...facts });
const link = (relation: string, id: ObjectId) => [{ relation, objectId: id, does: 'add' as const }];
const policy = (now: Change['now'], target: Change['target'], facts: Partial<Change> = {}) =>
  change(9, { type: 'conditionalAccessPolicy', displayName: 'Baseline', now, target, ...facts });

describe('what touches an approver’s power (A3)', () => {
  it.each<[string, Change, ReturnType<typeof powerTouchedBy>]>([
    ['being enabled or disabled', change(1, { id: ben, target: { accountEnabled: true } }), 'yes'],
    ['another sign-in name', change(1, { id: ben, target: { userPrincipalName: 'x@y.example' } }), 'yes'],
    ['being deleted', change(1, { id: ben, action: 'softDelete', target: {} }), 'yes'],
    ['being restored', change(1, { id: ben, action: 'restore', target: {} }), 'yes'],
    ['an action that nobody knows', change(1, { id: ben, action: 'unknown', target: {} }), 'yes'],
    ['a membership', group({ links: member(ben) }), 'ifGroupIsPrivileged'],
    ['a policy that names them', policy({}, { conditions: { users: { excludeUsers: [BEN.toUpperCase()] } } }), 'yes'],
    ['a policy that named them', policy({ conditions: { users: { includeUsers: [BEN] } } }, {}), 'yes'],
    ['another identity', change(1, { id: ben, target: { identities: [] } }), 'yes'],
    ['another kind of account', change(1, { id: ben, target: { userType: 'Guest' } }), 'yes'],
    [
      'a membership on the own account',
      change(1, { id: ben, links: link('memberOf', objectId(7)) }),
      'ifLinkedGroupIsPrivileged',
    ],
    ['another manager', change(1, { id: ben, links: link('manager', objectId(3)) }), 'no'],
    ['another identity of somebody else', change(1, { target: { identities: [] } }), 'no'],
    ['somebody else’s membership on their account', change(1, { links: link('memberOf', objectId(7)) }), 'no'],
    ['a group that is deleted', group({ action: 'softDelete' }), 'ifMemberOfPrivilegedGroup'],
    [
      'a group that is deleted, with others in it',
      group({ action: 'softDelete', links: member(objectId(1)) }),
      'ifMemberOfPrivilegedGroup',
    ],
    ['a group that is restored', group({ action: 'restore' }), 'ifMemberOfPrivilegedGroup'],
    [
      'a group that is restored, with owners',
      group({ action: 'restore', links: link('owners', objectId(1)) }),
      'ifMemberOfPrivilegedGroup',
    ],
    ['a group that is restored, with others in it', group({ action: 'restore', links: member(objectId(1)) }), 'no'],
    [
      'a group that is restored, with them in it',
      group({ action: 'restore', links: member(ben) }),
      'ifGroupIsPrivileged',
    ],
    ['a group that only changes', group({ target: { description: 'x' } }), 'no'],
    [
      'an app role of theirs',
      change(4, { type: 'appRoleAssignment', target: { principalId: BEN.toUpperCase() } }),
      'yes',
    ],
    ['a grant that they had', change(4, { type: 'oAuth2PermissionGrant', now: { principalId: BEN } }), 'yes'],
    ['an app role of somebody else', change(4, { type: 'appRoleAssignment', target: { principalId: ANA } }), 'no'],
    ['an app role on a thing of that id', change(4, { type: 'appRoleAssignment', target: { resourceId: BEN } }), 'no'],
    ['an unknown kind that names them', change(4, { type: 'unknown', target: { principal: BEN } }), 'yes'],
    ['an ordinary attribute', change(1, { id: ben, target: { department: 'Sales' } }), 'no'],
    ['what is only shown', change(1, { id: ben, action: 'softDelete', shownOnly: true }), 'no'],
    ['somebody else’s account', change(1, { target: { accountEnabled: true } }), 'no'],
    ['somebody else’s membership', group({ links: member(objectId(1)) }), 'no'],
    ['a policy for others', policy({}, { conditions: { users: { excludeUsers: [ANA] } } }), 'no'],
    ['an application of that id', change(1, { type: 'application', id: ben }), 'no'],
  ])('%s', (_what, one, expected) => {
    expect(powerTouchedBy(one, BEN)).toBe(expected);
  });

  it.each([
    'namedLocationPolicy',
    'authenticationMethodPolicy',
    'authorizationPolicy',
    'authenticationStrengthPolicy',
    'organization',
  ] as const)('%s that names them, and only them', (type) => {
    const naming = (id: string) => change(9, { type, target: { includeTargets: [{ targetType: 'user', id }] } });

    expect(powerTouchedBy(naming(BEN), BEN)).toBe('yes');
    expect(powerTouchedBy(naming(ANA), BEN)).toBe('no');
    expect(powerTouchedBy({ ...naming(BEN), shownOnly: true }, BEN)).toBe('no');
  });

  it('names the groups that decide', () => {
    const links = [...link('memberOf', objectId(7)), ...link('manager', objectId(3))];

    const about = decidingGroups(change(1, { id: ben, links }), 'ifLinkedGroupIsPrivileged');

    expect(about.map(({ id }) => id)).toEqual([objectId(7)]);
    expect(decidingGroups(group(), 'ifMemberOfPrivilegedGroup').map(({ id }) => id)).toEqual([objectId(7)]);
    expect(decidingGroups(group(), 'no')).toEqual([]);
  });

  it.each([
    ['role-assignable', { one: group(), facts: { isAssignableToRole: true } }, true],
    ['configured', { one: group(), facts: { isAssignableToRole: false }, configured: [objectId(7)] }, true],
    ['role-assignable in the snapshot', { one: group({ target: { isAssignableToRole: true } }) }, true],
    ['ordinary', { one: group(), facts: {} }, false],
    ['not told of, as a deleted one', { one: group() }, undefined],
  ])('a group that is %s', (_what, { one, facts, configured: privilegedGroupIds = [] }: GroupCase, expected) => {
    const about = facts && { id: one.id, synced: false, ...facts };

    expect(isPrivilegedGroup(one, { facts: about, privilegedGroupIds })).toBe(expected);
  });
});

/** As the reading of a preview does it. */
function stakes(changes: readonly Change[], { assignable = false } = {}) {
  const judge = createHazardJudge({
    snapshotAt: new Date('2026-03-28T22:00:00Z'),
    requesterId: ANA,
    candidateIds: [BEN],
    emergencyAccountIds: [],
    privilegedGroupIds: [],
  });
  const counter = createChangeCounter();
  for (const one of changes) {
    counter.see(one);
    judge.see(one, { id: one.id, synced: false, isAssignableToRole: assignable });
  }
  return stakesOf({ counts: counter.counts(), hazards: [...judge.hazards()] });
}

describe('what is at stake (A6)', () => {
  it.each(['conditionalAccessPolicy', 'authenticationMethodPolicy', 'authorizationPolicy', 'organization'] as const)(
    '%s decides who can sign in',
    (type) => {
      expect(stakes([change(1), change(2, { type })])).toMatchObject({ objects: 2, touchesSettings: true });
      expect(stakesOfScope({ kind: 'types', types: [type] })).toMatchObject({ touchesSettings: true });
    },
  );

  it.each(['user', 'application', 'namedLocationPolicy', 'servicePrincipal'] as const)('%s does not', (type) => {
    expect(stakes([change(1, { type })])).toMatchObject({ touchesSettings: false, touchesUnknownKinds: false });
    expect(stakesOfScope({ kind: 'types', types: ['conditionalAccessPolicy', type] }).touchesSettings).toBe(false);
  });

  it('a role-assignable group, and only such a one, is privileged', () => {
    expect(stakes([group()], { assignable: true }).touchesPrivilegedGroups).toBe(true);
    expect(stakes([group()]).touchesPrivilegedGroups).toBe(false);
    expect(stakes([change(1)], { assignable: true }).touchesPrivilegedGroups).toBe(false);
  });

  it('unknown types and actions, and soft-deletes, are counted; what is only shown is not', () => {
    const raw = { type: 'tenantDial', action: 'spin' };

    expect(stakes([change(1, { type: 'unknown', action: 'update', raw })]).touchesUnknownKinds).toBe(true);
    expect(stakes([change(1, { action: 'unknown', raw })]).touchesUnknownKinds).toBe(true);
    expect(stakes([change(1, { action: 'softDelete' })]).softDeletes).toBe(1);
    expect(stakes([change(1, { action: 'softDelete', shownOnly: true })])).toMatchObject({
      objects: 0,
      softDeletes: 0,
    });
  });

  it.each<[string, Change, boolean]>([
    ['switched on', policy({ state: 'disabled' }, { state: 'enabled' }), true],
    [
      'switched from reporting to on',
      policy({ state: 'enabledForReportingButNotEnforced' }, { state: 'enabled' }),
      true,
    ],
    ['brought back switched on', policy({ state: 'enabled' }, {}, { action: 'restore' }), true],
    ['switched off', policy({ state: 'enabled' }, { state: 'disabled' }), false],
    ['on before and after', policy({ state: 'enabled' }, { state: 'enabled' }), false],
    ['changed otherwise', policy({ grantControls: {} }, { grantControls: null }), false],
    ['deleted', policy({ state: 'enabled' }, {}, { action: 'softDelete' }), false],
  ])('a policy %s', (_what, one, isEnabled) => {
    expect(stakes([one]).enabledPolicies).toEqual(isEnabled ? [{ id: one.id, name: 'Baseline' }] : []);
  });
});

interface GroupCase {
  readonly one: Change;
  readonly facts?: { readonly isAssignableToRole?: boolean };
  readonly configured?: readonly ObjectId[];
}
