/**
 * Which objects a preview or a recovery may touch. A phrase is what somebody typed, names still open; a scope is what Graph is told.
 */
import { z } from 'zod/v4';
import type { ObjectId } from '../shared/ids';
import { ENTITY_TYPES, type EntityType } from './terms';

export const entityTypeSchema = z.enum(ENTITY_TYPES);
export const objectIdSchema = z.string().transform((text) => text as ObjectId);

export const scopeObjectSchema = z.object({ type: entityTypeSchema, id: objectIdSchema, name: z.string() });
/** One object by id. `name` is what the directory called it when it was found: data, to be neutralised before it is shown. */
export type ScopeObject = z.infer<typeof scopeObjectSchema>;

export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('types'), types: z.array(entityTypeSchema) }),
  /** 1 to 100 ids. */
  z.object({ kind: z.literal('objects'), objects: z.array(scopeObjectSchema) }),
]);
export type Scope = z.infer<typeof scopeSchema>;

/** One object as somebody named it: `user ana@contoso.com`, `@Ana`, `group "Finance Leads"`, a GUID. */
export type ObjectPhrase =
  | { readonly by: 'id'; readonly id: ObjectId; readonly type?: EntityType }
  | { readonly by: 'name'; readonly name: string; readonly type?: EntityType }
  | { readonly by: 'mention'; readonly id: ObjectId; readonly name: string };

export type ScopePhrase =
  | { readonly kind: 'everything'; readonly except: readonly ObjectPhrase[] }
  | { readonly kind: 'types'; readonly types: readonly EntityType[]; readonly except: readonly ObjectPhrase[] }
  | { readonly kind: 'objects'; readonly objects: readonly ObjectPhrase[] };

/** True when both mean the same objects, whatever the order and the names. */
export function sameScope(one: Scope, other: Scope): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(scope: Scope): string {
  switch (scope.kind) {
    case 'everything':
      return scope.kind;
    case 'types':
      return [scope.kind, ...new Set(scope.types.toSorted())].join(' ');
    case 'objects':
      return [scope.kind, ...new Set(scope.objects.map(({ id }) => id.toLowerCase()).toSorted())].join(' ');
  }
}
