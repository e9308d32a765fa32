/**
 * Which objects a preview or a recovery may touch. A phrase is what somebody typed, names still open; a scope is what Graph is told.
 */
import { z } from 'zod/v4';
import { isGuid, type ObjectId } from '../shared/ids';
import { ENTITY_TYPES, type EntityType } from './terms';

const entityTypeSchema = z.enum(ENTITY_TYPES);
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
  /** `isLoose`: plain words that are no scope words. They name a person, or ask which object is meant. */
  | { readonly by: 'name'; readonly name: string; readonly type?: EntityType; readonly isLoose?: true }
  | { readonly by: 'mention'; readonly id: ObjectId; readonly name: string };

export type ScopePhrase =
  | { readonly kind: 'everything'; readonly except: readonly ObjectPhrase[] }
  | { readonly kind: 'types'; readonly types: readonly EntityType[]; readonly except: readonly ObjectPhrase[] }
  | { readonly kind: 'objects'; readonly objects: readonly ObjectPhrase[] };

/** Grants and assignments are not recovered on their own: they come with their service principal. */
const COMPANIONS: Readonly<Partial<Record<EntityType, readonly EntityType[]>>> = {
  servicePrincipal: ['oAuth2PermissionGrant', 'appRoleAssignment'],
};

/** The types a job of these types is told: each once, companions included. */
export function typesWithCompanions(types: readonly EntityType[]): readonly EntityType[] {
  return [...new Set(types.flatMap((type) => [type, ...(COMPANIONS[type] ?? [])]))];
}

/** True where both let a job touch the same things, whatever their order and names. */
export function sameScope(left: Scope, right: Scope): boolean {
  const [lefts, rights] = [membersOf(left), membersOf(right)];
  return left.kind === right.kind && lefts.size === rights.size && [...lefts].every((member) => rights.has(member));
}

function membersOf(scope: Scope): ReadonlySet<string> {
  switch (scope.kind) {
    case 'everything':
      return new Set();
    case 'types':
      return new Set(typesWithCompanions(scope.types));
    case 'objects':
      return new Set(scope.objects.map(objectKey));
  }
}

/** Kind and id: two of the same kind and id are the same object, however it is called. */
export const objectKey = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  `${type} ${isGuid(id) ? id.toLowerCase() : id}`;
