import { afterwardsLines, broughtAlongLines } from '../../src/cards/comes-back-words';
import type { Hazard, HazardKind } from '../../src/recovery/hazard';
import type { Scope } from '../../src/recovery/scope';
import { previewOf } from '../jobs/people-and-requests';

const object = (type: 'user' | 'group') => ({ type, id: 'x' as never, name: 'X' });

describe('what comes back together with people and applications', () => {
  it.each<[string, Scope, number]>([
    ['everything', { kind: 'everything' }, 1],
    ['users', { kind: 'types', types: ['user', 'group'] }, 1],
    ['applications', { kind: 'types', types: ['application'] }, 1],
    ['one person', { kind: 'objects', objects: [object('user')] }, 1],
    ['groups', { kind: 'types', types: ['group'] }, 0],
    ['one group', { kind: 'objects', objects: [object('group')] }, 0],
  ])('is said on the plan of %s where there may be any', (_what, scope, lines) => {
    const said = broughtAlongLines({ plan: { scope } as never });

    expect(said).toHaveLength(lines);
    expect(said.join()).toMatch(lines === 0 ? /^$/ : /earlier sign-in methods .* the secrets they had: an attacker’s included/); // prettier-ignore
  });

  it.each<[HazardKind, string]>([
    ['oldSignInMethodsReturn', 'need a new password'],
    ['oldSecretsReturn', 'remove those that are not known to be yours'],
  ])('is said when it is finished where %s was found', (kind, words) => {
    const hazards = [{ kind, severity: 'warning', count: 1, examples: [] } satisfies Hazard];

    expect(afterwardsLines({ preview: { ...previewOf({}), hazards } }).join()).toContain(words);
    expect(afterwardsLines({ preview: previewOf({}) })).toEqual([]);
    expect(afterwardsLines({})).toEqual([]);
  });
});
