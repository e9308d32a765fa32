/** A scope as somebody could have typed it: what the command of a choice carries. */
import type { ObjectPhrase, ScopePhrase } from '../recovery/scope';
import { wordForOne } from '../recovery/scope-vocabulary';
import type { EntityType } from '../recovery/terms';

const TYPE_WORDS: Readonly<Record<EntityType, string>> = {
  user: 'users',
  group: 'groups',
  application: 'apps',
  servicePrincipal: 'service principals',
  oAuth2PermissionGrant: 'service principals',
  appRoleAssignment: 'service principals',
  conditionalAccessPolicy: 'conditional access',
  namedLocationPolicy: 'named locations',
  authenticationMethodPolicy: 'authentication methods',
  authorizationPolicy: 'authorization policy',
  authenticationStrengthPolicy: 'conditional access',
  organization: 'organization',
};

export function scopeText(scope: ScopePhrase): string {
  if (scope.kind === 'objects') return objectsText(scope.objects);
  const types =
    scope.kind === 'everything'
      ? 'everything'
      : [...new Set(scope.types.map((type) => TYPE_WORDS[type]))].join(' and ');
  return scope.except.length === 0 ? types : `${types} except ${objectsText(scope.except)}`;
}

const objectsText = (objects: readonly ObjectPhrase[]): string => objects.map(objectText).join(' and ');

function objectText(phrase: ObjectPhrase): string {
  if (phrase.by === 'mention') return phrase.id;
  const name = phrase.by === 'id' ? phrase.id : `"${phrase.name.replaceAll('"', '')}"`;
  if (phrase.by === 'name' && phrase.isLoose) return phrase.name;
  const before = phrase.type && (wordForOne(phrase.type) ?? TYPE_WORDS[phrase.type]);
  return before === undefined ? name : `${before} ${name}`;
}
