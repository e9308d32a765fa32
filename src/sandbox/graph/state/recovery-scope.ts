/** Which objects a preview or a recovery was asked for. */
import { textOf, type DirectoryObject } from './directory-object';
import type { ScopeTest } from './changes';
import { DEPENDENT_TYPES, type EntityType } from './entity-types';

export type Scope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'types'; readonly types: readonly EntityType[] }
  | { readonly kind: 'objects'; readonly values: readonly { readonly type: EntityType; readonly ids: readonly string[] }[] }; // prettier-ignore

/** Grants and assignments follow their service principal, whatever the scope says of them. */
export function scopeTest(scope: Scope): ScopeTest {
  switch (scope.kind) {
    case 'everything':
      return () => true;
    case 'types': {
      const types = new Set(scope.types);
      return ({ type }) => types.has(DEPENDENT_TYPES.has(type) ? 'servicePrincipal' : type);
    }
    case 'objects': {
      const wanted = new Set(scope.values.flatMap(({ type, ids }) => ids.map((id) => `${type} ${id.toLowerCase()}`)));
      return (object) => wanted.has(keyOf(object));
    }
  }
}

function keyOf(object: DirectoryObject): string {
  if (!DEPENDENT_TYPES.has(object.type)) return `${object.type} ${object.id.toLowerCase()}`;
  return `servicePrincipal ${textOf(object, 'resourceId') ?? ''}`;
}
