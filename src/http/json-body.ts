import type { JsonObject } from '../shared/json';

/** No card, activity or form of ours is nested deeper; what walks over JSON may recurse. */
const MAX_DEPTH = 64;

/** The body as a JSON object, or `undefined` for anything else: broken, too deep, a list, a lone value. */
export function parseJsonObject(body: string): JsonObject | undefined {
  if (isTooDeep(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function isTooDeep(body: string): boolean {
  let depth = 0;
  // One pass over strings (skipped whole) and brackets. The closing quote is optional, so that no start of a string is scanned twice.
  for (const [token] of body.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
