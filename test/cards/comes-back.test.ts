import { afterwardsLines, broughtAlongLines } from '../../src/cards/comes-back-words';
import type { Hazard, HazardKind } from '../../src/recovery/hazard';
import type { Scope } from '../../src/recovery/scope';
import { previewOf } from '../jobs/people-and-requests';

const object = (type: 'user' | 'group') => ({ type, id: 'x' as never, name: 'X' });

describe('what comes back together with people and applications', () => {
  const PEOPLE = 'earlier sign-in methods again, an attacker’s included';
  const APPLICATIONS = 'the secrets they had, an attacker’s included';

  it.each<[string, Scope, readonly string[]]>([
    ['everything', { kind: 'everything' }, [PEOPLE, APPLICATIONS]],
    ['users', { kind: 'types', types: ['user', 'group'] }, [PEOPLE]],
    ['applications', { kind: 'types', types: ['application'] }, [APPLICATIONS]],
    ['service principals', { kind: 'types', types: ['servicePrincipal'] }, [APPLICATIONS]],
    ['one person', { kind: 'objects', objects: [object('user')] }, [PEOPLE]],
    ['groups', { kind: 'types', types: ['group'] }, []],
    ['one group', { kind: 'objects', objects: [object('group')] }, []],
  ])('is said on the plan of %s where there may be any, and nothing of others', (_what, scope, words) => {
    const said = broughtAlongLines({ plan: { scope } as never });

    expect(said).toEqual(words.map((part) => expect.stringContaining(part) as string));
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
