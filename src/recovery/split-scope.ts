/**
 * One recovery cannot be told types and ids at once. Split in two, each can: what Microsoft takes by type only, and everything else.
 */
import { pinningOf, SINGLETONS, takenByTypeOnly, wholeKinds } from './recovery-scope';
import type { RecoveryPlan } from './plan';
import { isIn, type RecoveryRequest } from './request';
import { objectKey, typesWithCompanions, type Scope } from './scope';
import { EVERY_ASKED_TYPE } from './scope-vocabulary';
import type { EntityType } from './terms';

type Wish = Pick<RecoveryPlan, 'scope' | 'except'>;

/** What each of the two would be about; `undefined` where it is not to be split, or not yet. */
export function halvesOf(request: RecoveryRequest): readonly [Wish, Wish] | undefined {
  const { plan, preview } = request;
  if (isIn(request, 'planned')) return plan.scope.kind === 'everything' ? undefined : halved(plan, SINGLETONS);
  if (!isIn(request, 'previewed') || !preview || pinningOf(preview.counts, plan) !== 'mixed') return undefined;
  return halved(plan, wholeKinds(takenByTypeOnly(preview.counts)), Object.keys(preview.counts.byType) as EntityType[]);
}

/** @param seen - kinds that nobody can ask for by a word, and that were found all the same */
function halved(
  { scope, except = [] }: Wish,
  apart: readonly EntityType[],
  seen: readonly EntityType[] = [],
): readonly [Wish, Wish] | undefined {
  const isApart = ({ type }: { readonly type: EntityType }) => apart.includes(type);
  const types = typesOf(scope, seen);
  const byType: Scope = { kind: 'types', types: types.filter((type) => isApart({ type })) };
  const rest: Scope =
    scope.kind === 'objects'
      ? { ...scope, objects: scope.objects.filter((object) => !isApart(object)) }
      : { kind: 'types', types: types.filter((type) => !isApart({ type })) };
  if (byType.types.length === 0 || byType.types.length === types.length) return undefined;
  return [
    withExcept(byType, except.filter(isApart)),
    withExcept(
      rest,
      except.filter((object) => !isApart(object)),
    ),
  ];
}

const withExcept = (scope: Scope, except: NonNullable<Wish['except']>): Wish => ({
  scope,
  ...(except.length > 0 && { except }),
});

function typesOf(scope: Scope, seen: readonly EntityType[]): readonly EntityType[] {
  switch (scope.kind) {
    case 'everything':
      return [...new Set([...EVERY_ASKED_TYPE, ...seen])];
    case 'types':
      return scope.types;
    case 'objects':
      return [...new Set(scope.objects.map(({ type }) => type))];
  }
}

/** Whether a change is of this scope, where the preview was of a wider one. */
export function scopeTest(scope: Scope): (change: { readonly type: string; readonly id: string }) => boolean {
  switch (scope.kind) {
    case 'everything':
      return () => true;
    case 'types': {
      const types: readonly string[] = typesWithCompanions(scope.types);
      return ({ type }) => types.includes(type);
    }
    case 'objects': {
      const keys = new Set(scope.objects.map(objectKey));
      return (change) => keys.has(objectKey(change));
    }
  }
}
