/** Whether two wishes may touch the same objects. What is left out of a wish is none of its things. */
import type { RecoveryPlan } from './plan';
import { objectKey, typesWithCompanions, type ScopeObject } from './scope';
import type { EntityType } from './terms';

type Wish = Pick<RecoveryPlan, 'scope' | 'except'>;

export function touchSameThings(one: Wish, other: Wish): boolean {
  const [named, namedByOther] = [objectsOf(one), objectsOf(other)];
  if (named) return named.some((object) => isAmong(object, other));
  if (namedByOther) return namedByOther.some((object) => isAmong(object, one));
  const [kinds, otherKinds] = [kindsOf(one), kindsOf(other)];
  return !kinds || !otherKinds || kinds.some((type) => otherKinds.includes(type));
}

/** Those that it is about, where it is about no whole kinds. */
function objectsOf({ scope, except = [] }: Wish): readonly ScopeObject[] | undefined {
  if (scope.kind !== 'objects') return undefined;
  const left = new Set(except.map(objectKey));
  return scope.objects.filter((object) => !left.has(objectKey(object)));
}

/** `undefined`: all of them. */
const kindsOf = ({ scope }: Wish): readonly EntityType[] | undefined =>
  scope.kind === 'types' ? typesWithCompanions(scope.types) : undefined;

function isAmong(object: ScopeObject, wish: Wish): boolean {
  const key = objectKey(object);
  if ((wish.except ?? []).some((left) => objectKey(left) === key)) return false;
  const named = objectsOf(wish);
  return named ? named.some((one) => objectKey(one) === key) : (kindsOf(wish)?.includes(object.type) ?? true);
}
