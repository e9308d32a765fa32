import fc from 'fast-check';
import { mentionMark, type MentionedPerson } from '../../src/recovery/scope-tokens';
import { parseScope, scopePhraseIn } from '../../src/recovery/scope-words';
import type { ObjectId } from '../../src/shared/ids';

const ANA = '00000000-0000-4000-8000-0000000000a1';
const BEN = '00000000-0000-4000-8000-0000000000b1';
const MENTIONS: readonly MentionedPerson[] = [
  { name: 'Ana and Ruiz, from yesterday', objectId: ANA as ObjectId },
  { name: 'Nobody' },
];
const parse = (text: string) => parseScope(text, MENTIONS);
const PRINCIPALS = ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'];

describe('kinds of objects', () => {
  it.each([
    ['users', ['user']],
    ['all users', ['user']],
    ['The Groups', ['group']],
    ['users and groups', ['user', 'group']],
    ['users, groups and apps', ['user', 'group', 'application']],
    ['users & users', ['user']],
    ['applications', ['application']],
    ['service principals', PRINCIPALS],
    ['enterprise apps and ca', [...PRINCIPALS, 'conditionalAccessPolicy']],
    ['conditional access', ['conditionalAccessPolicy']],
    ['policies', ['conditionalAccessPolicy']],
    ['named locations', ['namedLocationPolicy']],
    ['authentication methods', ['authenticationMethodPolicy']],
    ['authorization policy', ['authorizationPolicy']],
    ['organization', ['organization']],
  ])('%s', (text, types) => {
    expect(parse(text)).toEqual({ kind: 'types', types, except: [] });
  });

  it.each(['everything', 'all', 'Everything'])('%s is everything', (text) => {
    expect(parse(text)).toEqual({ kind: 'everything', except: [] });
  });
});

