/** What people call the kinds of objects, lower case. A word for all of a kind, or a word before the name of one. */
import type { EntityType } from './terms';

interface TypeWords {
  /** The first one is how Rewind itself says it. */
  readonly all: readonly string[];
  /** Before a name; none for kinds of which there is only one. */
  readonly one: readonly string[];
}

/** Kinds that can be asked for. Grants and assignments come with their service principal, never alone. */
const ASKED_FOR = {
  user: { all: ['users', 'accounts', 'user accounts'], one: ['user', 'account'] },
  group: { all: ['groups'], one: ['group'] },
  application: {
    all: ['apps', 'applications', 'app registrations'],
    one: ['app', 'application', 'app registration'],
  },
  servicePrincipal: {
    all: ['service principals', 'enterprise apps', 'enterprise applications'],
    one: ['service principal', 'enterprise app', 'enterprise application'],
  },
  conditionalAccessPolicy: {
    all: ['conditional access', 'conditional access policies', 'ca', 'ca policies', 'policies'],
    one: ['conditional access policy', 'ca policy', 'policy'],
  },
  namedLocationPolicy: { all: ['named locations', 'locations'], one: ['named location', 'location'] },
  authenticationMethodPolicy: {
    all: ['authentication methods', 'auth methods', 'authentication methods policy', 'authentication method policy'],
    one: [],
  },
  authorizationPolicy: { all: ['authorization policy', 'authorisation policy'], one: [] },
  organization: { all: ['organization', 'organisation'], one: [] },
} as const satisfies { readonly [Type in EntityType]?: TypeWords };
export type AskedType = keyof typeof ASKED_FOR;

const ASKED_TYPES = Object.keys(ASKED_FOR) as readonly AskedType[];

const wordsOf = (which: keyof TypeWords): ReadonlyMap<string, AskedType> =>
  new Map(ASKED_TYPES.flatMap((type) => ASKED_FOR[type][which].map((words) => [words, type] as const)));

export const WORDS_FOR_ALL = wordsOf('all');
export const WORDS_FOR_ONE = wordsOf('one');
export const EVERYTHING: readonly string[] = ['everything', 'all', 'all objects'];
export const EXCEPT: readonly string[] = ['except', 'without', 'excluding'];
export const GRANTS: readonly string[] = [
  'grants', 'oauth2 grants', 'permission grants', 'oauth2 permission grants', 'app role assignments', 'role assignments',
]; // prettier-ignore

/** Every phrase that names a scope; a word before a name first, which is less than all of them. */
export const SCOPE_PHRASES: readonly string[] = [
  ...WORDS_FOR_ONE.keys(),
  ...WORDS_FOR_ALL.keys(),
  ...EVERYTHING,
  ...EXCEPT,
];
/** Every single word of them. */
export const SCOPE_WORDS: ReadonlySet<string> = new Set(
  [...SCOPE_PHRASES, ...GRANTS].flatMap((phrase) => phrase.split(' ')),
);

/** Every kind that can be asked for, with those that come along. */
export const EVERY_ASKED_TYPE: readonly EntityType[] = withCompanions(ASKED_TYPES);

/** As Rewind itself says it: `apps`, `conditional access`. */
const wordFor = (type: AskedType): string => ASKED_FOR[type].all[0];

/** Before the name or id of one: `app`; none for kinds of which there is only one. */
export const wordForOne = (type: EntityType): string | undefined =>
  [...WORDS_FOR_ONE].find(([, named]) => named === type)?.[0];

/** Everything but these kinds, in words. */
export const allBut = (types: readonly AskedType[]): string =>
  ASKED_TYPES.filter((type) => !types.includes(type)).map(wordFor).join(', '); // prettier-ignore

/** Service principals bring their OAuth2 grants and app role assignments, as Microsoft's own portal does. */
export function withCompanions(types: readonly AskedType[]): readonly EntityType[] {
  return [...new Set(types)].flatMap((type): readonly EntityType[] =>
    type === 'servicePrincipal' ? [type, 'oAuth2PermissionGrant', 'appRoleAssignment'] : [type],
  );
}
