import { createChangeCounter } from '../../src/recovery/change-counts';
import type { Change } from '../../src/recovery/change';
import { HAZARD_RULES } from '../../src/recovery/hazard-rules';
import { createHazardJudge } from '../../src/recovery/hazards';
import type { Hazard, HazardKind } from '../../src/recovery/hazard';
import type { ObjectFacts } from '../../src/recovery/ports';
import type { ObjectId, PersonId } from '../../src/shared/ids';

const ANA = 'ana' as PersonId;
const BEN = 'ben' as PersonId;
const EMERGENCY = 'emergency' as ObjectId;
const SNAPSHOT_AT = new Date('2026-03-28T22:00:00Z');
const PLAN = {
  snapshotAt: SNAPSHOT_AT,
  requesterId: ANA,
  candidateIds: [BEN],
  emergencyAccountIds: [EMERGENCY],
  privilegedGroupIds: ['configured' as ObjectId],
};
const OLD = new Date('2020-01-01T00:00:00Z');

function change(changed: Partial<Change> & { readonly id?: ObjectId } = {}): Change {
  return { type: 'user', id: 'x' as ObjectId, action: 'update', displayName: 'X', now: {}, target: {}, links: [], shownOnly: false, ...changed }; // prettier-ignore
}
const facts = (known: Partial<ObjectFacts> = {}): ObjectFacts => ({ id: 'x' as ObjectId, synced: false, createdAt: OLD, ...known }); // prettier-ignore

/** Facts of an old object that is nothing special, unless others (or none) are given. */
type Case = readonly [name: string, change: Change, facts?: ObjectFacts];

const policy = (changed: Partial<Change>): Change => change({ type: 'conditionalAccessPolicy', ...changed });
const users = (excluded: Record<string, unknown>) => ({ conditions: { users: { includeUsers: ['All'], ...excluded } } }) as Change['now']; // prettier-ignore
const member = (objectId: string, relation = 'members') => ({ relation, objectId: objectId as ObjectId, does: 'add' as const }); // prettier-ignore

