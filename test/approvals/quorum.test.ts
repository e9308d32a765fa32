import { confirmationsOf, missingConfirmation, type Written } from '../../src/approvals/confirmation';
import { hasEnoughPeople, isLowered, neededApprovals, quorumOf, type Stakes } from '../../src/approvals/quorum';

const limits = { objects: 500, softDeletes: 20, isStrict: false };
const strict = { ...limits, isStrict: true };
const nothing: Stakes = {
  objects: 3,
  softDeletes: 0,
  touchesSettings: false,
  touchesPrivilegedGroups: false,
  touchesUnknownKinds: false,
  enabledPolicies: [],
};
const policy = { id: '40000000-0000-4000-8000-000000000002', name: 'Block *legacy* authentication' };

describe('the quorum comes from what is at stake (A6)', () => {
  it.each<[string, Partial<Stakes>, 1 | 2, readonly string[]]>([
    ['ordinary changes', {}, 1, []],
    ['as many objects as the limit', { objects: 500 }, 1, []],
    ['as many deletes as the limit', { softDeletes: 20 }, 1, []],
    ['policies or settings', { touchesSettings: true }, 2, ['settings']],
    ['privileged groups', { touchesPrivilegedGroups: true }, 2, ['privilegedGroups']],
    ['unknown kinds', { touchesUnknownKinds: true }, 2, ['unknownKinds']],
    ['more objects than the limit', { objects: 501 }, 2, ['manyObjects']],
    ['more deletes than the limit', { softDeletes: 21 }, 2, ['manySoftDeletes']],
    ['several of them', { touchesSettings: true, objects: 501 }, 2, ['settings', 'manyObjects']],
  ])('%s', (_what, stakes, asked, because) => {
    expect(quorumOf({ ...nothing, ...stakes }, { others: 5, limits })).toMatchObject({ asked, because });
  });

  it.each([
    { asked: 1, others: 0, needed: 1, isEnough: false, lowered: false },
    { asked: 1, others: 1, needed: 1, isEnough: true, lowered: false },
    { asked: 2, others: 2, needed: 2, isEnough: true, lowered: false },
    { asked: 2, others: 1, needed: 1, isEnough: true, lowered: true },
    { asked: 2, others: 0, needed: 1, isEnough: false, lowered: true },
  ] as const)('of $asked with $others others takes $needed', ({ asked, others, needed, isEnough, lowered }) => {
    const quorum = { asked, others, isStrict: false };

    expect(neededApprovals(quorum)).toBe(needed);
    expect(hasEnoughPeople(quorum)).toBe(isEnough);
    expect(isLowered(quorum)).toBe(lowered);
  });

  it.each([
    [1, false],
    [2, true],
  ])('of 2 is never lowered where the tenant is strict: %d others are enough: %s', (others, isEnough) => {
    const quorum = { asked: 2, others, isStrict: true } as const;

    expect(neededApprovals(quorum)).toBe(2);
    expect(hasEnoughPeople(quorum)).toBe(isEnough);
    expect(isLowered(quorum)).toBe(false);
  });
});

describe('what an approver has to write', () => {
  const asked = (stakes: Partial<Stakes>, { others = 2, rules = limits } = {}) => {
    const all = { ...nothing, ...stakes };
    return confirmationsOf({ stakes: all, quorum: quorumOf(all, { others, limits: rules }), limits: rules });
  };
  const kinds = (...args: Parameters<typeof asked>) => asked(...args).map(({ kind }) => kind);

  it.each([
    ['nothing for ordinary changes', kinds({}), []],
    ['a reason where two approve (A21)', kinds({ touchesSettings: true }), ['reason']],
    ['the number of changes where two cannot be reached (A6)', kinds({ touchesSettings: true }, { others: 1 }), ['changes', 'reason']], // prettier-ignore
    ['no number where the tenant is strict', kinds({ touchesSettings: true }, { others: 1, rules: strict }), ['reason']], // prettier-ignore
    ['the number of deletes over the threshold (A22)', kinds({ softDeletes: 21 }), ['softDeletes', 'reason']],
    ['the name of a policy that is enabled, whatever the quorum (A22)', kinds({ enabledPolicies: [policy] }), ['policy']], // prettier-ignore
  ])('is %s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  const everything = asked({ touchesSettings: true, objects: 1204, softDeletes: 21, enabledPolicies: [policy] }, { others: 1 }); // prettier-ignore
  const right: Written = { changes: '1,204', softDeletes: ' 21 ', policy: 'block legacy AUTHENTICATION', reason: 'INC-4711' }; // prettier-ignore

  it.each<[string, Written]>([
    ['as printed', {}],
    ['without the comma', { changes: '1204' }],
    ['with a point', { changes: '1.204' }],
    ['the policy by its id', { policy: policy.id.toUpperCase() }],
    ['the policy by the end of its id', { policy: '000000000002' }],
  ])('counts %s', (_how, change) => {
    expect(missingConfirmation(everything, { ...right, ...change })).toBeUndefined();
  });

  it.each<[string, Written, string]>([
    ['no number of changes (A6)', { changes: undefined }, 'numberNotTyped'],
    ['another number of changes (A6)', { changes: '1205' }, 'numberNotTyped'],
    ['digits among words', { changes: 'about 1204' }, 'numberNotTyped'],
    ['another number of deletes (A22)', { softDeletes: '20' }, 'numberNotTyped'],
    ['no name (A22)', { policy: ' ' }, 'policyNotNamed'],
    ['another policy (A22)', { policy: 'Block authentication' }, 'policyNotNamed'],
    ['too little of its id', { policy: '002' }, 'policyNotNamed'],
    ['no reason (A21)', { reason: '' }, 'reasonMissing'],
    ['a short reason (A21)', { reason: 'yes' }, 'reasonTooShort'],
  ])('refuses %s', (_what, change, because) => {
    expect(missingConfirmation(everything, { ...right, ...change })).toMatchObject({ kind: 'refused', because });
  });

  it('a policy whose name has no letters goes by its id only', () => {
    const [confirmation] = asked({ enabledPolicies: [{ ...policy, name: '★★★' }] });
    const named = (text: string) => missingConfirmation(confirmation ? [confirmation] : [], { policy: text });

    expect(named('★★★')).toMatchObject({ because: 'policyNotNamed' });
    expect(named('')).toMatchObject({ because: 'policyNotNamed' });
    expect(named(policy.id)).toBeUndefined();
  });
});