describe('objects', () => {
  const ana = { by: 'name', name: 'ana@contoso.com', type: 'user' };
  it.each([
    ['user ana@contoso.com', [ana]],
    ['user ana@contoso.com and user ana@contoso.com', [ana]],
    ['ana@contoso.com', [{ by: 'name', name: 'ana@contoso.com' }]],
    ['@Ana', [{ by: 'name', name: 'Ana', type: 'user' }]],
    ['@Ana Ruiz and ben@contoso.com', [{ by: 'name', name: 'Ana Ruiz', type: 'user' }, { by: 'name', name: 'ben@contoso.com' }]],
    [mentionMark(0), [{ by: 'mention', id: ANA, name: 'Ana and Ruiz, from yesterday' }]],
    [`user ${mentionMark(0)}`, [{ by: 'mention', id: ANA, name: 'Ana and Ruiz, from yesterday' }]],
    [mentionMark(1), [{ by: 'name', name: 'Nobody', type: 'user' }]],
    ['group "Finance Leads"', [{ by: 'name', name: 'Finance Leads', type: 'group' }]],
    ['group Finance Leads', [{ by: 'name', name: 'Finance Leads', type: 'group' }]],
    ['group "Sales and, from yesterday"', [{ by: 'name', name: 'Sales and, from yesterday', type: 'group' }]],
    ['group "Finance" and "Sales"', [{ by: 'name', name: 'Finance', type: 'group' }, { by: 'name', name: 'Sales', type: 'group' }]],
    ['groups "Finance", "Sales"', [{ by: 'name', name: 'Finance', type: 'group' }, { by: 'name', name: 'Sales', type: 'group' }]],
    ['app payroll', [{ by: 'name', name: 'payroll', type: 'application' }]],
    ['enterprise app Pay Roll', [{ by: 'name', name: 'Pay Roll', type: 'servicePrincipal' }]],
    ['conditional access policy "Require MFA"', [{ by: 'name', name: 'Require MFA', type: 'conditionalAccessPolicy' }]],
    ['ca "Require MFA"', [{ by: 'name', name: 'Require MFA', type: 'conditionalAccessPolicy' }]],
    [`app ${BEN.toUpperCase()}`, [{ by: 'id', id: BEN, type: 'application' }]],
    [`${ANA} and ${BEN}, ${ANA}`, [{ by: 'id', id: ANA }, { by: 'id', id: BEN }]],
    ['"Finance Leads"', [{ by: 'name', name: 'Finance Leads' }]],
  ])('%s', (text, objects) => {
    expect(parse(text)).toEqual({ kind: 'objects', objects });
  }); // prettier-ignore

  it('takes a hundred and refuses one more', () => {
    const ids = Array.from({ length: 101 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    expect(parse(ids.slice(1).join(' and '))).toMatchObject({ kind: 'objects', objects: { length: 100 } });
    expect(parse(ids.join(' and '))).toMatchObject({ because: 'tooManyObjects' });
  });
});

describe('except', () => {
  it.each([
    ['everything except user ana@contoso.com', { kind: 'everything', except: [{ by: 'name', name: 'ana@contoso.com', type: 'user' }] }],
    [`users and groups except ${BEN}, group "VIP"`, { kind: 'types', types: ['user', 'group'], except: [{ by: 'id', id: BEN }, { by: 'name', name: 'VIP', type: 'group' }] }],
    ['users but not user ana@contoso.com', { kind: 'types', types: ['user'], except: [{ by: 'name', name: 'ana@contoso.com', type: 'user' }] }],
    [`users except ${mentionMark(0)}`, { kind: 'types', types: ['user'], except: [{ by: 'mention', id: ANA, name: 'Ana and Ruiz, from yesterday' }] }],
  ])('%s', (text, scope) => {
    expect(parse(text)).toEqual(scope);
  }); // prettier-ignore
});

describe('refusals', () => {
  it.each([
    ['', 'empty', []],
    ['and', 'empty', []],
    ['usrs', 'unknownWord', ['users']],
    ['groupes and users', 'unknownWord', ['groups and users']],
    ['usrs, gruops and apps', 'unknownWord', []],
    ['users ecxept user ana@contoso.com', 'unknownWord', ['users except user ana@contoso.com']],
    ['users except usr ana@contoso.com', 'unknownWord', ['users except user ana@contoso.com']],
    ['serviceprincipals', 'unknownWord', ['service principals']],
    ['usr', 'unknownWord', []],
    ['everythin', 'unknownWord', ['everything']],
    ['Finance', 'unknownWord', ['group "Finance"', 'user "Finance"']],
    ['* %', 'unknownWord', []],
    ['users and', 'unknownWord', ['users']],
    [', users', 'unknownWord', ['users']],
    ['except users', 'empty', []],
    ['user', 'nameMissing', []],
    ['app and groups', 'nameMissing', []],
    ['group ""', 'unknownWord', []],
    ['group Sales and Marketing', 'unknownWord', []],
    ['group "Finance', 'unclosedQuote', ['group "Finance"']],
    ['group finance friday', 'timeInName', ['group "finance friday"']],
    ['users and group "Finance"', 'mixed', []],
    ['everything and users', 'mixed', []],
    ['users except', 'exceptEmpty', []],
    ['everything except users', 'exceptTypes', ['groups, apps, service principals, conditional access, named locations, authentication methods, authorization policy, organization']],
    ['user "Ana" except user "Ben"', 'exceptObjects', []],
    ['app role assignments', 'grantsAlone', []],
  ])('%s: %s, rather %j', (text, because, rewrites) => {
    const refusal = parse(text);
    expect(refusal).toMatchObject({ kind: 'refusedScope', because });
    if (refusal.kind === 'refusedScope') expect(refusal.rewrites).toEqual(rewrites);
  }); // prettier-ignore

  it('a scope of any length is answered', () => {
    for (const text of ['"'.repeat(100_000), 'users and '.repeat(10_000), 'a'.repeat(100_000), '""'.repeat(50_000)]) {
      expect(parse(text)).toMatchObject({ kind: 'refusedScope', because: 'tooLong', rewrites: [] });
    }
    expect(parse('"" '.repeat(2_500))).toMatchObject({ kind: 'refusedScope' });
  });
});

const words = fc.constantFrom('users', 'user', 'and', ',', 'group', '"Finance', 'Leads"', 'except', 'all', 'everything', 'usrs', 'friday', ANA, 'ca', 'policy', '@Ana', '"', mentionMark(0), mentionMark(9), 'grants'); // prettier-ignore

it('offers only rewrites that parse', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (list) => {
      const scope = parse(list.join(' '));
      if (scope.kind !== 'refusedScope') return;
      for (const rewrite of scope.rewrites) expect(parse(rewrite).kind).not.toBe('refusedScope');
    }),
    { numRuns: 600 },
  );
});