const SPEAKS: { readonly [Kind in HazardKind]?: readonly Case[] } = {
  newObjectsDeleted: [
    ['created since', change({ action: 'softDelete' }), facts({ createdAt: new Date('2026-03-29T01:00:00Z') })],
    ['nobody knows when', change({ action: 'softDelete' }), facts({ createdAt: undefined })],
    ['no facts at all', change({ action: 'softDelete' })],
  ],
  handRestoredDeletedAgain: [
    ['older than the snapshot', change({ action: 'softDelete' }), facts()],
    ['created the moment it was taken', change({ action: 'softDelete' }), facts({ createdAt: SNAPSHOT_AT })],
  ],
  leaversRevived: [
    ['disabled since', change({ now: { accountEnabled: false }, target: { accountEnabled: true } })],
    ['deleted since', change({ action: 'restore' })],
  ],
  policyEnabled: [
    ['from disabled', policy({ now: { state: 'disabled' }, target: { state: 'enabled' } })],
    ['from report-only', policy({ now: { state: 'enabledForReportingButNotEnforced' }, target: { state: 'enabled' } })],
    ['back from deletion, state unknown', policy({ action: 'restore', target: { deletedDateTime: null } })],
    ['back from deletion, enabled', policy({ action: 'restore', now: { state: 'enabled' } })],
  ],
  policyLosesExclusion: [
    ['the emergency account', policy({ now: users({ excludeUsers: [EMERGENCY, 'b'] }), target: users({ excludeUsers: ['b'] }) })],
    ['all of them', policy({ now: users({ excludeGroups: ['g'] }), target: users({}) })],
    ['guests', policy({ now: users({ excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'all' } }), target: users({ excludeGuestsOrExternalUsers: null }) })],
    ['a location', policy({ now: { conditions: { locations: { excludeLocations: ['hq'] } } }, target: { conditions: { locations: null } } })],
  ],
  policyCoversPeopleInvolved: [
    ['as the facts say', policy({ target: { state: 'enabled' } }), facts({ coversPeopleInvolved: true })],
    ['on, and nobody can say whom it covers', policy({ target: users({}) })],
  ],
  privilegedGroup: [
    ['role-assignable', change({ type: 'group' }), facts({ isAssignableToRole: true })],
    ['configured', change({ type: 'group', id: 'configured' as ObjectId }), facts()],
    ['deleted, so nobody can say', change({ type: 'group', action: 'restore' })],
    ['by its values', change({ type: 'group', now: { isAssignableToRole: true } }), facts()],
  ],
  emergencyAccount: [
    ['itself', change({ id: EMERGENCY })],
    ['its membership', change({ type: 'group', links: [member(EMERGENCY)] }), facts()],
  ],
  requesterInScope: [
    ['herself', change({ id: ANA as string as ObjectId })],
    ['her membership', change({ type: 'group', links: [member(ANA)] }), facts()],
  ],
  approverInScope: [
    ['himself', change({ id: BEN as string as ObjectId })],
    ['his membership', change({ type: 'group', links: [member(BEN)] }), facts()],
  ],
  syncedSkipped: [
    ['shown only', change({ shownOnly: true })],
    ['synced', change(), facts({ synced: true })],
  ],
  dynamicGroup: [
    ['by facts', change({ type: 'group' }), facts({ isDynamicGroup: true })],
    ['by values', change({ type: 'group', target: { groupTypes: ['DynamicMembership'] } }), facts()],
  ],
  linksNotCovered: [
    ['owners', change({ type: 'group', links: [member('o', 'owners')] }), facts()],
    ['a manager', change({ links: [member('o', 'manager'), member('m')] }), facts()],
  ],
  secretsNotCovered: [
    ['an application', change({ type: 'application' })],
    ['an enterprise app', change({ type: 'servicePrincipal' })],
  ],
  oldSecretsReturn: [
    ['an application', change({ type: 'application', action: 'restore' })],
    ['an enterprise app', change({ type: 'servicePrincipal', action: 'restore' })],
  ],
  oldSignInMethodsReturn: [
    ['deleted since', change({ action: 'restore' })],
    ['disabled since', change({ now: { accountEnabled: false }, target: { accountEnabled: true } })],
  ],
  unknownKind: [
    ['a type', change({ type: 'unknown', raw: { type: 'device', action: 'update' } })],
    ['an action', change({ action: 'unknown', raw: { type: 'user', action: 'merge' } })],
  ],
}; // prettier-ignore

