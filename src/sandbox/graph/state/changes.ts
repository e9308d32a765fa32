/** What a recovery to a snapshot would do now, object by object. */
import { isDeepStrictEqual } from 'node:util';
import type { PretendDirectory, Snapshot } from './directory';
import { isDynamicGroup, isSynced, type DirectoryObject } from './directory-object';
import { RECOVERABLE } from './entity-types';

export type RecoveryAction = 'softDelete' | 'update' | 'restore';

export interface Change {
  readonly action: RecoveryAction;
  readonly now: DirectoryObject;
  /** `undefined`: the object is younger than the snapshot. */
  readonly then: DirectoryObject | undefined;
  /** Recoverable attributes that differ. */
  readonly attributes: readonly string[];
  readonly membersToAdd: readonly string[];
  readonly membersToRemove: readonly string[];
}

/** True where a recovery may touch the object. */
export type ScopeTest = (object: DirectoryObject) => boolean;

export function changesSince(directory: PretendDirectory, snapshot: Snapshot, isInScope: ScopeTest): readonly Change[] {
  const changes: Change[] = [];
  for (const id of directory.touchedSince(snapshot)) {
    const now = directory.find(id);
    if (!now || !isInScope(now)) continue;
    const change = compare(now, directory.findAt(snapshot, id), directory);
    if (change) changes.push(change);
  }
  return changes;
}

/** Objects of the snapshot that are gone for good: no difference report shows them. */
export function hardDeletedSince(directory: PretendDirectory, snapshot: Snapshot): readonly DirectoryObject[] {
  return [...directory.touchedSince(snapshot)]
    .filter((id) => !directory.find(id))
    .flatMap((id) => directory.findAt(snapshot, id) ?? []);
}

export function linkCount({ membersToAdd, membersToRemove }: Change): number {
  return membersToAdd.length + membersToRemove.length;
}

function compare(
  now: DirectoryObject,
  then: DirectoryObject | undefined,
  directory: PretendDirectory,
): Change | undefined {
  const wasAlive = then !== undefined && then.deletedAt === undefined;
  const isAlive = now.deletedAt === undefined;
  const unlinked = { membersToAdd: [], membersToRemove: [] };
  if (!wasAlive) return isAlive ? { action: 'softDelete', now, then, attributes: [], ...unlinked } : undefined;
  const attributes = RECOVERABLE[now.type].filter((name) => !sameValue(now, then, name));
  if (!isAlive) return { action: 'restore', now, then, attributes, ...unlinked };
  const links = memberChanges(now, then, directory);
  const differs = attributes.length + links.membersToAdd.length + links.membersToRemove.length > 0;
  return differs ? { action: 'update', now, then, attributes, ...links } : undefined;
}

function sameValue(now: DirectoryObject, then: DirectoryObject, name: string): boolean {
  return isDeepStrictEqual(now.attributes[name] ?? null, then.attributes[name] ?? null);
}

function memberChanges(now: DirectoryObject, then: DirectoryObject, directory: PretendDirectory) {
  if (now.memberIds === then.memberIds || isDynamicGroup(now) || isSynced(now)) {
    return { membersToAdd: [], membersToRemove: [] };
  }
  const present = new Set(now.memberIds);
  const former = new Set(then.memberIds);
  return {
    membersToAdd: [...former].filter((id) => !present.has(id) && directory.find(id)),
    membersToRemove: [...present].filter((id) => !former.has(id)),
  };
}