describe('a pasted contact', () => {
  it.each([
    ['user Greta Gruber <greta@contoso.com>', { by: 'name', name: 'greta@contoso.com', type: 'user' }],
    ['Greta Gruber <greta@contoso.com>', { by: 'name', name: 'greta@contoso.com' }],
    ['user "Gruber, Greta" <greta@contoso.com>', { by: 'name', name: 'greta@contoso.com', type: 'user' }],
    ['mailto:greta@contoso.com?subject=Hi', { by: 'name', name: 'greta@contoso.com' }],
    ['<greta@contoso.com>', { by: 'name', name: 'greta@contoso.com' }],
    ['Greta Gruber <greta@contoso>', { by: 'name', name: 'greta@contoso' }],
    [`user {${ANA.toUpperCase()}}`, { by: 'id', id: ANA, type: 'user' }],
    [`{${ANA}}`, { by: 'id', id: ANA }],
  ])('%s is told by its address', (text, phrase) => {
    expect(parse(text)).toEqual({ kind: 'objects', objects: [phrase] });
  });

  it.each([
    'Greta Gruber <greta@contoso.com> Ben Okafor <ben@contoso.com>',
    'Greta Gruber <greta@contoso.com>; Ben Okafor <ben@contoso.com>',
    '<greta@contoso.com> <ben@contoso.com>',
    'user Greta <greta@contoso.com>, Ben <ben@contoso.com>',
  ])('%s: each is one', (text) => {
    expect(parse(text)).toMatchObject({
      kind: 'objects',
      objects: [{ name: 'greta@contoso.com' }, { name: 'ben@contoso.com' }],
    });
  });

  it.each(['everything of Greta <greta@contoso.com>', 'groups of Greta <greta@contoso.com>', 'users <nobody>'])(
    '%s is none: words that are understood are not left out',
    (text) => {
      expect(parse(text)).toMatchObject({ kind: 'refusedScope' });
    },
  );
});

describe('a name without a kind before it', () => {
  const named = (text: string) => scopePhraseIn(text, { mentions: MENTIONS, takesNames: true });
  const loose = (name: string) => ({ by: 'name', name, isLoose: true });

  it('is one only for whoever takes names', () => {
    expect(scopePhraseIn('Alba Almeida', { mentions: MENTIONS })).toBeUndefined();
    expect(named('Alba Almeida')).toEqual({ kind: 'objects', objects: [loose('Alba Almeida')] });
    expect(named("Conor O'Neil, Bea and Jean-Luc St. Clair")).toEqual({
      kind: 'objects',
      objects: [loose("Conor O'Neil"), loose('Bea'), loose('Jean-Luc St. Clair')],
    });
    expect(named('users except Tara Weber and Uma Xu')).toEqual({
      kind: 'types',
      types: ['user'],
      except: [loose('Tara Weber'), loose('Uma Xu')],
    });
  });

  it.each(['usrs', 'grup', 'the sales people', 'users in sales', 'all of finance', 'Alba friday', 'users and Alba', 'alba 2', 'a b c d e f g'])(
    '%s is no name',
    (text) => {
      expect(named(text)).toBeUndefined();
    },
  ); // prettier-ignore
});
