/** Which exclusions a conditional access policy has now and would not have any more. Values are directory data: anything may be anything. */
import { canonicalJson } from '../approvals/digest';
import type { Json, JsonObject } from '../shared/json';

/** `conditions` is two levels deep; what is deeper is compared whole. */
const MAX_DEPTH = 4;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNothing = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** `users.excludeUsers 8c1f…`: one line for each thing that is left out. */
function exclusionsIn(value: Json | undefined, path: string, depth = 0): readonly string[] {
  if (!isObject(value) || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = `${path}.${key}`;
    if (!key.startsWith('exclude')) return exclusionsIn(item, place, depth + 1);
    if (isNothing(item)) return [];
    const items: readonly Json[] = Array.isArray(item) ? (item as readonly Json[]) : [item];
    return items.map((left) => `${place} ${canonicalJson(left).toLowerCase()}`);
  });
}

/** Only where the change writes conditions; it writes them whole. */
export function lostExclusions(now: JsonObject, target: JsonObject): readonly string[] {
  if (!Object.hasOwn(target, 'conditions')) return [];
  const kept = new Set(exclusionsIn(target['conditions'], 'conditions'));
  return exclusionsIn(now['conditions'], 'conditions').filter((exclusion) => !kept.has(exclusion));
}
