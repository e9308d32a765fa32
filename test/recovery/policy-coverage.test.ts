import { changeObjectSchema } from '../../src/graph/change-contract';
import type { Change } from '../../src/recovery/change';
import { createHazardJudge } from '../../src/recovery/hazards';
import { coversPeopleInvolved, membershipsAsked, type PolicyNow } from '../../src/recovery/policy-coverage';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import type { JsonObject } from '../../src/shared/json';
import { DOCUMENTED_POLICY_CHANGE } from '../graph/documented-policy';

const ANA = 'ana' as PersonId;
const BEN = 'ben' as PersonId;
const ID = 'p1' as ObjectId;

const users = (listed: JsonObject): JsonObject => ({ conditions: { users: listed } });
const ALL = users({ includeUsers: ['All'] });
const change = (target: JsonObject, more: Partial<Change> = {}): Change => ({ type: 'conditionalAccessPolicy', id: ID, action: 'update', now: {}, target, links: [], shownOnly: false, ...more }); // prettier-ignore
const memberOf = (held: Readonly<Record<string, readonly string[]>>) => (id: PersonId) => held[id] && new Set(held[id]);
const nowhere = memberOf({ ana: [], ben: [] });
const covers = (one: Change, membershipsOf = nowhere, present?: PolicyNow) =>
  coversPeopleInvolved(one, { ids: [ANA, BEN], membershipsOf }, present);

type Case = readonly [when: string, change: Change, membershipsOf?: typeof nowhere, present?: PolicyNow];
const cases = (rows: readonly Case[]) =>
  rows.map(([when, one, membershipsOf, present]) => ({ when, one, membershipsOf, present }));

describe('a policy covers somebody who asks or approves', () => {
  it.each(cases([
    ['when it applies to everybody', change(ALL)],
    ['when it names one of them, in any case', change(users({ includeUsers: ['BEN'] }))],
    ['by a group', change(users({ includeGroups: ['g'] })), memberOf({ ana: [], ben: ['g'] })],
    ['by a role', change(users({ includeRoles: ['R'] })), memberOf({ ana: ['r'], ben: [] })],
    ['when only one of the two is excluded', change(users({ includeUsers: ['All'], excludeUsers: ['ana'] }))],
    ['when nobody can say who is in its group', change(users({ includeGroups: ['g'] })), memberOf({})],
    ['when an exclusion cannot be proved', change(users({ includeUsers: ['All'], excludeGroups: ['g'] })), memberOf({})],
    ['when it comes back from deletion and nobody tells whom it is for', change({}, { action: 'restore' })],
    ['when only its controls change', change({ grantControls: {} }), nowhere, { id: ID, state: 'enabled', conditions: { users: { includeUsers: ['All'] } } }],
    ['when it is switched on', change({ state: 'enabled' }, { now: { state: 'disabled' } }), nowhere, { id: ID, state: 'disabled', conditions: { users: { includeUsers: ['All'] } } }],
  ]))('$when', ({ one, membershipsOf, present }) => {
    expect(covers(one, membershipsOf, present)).toBe(true);
  }); // prettier-ignore

  it.each(cases([
    ['when it names others', change(users({ includeUsers: ['mallory'] }))],
    ['when both are excluded', change(users({ includeUsers: ['All'], excludeUsers: ['ana'], excludeGroups: ['g'] })), memberOf({ ana: [], ben: ['g'] })],
    ['when they are excluded by a role', change(users({ includeUsers: ['All'], excludeRoles: ['r'] })), memberOf({ ana: ['r'], ben: ['r'] })],
    ['when they are in none of its groups', change(users({ includeGroups: ['g'], includeRoles: ['r'] }))],
    ['when it is only for guests', change(users({ includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest' } }))],
    ['when it is about applications, not people', change({ conditions: { users: null } })],
    ['when it stays off', change(ALL, { now: { state: 'disabled' } })],
    ['when it becomes report-only', change({ ...ALL, state: 'enabledForReportingButNotEnforced' })],
    ['when it is off now and stays so', change(ALL, {}), nowhere, { id: ID, state: 'disabled' }],
    ['when it goes', change({}, { action: 'softDelete' })],
    ['when only its name changes', change({ displayName: 'New', description: 'x' })],
  ]))('not $when', ({ one, membershipsOf, present }) => {
    expect(covers(one, membershipsOf, present)).toBe(false);
  }); // prettier-ignore
});

it('asks about the groups and roles that decide, and about none of a policy that is off', () => {
  const listed = users({ includeGroups: ['G1'], excludeGroups: ['g2'], includeRoles: ['r1'], excludeRoles: [7], includeUsers: ['x'] }); // prettier-ignore

  expect(membershipsAsked(change(listed))).toEqual(['g1', 'r1', 'g2']);
  expect(membershipsAsked(change({ ...listed, state: 'disabled' }))).toEqual([]);
});

describe('Microsoft’s own sample, which enables a policy and drops the emergency account', () => {
  const sample = changeObjectSchema.parse(DOCUMENTED_POLICY_CHANGE);
  const judgedFor = (requester: string) => {
    const requesterId = requester as PersonId;
    const plan = { snapshotAt: new Date(0), requesterId, candidateIds: [], emergencyAccountIds: [], privilegedGroupIds: [] }; // prettier-ignore
    const judge = createHazardJudge(plan);
    const coversThem = coversPeopleInvolved(sample, { ids: [requesterId], membershipsOf: () => new Set() });
    judge.see(sample, { id: sample.id, synced: false, coversPeopleInvolved: coversThem });
    return judge.hazards();
  };

  it('is found to do both', () => {
    expect(judgedFor('somebody').map(({ kind }) => kind)).toEqual(['policyEnabled', 'policyLosesExclusion']);
    expect(judgedFor('somebody')).toMatchObject([
      { severity: 'danger', count: 1, examples: [{ id: sample.id, name: 'Require MFA for Admins' }] },
      { severity: 'danger', count: 1 },
    ]);
  });

  it('is found to cover the requester it names', () => {
    expect(judgedFor('finance1').map(({ kind }) => kind)).toContain('policyCoversPeopleInvolved');
  });
});
