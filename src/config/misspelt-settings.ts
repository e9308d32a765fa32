/**
 * Variables that look like a setting and are none. A kill switch that is written wrong must not be believed to work, and a
 * misspelt tenant must not end in the sandbox.
 */
import { SETTING_NAMES, type Problem } from './settings';

/** Nobody else begins a variable's name so. */
const OUR_PREFIXES =
  /^(REWIND|BOT|SSO|WORKER|GRAPH|CHANNEL|APPROVAL|EXECUTION|PREVIEW|QUORUM|POLL|RECOVERY|EMERGENCY|PRIVILEGED)_/;
/** Short names are near to too many others. */
const SHORT = 8;

const BYSTANDERS = [
  // Kubernetes describes every service of a namespace like this; one may well be called rewind, worker or redis.
  /_SERVICE_HOST$|_SERVICE_PORT(_\w+)?$|_PORT_\d+_(TCP|UDP)(_\w+)?$/,
  /^(REWIND|BOT|WORKER|REDIS)_PORT$/,
  /^REWIND_TEST_/,
];

export function misspeltSettings(names: readonly string[]): readonly Problem[] {
  return names.flatMap((given) => {
    const spelt = given.toUpperCase();
    const isKnown = SETTING_NAMES.some((setting) => setting === given);
    if (isKnown || BYSTANDERS.some((pattern) => pattern.test(spelt))) return [];
    const { nearest, distance } = nearestOf(spelt);
    const isNear = distance <= (nearest.length < SHORT ? 1 : 2);
    if (!isNear && !OUR_PREFIXES.test(given)) return [];
    return [{ setting: given, problem: `is not a setting; did you mean ${nearest}?` }];
  });
}

function nearestOf(spelt: string): { readonly nearest: string; readonly distance: number } {
  const [first] = SETTING_NAMES.map((nearest) => ({ nearest, distance: editDistance(spelt, nearest) })).sort(
    (one, other) => one.distance - other.distance,
  );
  return first ?? { nearest: '', distance: Number.POSITIVE_INFINITY };
}

/** Levenshtein's: letters to add, remove or replace. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[index] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
