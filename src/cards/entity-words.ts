/** What people call the kinds of objects, and how they type them. */
import type { Scope } from '../recovery/scope';
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
  authenticationMethodPolicy: { one: 'authentication methods policy', many: 'authentication methods policies', typed: 'authentication methods' }, // prettier-ignore
  authorizationPolicy: { one: 'authorization policy', many: 'authorization policies', typed: 'authorization policy' },
  authenticationStrengthPolicy: { one: 'authentication strength policy', many: 'authentication strength policies' },
  organization: { one: 'organization', many: 'organizations', typed: 'organization' },
};

const isKnown = (type: string): type is EntityType => Object.hasOwn(ENTITY_WORDS, type);

/** `user`; for a kind Microsoft added since, its raw word. */
export function typeWord({ type, raw }: Pick<Change, 'type' | 'raw'>): string {
  if (type !== 'unknown') return ENTITY_WORDS[type].one;
  return raw ? `unknown kind "${shownName(raw.type)}"` : 'unknown kind';
}

/** `users, groups and 2 more`, from a count by type. */
export function typesWords(types: readonly string[]): string {
  return listed(types.map((type) => (isKnown(type) ? ENTITY_WORDS[type].many : shownName(type))));
}

const NAMED_OBJECTS = 3;

/** `users and groups`, `Ana Ruiz (…0000000000a1)`, `everything` */
export function scopeWords(scope: Scope): string {
  switch (scope.kind) {
    case 'everything':
      return 'everything';
    case 'types':
      return typesWords(scope.types);
    case 'objects': {
      const { objects } = scope;
      const named = objects.slice(0, NAMED_OBJECTS).map((object) => nameWithId(object));
      if (objects.length <= NAMED_OBJECTS) return listed(named);
      return `${counted(objects.length, 'object')}: ${listed(named, { total: objects.length })}`;
    }
  }
}

/** For a title: several objects are counted, their names stand below. */
export function shortScopeWords(scope: Scope): string {
  const isLong = scope.kind === 'objects' && scope.objects.length > 1;
  return isLong ? counted(scope.objects.length, 'object') : scopeWords(scope);
}

const MAX_TYPED_OBJECTS = 20;

/** The scope as a command's words; undefined where nobody would type it. */
export function typedScope(scope: Scope): string | undefined {
  switch (scope.kind) {
    case 'everything':
      return 'everything';
    case 'types': {
      const words = scope.types.map((type) => ENTITY_WORDS[type].typed);
      return words.every((word) => word !== undefined) ? words.join(' and ') : undefined;
    }
    case 'objects':
      return scope.objects.length > MAX_TYPED_OBJECTS ? undefined : scope.objects.map(({ id }) => id).join(' and ');
  }
}
