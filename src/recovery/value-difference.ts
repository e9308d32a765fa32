/**
 * Where the present and the target value of one attribute differ, leaf by leaf: policies are deep, and what changes in them is small.
 * The order of a list says nothing. Pure, and without words: values are directory data.
 */
import { canonicalJson } from '../approvals/digest';
import { isGuid, type ObjectId } from '../shared/ids';
import type { Json, JsonObject } from '../shared/json';
import { isAnnotation } from './annotations';
import type { Change } from './change';

type Path = readonly string[];

export type LeafDifference =
  /** `target` is undefined where the snapshot's value has no such part. */
  | { readonly kind: 'value'; readonly path: Path; readonly now: Json | undefined; readonly target: Json | undefined }
  | { readonly kind: 'list'; readonly path: Path; readonly added: readonly Json[]; readonly removed: readonly Json[] }
  /** Nothing to see: only the order differs, or there is nothing here and nothing there. */
  | { readonly kind: 'same'; readonly path: Path };

type Value = Json | undefined;
const isObject = (value: Value): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Value): value is readonly Json[] => Array.isArray(value);

export function isEmptyValue(value: Value): boolean {
  if (value === undefined || value === null || value === '') return true;
  return isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** Says what the action says already. */
const SAID_BY_ACTION = 'deletedDateTime';

export const touchedBy = ({ target }: Pick<Change, 'target'>): readonly string[] =>
  Object.keys(target).filter((attribute) => attribute !== SAID_BY_ACTION && !isAnnotation(attribute));

/** One attribute after the other; each has at least one difference. */
export function differencesOf(change: Pick<Change, 'now' | 'target'>): readonly LeafDifference[] {
  return touchedBy(change).flatMap((attribute) => {
    const found = leaves([attribute], change.now[attribute], change.target[attribute]);
    return found.length > 0 ? found : [{ kind: 'same' as const, path: [attribute] }];
  });
}

const isSame = (now: Value, target: Value): boolean =>
  (isEmptyValue(now) && isEmptyValue(target)) || canonicalJson(now ?? null) === canonicalJson(target ?? null);

/** Both of this kind, or one of them and the other empty. */
const areBoth = (isKind: (value: Value) => boolean, values: readonly Value[]): boolean =>
  values.every((value) => isKind(value) || isEmptyValue(value));

function leaves(path: Path, now: Value, target: Value): readonly LeafDifference[] {
  if (isSame(now, target)) return [];
  if (areBoth(isList, [now, target])) return listLeaves(path, isList(now) ? now : [], isList(target) ? target : []);
  if (areBoth(isObject, [now, target])) return objectLeaves(path, now, target);
  return [{ kind: 'value', path, now, target }];
}

/** A part that is missing in an emptied value becomes empty, too; one that is missing in a value that is there is not told. */
function objectLeaves(path: Path, now: Value, target: Value): readonly LeafDifference[] {
  const [present, wanted] = [isObject(now) ? now : {}, isObject(target) ? target : {}];
  const otherwise = isEmptyValue(target) ? null : undefined;
  const keys = [...new Set([...Object.keys(present), ...Object.keys(wanted)])].filter((key) => !isAnnotation(key));
  return keys.flatMap((key) =>
    leaves([...path, key], valueIn(present, key), Object.hasOwn(wanted, key) ? wanted[key] : otherwise),
  );
}

/** Own keys only: they are data. */
const valueIn = (object: JsonObject, key: string): Value => (Object.hasOwn(object, key) ? object[key] : undefined);

function listLeaves(path: Path, now: readonly Json[], target: readonly Json[]): readonly LeafDifference[] {
  const [nowById, targetById] = [byId(now), byId(target)];
  if (nowById && targetById) {
    const added = [...targetById].filter(([id]) => !nowById.has(id)).map(([, item]) => item);
    const removed = [...nowById].filter(([id]) => !targetById.has(id)).map(([, item]) => item);
    const both = [...targetById].filter(([id]) => nowById.has(id));
    return [...listed(path, added, removed), ...both.flatMap(([id, item]) => leaves([...path, id], nowById.get(id), item))]; // prettier-ignore
  }
  return listed(path, without(target, now), without(now, target));
}

const listed = (path: Path, added: readonly Json[], removed: readonly Json[]): readonly LeafDifference[] =>
  added.length + removed.length === 0 ? [] : [{ kind: 'list', path, added, removed }];

/** Items that have an id of their own are the same item on both sides. */
function byId(items: readonly Json[]): ReadonlyMap<string, JsonObject> | undefined {
  const found = new Map<string, JsonObject>();
  for (const item of items) {
    const id = isObject(item) ? valueIn(item, 'id') : undefined;
    if (!isObject(item) || typeof id !== 'string' || found.has(id)) return undefined;
    found.set(id, item);
  }
  return found;
}

/** What `items` have more than `others`, each as often. */
function without(items: readonly Json[], others: readonly Json[]): readonly Json[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(canonicalJson(other), (left.get(canonicalJson(other)) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(canonicalJson(item)) ?? 0;
    left.set(canonicalJson(item), count - 1);
    return count <= 0;
  });
}

const valuesOf = (leaf: LeafDifference): readonly Value[] => {
  switch (leaf.kind) {
    case 'value':
      return [leaf.now, leaf.target];
    case 'list':
      return [...leaf.added, ...leaf.removed];
    case 'same':
      return [];
  }
};

/** Ids of objects that these changes speak of: what to look up so that they can be shown with a name, at most `limit`. */
export function idsSpokenOf(changes: readonly Change[], limit: number): readonly ObjectId[] {
  const ids = new Set<ObjectId>();
  for (const change of changes) {
    for (const { objectId } of change.links) ids.add(objectId);
    for (const value of differencesOf(change).flatMap(valuesOf))
      if (typeof value === 'string' && isGuid(value)) ids.add(value as ObjectId);
    if (ids.size >= limit) break;
  }
  return [...ids].slice(0, limit);
}
