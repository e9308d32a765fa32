import type { Change } from '../../src/recovery/change';
import { hazardsOfLost, referencesAfter, type LookedUpPolicy } from '../../src/recovery/lost-references';
import type { PolicyNow } from '../../src/recovery/policy-coverage';
import type { ObjectId } from '../../src/shared/ids';
import type { JsonObject } from '../../src/shared/json';

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${String(digit)}` as ObjectId;
const POLICY = id(9);
const change = (target: JsonObject, more: Partial<Change> = {}): Change => ({ type: 'conditionalAccessPolicy', id: POLICY, action: 'update', now: {}, target, links: [], shownOnly: false, ...more }); // prettier-ignore
const conditions = {
  users: { includeUsers: ['All'], excludeUsers: [id(1).toUpperCase(), 'GuestsOrExternalUsers'], includeGroups: [id(2)], excludeGroups: [id(3)], excludeRoles: [id(4)] },
  locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', id(5)] },
}; // prettier-ignore

describe('what a policy points to, as the recovery would leave it', () => {
  const ALL = [
    { does: 'except', type: 'user', id: id(1) },
    { does: 'except', type: 'group', id: id(3) },
    { does: 'except', type: 'namedLocationPolicy', id: id(5) },
    { does: 'include', type: 'group', id: id(2) },
  ];
  const present: PolicyNow = { id: POLICY, state: 'enabled', conditions };

  it.each<[string, Change, PolicyNow | undefined]>([
    ['as it is written', change({ conditions }), undefined],
    ['as it stays', change({ state: 'enabled' }), present],
    ['as it comes back', change({}, { action: 'restore', now: { conditions } }), undefined],
  ])('%s', (_what, one, now) => {
    expect(referencesAfter(one, now)).toEqual(ALL);
  });

  it.each<[string, Change]>([
    ['goes', change({ conditions }, { action: 'softDelete' })],
    ['is off', change({ conditions, state: 'disabled' })],
    ['only reports', change({ conditions, state: 'enabledForReportingButNotEnforced' })],
    ['only gets a name', change({ displayName: 'x' }, { now: { conditions } })],
    ['tells nothing that is a list', change({ conditions: { users: { excludeGroups: 'x' }, locations: null } })],
  ])('nothing where it %s', (_what, one) => {
    expect(referencesAfter(one)).toEqual([]);
  });
});

describe('what is gone of it', () => {
  const group = { does: 'except', type: 'group', id: id(3), name: 'Emergency Access' } as const;
  const included = { does: 'include', type: 'group', id: id(2) } as const;
  const policy = (more: Partial<LookedUpPolicy>): LookedUpPolicy => ({ id: POLICY, name: 'Block legacy', lost: [], isUnread: false, covers: [{ id: id(1), name: 'Emergency Access 1' }], ...more }); // prettier-ignore
  const kinds = (policies: readonly LookedUpPolicy[], back: readonly ObjectId[] = []) =>
    hazardsOfLost(policies, new Set(back)).map(({ kind, severity, count }) => [kind, severity, count]);

  it('is a danger where it was excepted, and says what it was and who would be covered', () => {
    expect(hazardsOfLost([policy({ lost: [group] })], new Set())).toEqual([
      {
        kind: 'exclusionPointsToNothing',
        severity: 'danger',
        count: 1,
        examples: [
          {
            id: POLICY,
            name: 'Block legacy',
            lost: [{ type: 'group', id: id(3), name: 'Emergency Access' }],
            covers: [{ id: id(1), name: 'Emergency Access 1' }],
          },
        ],
      },
    ]);
  });

  it('is a warning where the policy was for it', () => {
    expect(kinds([policy({ lost: [included] })])).toEqual([['inclusionPointsToNothing', 'warning', 1]]);
  });

  it('is no danger where the same recovery brings it back', () => {
    expect(kinds([policy({ lost: [group] })], [id(3)])).toEqual([]);
    expect(kinds([policy({ lost: [group, included] })], [id(3)])).toEqual([['inclusionPointsToNothing', 'warning', 1]]);
  });

  it('is said not to be known where it could not be read', () => {
    expect(kinds([policy({ isUnread: true }), policy({})])).toEqual([['exclusionsUnread', 'warning', 1]]);
  });
});