const SILENT: { readonly [Kind in HazardKind]?: readonly Case[] } = {
  newObjectsDeleted: [
    ['an update of a new object', change(), facts({ createdAt: new Date('2026-03-29T01:00:00Z') })],
    ['taken in the snapshot', change({ action: 'softDelete' }), facts({ createdAt: SNAPSHOT_AT })],
  ],
  handRestoredDeletedAgain: [['created since', change({ action: 'softDelete' }), facts({ createdAt: undefined })]],
  leaversRevived: [
    ['disabled by the recovery', change({ now: { accountEnabled: true }, target: { accountEnabled: false } })],
    ['a group', change({ type: 'group', action: 'restore' }), facts()],
    ['enabled now and then', change({ now: { accountEnabled: true }, target: { accountEnabled: true } })],
  ],
  policyEnabled: [
    ['switched off', policy({ now: { state: 'enabled' }, target: { state: 'disabled' } })],
    ['stays on', policy({ now: { state: 'enabled' }, target: { state: 'enabled' } })],
    ['to report-only', policy({ now: { state: 'disabled' }, target: { state: 'enabledForReportingButNotEnforced' } })],
    ['back from deletion, disabled', policy({ action: 'restore', target: { state: 'disabled' } })],
    ['deleted', policy({ action: 'softDelete', now: { state: 'enabled' }, target: {} })],
  ],
  policyLosesExclusion: [
    ['in another order', policy({ now: users({ excludeUsers: ['a', 'B'] }), target: users({ excludeUsers: ['b', 'a'] }) })],
    ['one more', policy({ now: users({ excludeUsers: ['a'] }), target: users({ excludeUsers: ['a', 'b'] }) })],
    ['an inclusion', policy({ now: users({ includeUsers: ['a'] }), target: users({ includeUsers: [] }) })],
    ['conditions untouched', policy({ now: users({ excludeUsers: ['a'] }), target: { displayName: 'Y' } })],
    ['strange values', policy({ now: { conditions: ['excludeUsers', 7] }, target: { conditions: 'excludeUsers' } })],
  ],
  policyCoversPeopleInvolved: [
    ['as the facts say', policy({ target: { state: 'enabled' } }), facts({ coversPeopleInvolved: false })],
    ['switched off, whatever nobody can say', policy({ target: { state: 'disabled' } })],
    ['a policy that goes', policy({ action: 'softDelete', target: {} })],
    ['no policy', change(), facts({ coversPeopleInvolved: true })],
  ],
  privilegedGroup: [
    ['ordinary', change({ type: 'group', links: [member('m')] }), facts()],
    ['a user', change()],
    ['deleted, and its values say no', change({ type: 'group', action: 'restore', now: { isAssignableToRole: false } })],
  ],
  emergencyAccount: [['somebody else', change()]],
  requesterInScope: [['an approver', change({ id: BEN as string as ObjectId })]],
  approverInScope: [['the requester', change({ id: ANA as string as ObjectId })]],
  syncedSkipped: [['a cloud account', change(), facts()]],
  dynamicGroup: [['an assigned one', change({ type: 'group', now: { groupTypes: ['Unified'] } }), facts({ isDynamicGroup: false })]],
  linksNotCovered: [['members', change({ type: 'group', links: [member('m')] }), facts()]],
  secretsNotCovered: [
    ['an application that goes', change({ type: 'application', action: 'softDelete' }), facts()],
    ['one that comes back with its secrets', change({ type: 'application', action: 'restore' }), facts()],
  ],
  oldSecretsReturn: [['an application that is changed', change({ type: 'application' }), facts()], ['a group that comes back', change({ type: 'group', action: 'restore' }), facts()]],
  oldSignInMethodsReturn: [['somebody whose department changes', change({ target: { department: 'x' } })], ['somebody who is disabled', change({ now: { accountEnabled: true }, target: { accountEnabled: false } })]],
  snapshotAfterDamage: [['no incident named', change()]],
  wholeTypeRidesAlong: [['one object', change()]],
  bigBang: [['one object', change()]],
  unknownKind: [['a known one', change()]],
}; // prettier-ignore

function judged(change: Change, known?: ObjectFacts): readonly Hazard[] {
  const judge = createHazardJudge(PLAN);
  judge.see(change, known);
  return judge.hazards();
}
const rows = (cases: typeof SPEAKS) =>
  Object.entries(cases).flatMap(([kind, list]) =>
    list.map(([name, seen, known]) => ({ kind, name, found: judged(seen, known).map((hazard) => hazard.kind) })),
  );

describe('a hazard', () => {
  it.each(rows(SPEAKS))('$kind speaks: $name', ({ kind, found }) => {
    expect(found).toContain(kind);
  });

  it.each(rows(SILENT))('$kind is silent: $name', ({ kind, found }) => {
    expect(found).not.toContain(kind);
  });

  it('has three cases for every rule, some in which it speaks and some in which it is silent', () => {
    for (const { kind } of HAZARD_RULES) {
      const [speaks, silent] = [SPEAKS[kind]?.length ?? 0, SILENT[kind]?.length ?? 0];
      expect({ kind, isTried: speaks > 0 && silent > 0 && speaks + silent >= 3 }).toEqual({ kind, isTried: true });
    }
  });

  it('is not found in objects that are only shown', () => {
    const risky = change({ id: EMERGENCY, action: 'restore', shownOnly: true });
    expect(judged(risky).map(({ kind }) => kind)).toEqual(['syncedSkipped']);
  });
});

