/**
 * `except`, which Microsoft does not know: the preview runs on the kinds that were typed, and what was excepted is taken out of what it
 * finds, page by page, before anything of it is counted, judged or kept. A service principal takes its grants and assignments with it.
 */
import type { Change } from './change';
import type { LeftOut } from './left-out';
import type { RecoveryPlan } from './plan';
import { isRider, servicePrincipalOf } from './recovery-scope';
import { objectKey } from './scope';

export interface Leaving {
  /** Those of the page that stay. */
  readonly keep: (page: readonly Change[]) => readonly Change[];
  /** Of all that was seen; `undefined` where nothing was excepted. */
  readonly leftOut: () => LeftOut | undefined;
}

export function leaveOut({ except = [] }: Pick<RecoveryPlan, 'except'>): Leaving {
  const excepted = new Map(except.map((object) => [objectKey(object), object]));
  const seen = new Set<string>();
  const byType = new Map<string, number>();
  const exceptedKeyOf = (change: Change): string | undefined => keysOf(change).find((key) => excepted.has(key));
  const isKept = (change: Change): boolean => {
    const key = exceptedKeyOf(change);
    if (key === undefined) return true;
    seen.add(key);
    byType.set(change.type, (byType.get(change.type) ?? 0) + 1);
    return false;
  };
  return {
    keep: (page) => (excepted.size === 0 ? page : page.filter(isKept)),
    leftOut: () =>
      excepted.size === 0
        ? undefined
        : {
            byType: Object.fromEntries(byType),
            unchanged: [...excepted].flatMap(([key, object]) => (seen.has(key) ? [] : [object])),
          },
  };
}

/** The object itself, and for a grant or assignment the service principal that it comes with. */
function keysOf(change: Change): readonly string[] {
  const leader = isRider(change.type) ? servicePrincipalOf(change) : undefined;
  return [objectKey(change), ...(leader === undefined ? [] : [objectKey({ type: 'servicePrincipal', id: leader })])];
}
