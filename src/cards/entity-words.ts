/** What people call the kinds of objects, and how they type them. */
import type { RecoveryPlan } from '../recovery/plan';
import { SINGLETONS } from '../recovery/recovery-scope';
import { typesWithCompanions, type Scope, type ScopeObject } from '../recovery/scope';
import { wordForOne } from '../recovery/scope-vocabulary';
import type { Change } from '../recovery/change';
import type { EntityType } from '../recovery/terms';
import { counted, listed, nameWithId, shownName } from './wording';

interface EntityWords {
  readonly one: string;
  readonly many: string;
  /** As a scope word of a command; none for kinds that cannot be asked for alone. */
  readonly typed?: string;
}

const ENTITY_WORDS: { readonly [Type in EntityType]: EntityWords } = {
  user: { one: 'user', many: 'users', typed: 'users' },
  group: { one: 'group', many: 'groups', typed: 'groups' },
  application: { one: 'application', many: 'applications', typed: 'apps' },
  servicePrincipal: { one: 'service principal', many: 'service principals', typed: 'service principals' },
  oAuth2PermissionGrant: { one: 'OAuth2 permission grant', many: 'OAuth2 permission grants' },
  appRoleAssignment: { one: 'app role assignment', many: 'app role assignments' },
  conditionalAccessPolicy: { one: 'conditional access policy', many: 'conditional access policies', typed: 'conditional access' }, // prettier-ignore
  namedLocationPolicy: { one: 'named location', many: 'named locations', typed: 'named locations' },
  authenticationMethodPolicy: { one: 'authentication methods policy', many: 'the authentication methods policy', typed: 'authentication methods' }, // prettier-ignore
  authorizationPolicy: { one: 'authorization policy', many: 'the authorization policy', typed: 'authorization policy' },
  authenticationStrengthPolicy: { one: 'authentication strength policy', many: 'authentication strength policies' },
  organization: { one: 'organization', many: 'the organization', typed: 'organization' },
};

const isKnown = (type: string): type is EntityType => Object.hasOwn(ENTITY_WORDS, type);

/** `user`; for a kind Microsoft added since, its raw word. */
export function typeWord({ type, raw }: Pick<Change, 'type' | 'raw'>): string {
  if (type !== 'unknown') return ENTITY_WORDS[type].one;
  return raw ? `unknown kind "${shownName(raw.type)}"` : 'unknown kind';
}

interface Together {
  readonly types: readonly EntityType[];
  readonly words: string;
}

/** Kinds that people think of as one, where all of them are meant. */
const TOGETHER: readonly Together[] = [
  { types: typesWithCompanions(['servicePrincipal']), words: 'service principals with their grants and assignments' },
  { types: SINGLETONS, words: 'tenant settings' },
];

/** `users, groups and tenant settings` */
export function typesWords(types: readonly string[]): string {
  const whole = TOGETHER.filter((together) => together.types.every((type) => types.includes(type)));
  const wordsOf = (type: string): string =>
    whole.find((together) => (together.types as readonly string[]).includes(type))?.words ??
    (isKnown(type) ? ENTITY_WORDS[type].many : shownName(type));
  return listed([...new Set(types.map(wordsOf))]);
}

const NAMED_OBJECTS = 3;

/** `users and groups`, `Ana Ruiz (…0000000000a1)`, `everything` */
export function scopeWords(scope: Scope): string {
  switch (scope.kind) {
    case 'everything':
      return 'everything';
    case 'types':
      return typesWords(scope.types);
    case 'objects':
      return objectsWords(scope.objects);
  }
}

/** `Ana Ruiz (…0000000000a1)`, `5 objects: …` */
export function objectsWords(objects: readonly ScopeObject[]): string {
  const named = objects.slice(0, NAMED_OBJECTS).map((object) => nameWithId(object));
  if (objects.length <= NAMED_OBJECTS) return listed(named);
  return `${counted(objects.length, 'object')}: ${listed(named, { total: objects.length })}`;
}

type Chosen = Pick<RecoveryPlan, 'scope' | 'except'>;

/** Objects that are told by their ids are only these: nothing is left out of them. */
const exceptOf = ({ scope, except = [] }: Chosen) => (scope.kind === 'objects' ? [] : except);

/** `users except Ana Ruiz (…0000000000a1)` */
export function chosenWords(chosen: Chosen): string {
  const except = exceptOf(chosen);
  return `${scopeWords(chosen.scope)}${except.length === 0 ? '' : ` except ${objectsWords(except)}`}`;
}

/** For a title: several objects are counted, their names stand below. */
export function shortScopeWords(scope: Scope): string {
  const isLong = scope.kind === 'objects' && scope.objects.length > 1;
  return isLong ? counted(scope.objects.length, 'object') : scopeWords(scope);
}

/** The same with what was left out: `users except 3 objects`. */
export function shortChosenWords(chosen: Chosen): string {
  const except = exceptOf(chosen);
  if (except.length === 0) return shortScopeWords(chosen.scope);
  return `${shortScopeWords(chosen.scope)} except ${shortScopeWords({ kind: 'objects', objects: [...except] })}`;
}

const MAX_TYPED_OBJECTS = 20;

/** The scope with what was left out as a command's words; undefined where nobody would type it. */
export function typedScope({ scope, except = [] }: Chosen): string | undefined {
  const whole = typedWhole(scope);
  if (whole === undefined || except.length === 0) return whole;
  return except.length > MAX_TYPED_OBJECTS || scope.kind === 'objects'
    ? undefined
    : `${whole} except ${except.map(typedObject).join(' and ')}`;
}

/** With its kind: by that a deleted object is found, too. */
function typedObject({ type, id }: ScopeObject): string {
  const kind = wordForOne(type);
  return kind === undefined ? id : `${kind} ${id}`;
}

/** Service principals bring their grants and assignments, which nobody types. */
const withoutCompanions = (types: readonly EntityType[]): readonly EntityType[] =>
  types.filter((type) => !types.some((other) => other !== type && typesWithCompanions([other]).includes(type)));

function typedWhole(scope: Scope): string | undefined {
  switch (scope.kind) {
    case 'everything':
      return 'everything';
    case 'types': {
      const words = withoutCompanions(scope.types).map((type) => ENTITY_WORDS[type].typed);
      return words.every((word) => word !== undefined) ? words.join(' and ') : undefined;
    }
    case 'objects':
      return scope.objects.length > MAX_TYPED_OBJECTS ? undefined : scope.objects.map(({ id }) => id).join(' and ');
  }
}