describe('hazards of the whole', () => {
  function afterSeeing(count: number, incidentAt?: Date) {
    const judge = createHazardJudge({ ...PLAN, ...(incidentAt && { incidentAt }) });
    for (let index = 0; index < count; index += 1) judge.see(change({ id: `u${index}` as ObjectId }), facts());
    return judge.hazards().map(({ kind }) => kind);
  }

  it.each([
    [100, []],
    [101, ['wholeTypeRidesAlong']],
    [500, ['wholeTypeRidesAlong']],
    [501, ['bigBang', 'wholeTypeRidesAlong']],
  ])('of %d objects', (count, kinds) => {
    expect(afterSeeing(count)).toEqual(kinds);
  });

  it.each([
    ['2026-03-28T21:59:59Z', ['snapshotAfterDamage']],
    ['2026-03-28T22:00:00Z', ['snapshotAfterDamage']],
    ['2026-03-28T22:00:01Z', []],
  ])('of an incident at %s', (incidentAt, kinds) => {
    expect(afterSeeing(0, new Date(incidentAt))).toEqual(kinds);
  });

  it('of an incident that only the audit log shows', () => {
    const judge = createHazardJudge(PLAN);
    judge.see(change(), facts());

    expect(judge.hazards(true)).toMatchObject([{ kind: 'snapshotAfterDamage', severity: 'danger', count: 1 }]);
    expect(judge.hazards()).toEqual([]);
  });

  it('do not count what is only shown', () => {
    const judge = createHazardJudge(PLAN);
    for (let index = 0; index < 600; index += 1) judge.see(change({ shownOnly: true }));
    expect(judge.hazards()).toMatchObject([{ kind: 'syncedSkipped', count: 600, examples: { length: 20 } }]);
  });
});

describe('examples', () => {
  it('are at most twenty, and all are counted', () => {
    const judge = createHazardJudge(PLAN);
    for (let index = 0; index < 50; index += 1) judge.see(change({ id: `u${index}` as ObjectId, action: 'restore' }));
    expect(judge.hazards()).toMatchObject([
      { kind: 'leaversRevived', count: 50, examples: { length: 20 } },
      { kind: 'oldSignInMethodsReturn', count: 50, examples: { length: 20 } },
    ]);
    expect(judge.hazards()[0]?.examples[0]).toEqual({ id: 'u0', name: 'X', type: 'user' });
  });

  it('name a person once, however many changes touch them', () => {
    const judge = createHazardJudge(PLAN);
    for (const id of ['g1', 'g2']) judge.see(change({ type: 'group', id: id as ObjectId, links: [member(BEN)] }), facts());
    expect(judge.hazards()).toMatchObject([{ kind: 'approverInScope', count: 1, examples: [{ id: BEN }] }]);
  }); // prettier-ignore

  it('come with dangers first', () => {
    const judge = createHazardJudge(PLAN);
    judge.see(change({ type: 'application' }), facts());
    judge.see(change({ id: BEN as string as ObjectId }), facts());
    judge.see(change({ action: 'softDelete' }), facts());
    expect(judge.hazards().map(({ severity }) => severity)).toEqual(['danger', 'warning', 'note']);
  });
});

describe('counts', () => {
  it('are by action, type and links, and leave out what is only shown', () => {
    const counter = createChangeCounter();
    counter.see(change({ links: [member('m'), member('n')] }));
    counter.see(change({ type: 'group', action: 'restore' }));
    counter.see(change({ type: 'group', action: 'softDelete' }));
    counter.see(change({ type: 'unknown', action: 'unknown' }));
    counter.see(change({ shownOnly: true, links: [member('m')] }));
    counter.see(change({ type: 'oAuth2PermissionGrant', action: 'softDelete' }));
    counter.see(
      change({
        type: 'appRoleAssignment',
        action: 'softDelete',
        target: { resourceId: '5f2a91c7-0000-4000-8000-000000000001' },
      }),
    );
    expect(counter.counts()).toEqual({
      update: 1,
      restore: 1,
      softDelete: 3,
      unknown: 1,
      shownOnly: 1,
      links: 2,
      unpinnable: 1,
      byType: { user: 1, group: 2, unknown: 1, oAuth2PermissionGrant: 1, appRoleAssignment: 1 },
    });
  });
});
