import type { JsonObject } from '../../../shared/json';
import type { EntityType } from './entity-types';

/** One object of the pretend tenant. Never changed in place: snapshots share it. */
export interface DirectoryObject {
  readonly type: EntityType;
  readonly id: string;
  /** By their Graph names, `displayName` among them. */
  readonly attributes: JsonObject;
  readonly createdAt: string;
  /** Static members of a group. */
  readonly memberIds?: readonly string[];
  /** Soft-deleted since. A hard-deleted object is not there any more. */
  readonly deletedAt?: string | undefined;
}

export function textOf(object: DirectoryObject | undefined, attribute: string): string | undefined {
  const value = object?.attributes[attribute];
  return typeof value === 'string' ? value : undefined;
}

export function isSynced(object: DirectoryObject): boolean {
  return object.attributes['onPremisesSyncEnabled'] === true;
}

/** Membership of a dynamic group follows its rule: no backup holds it. */
export function isDynamicGroup(object: DirectoryObject): boolean {
  const kinds = object.attributes['groupTypes'];
  return Array.isArray(kinds) && kinds.includes('DynamicMembership');
}

/** Microsoft puts the object id, without dashes, before the sign-in name of a deleted person: the name is free for somebody else. */
export function signInNameOf(object: DirectoryObject): string | undefined {
  const name = textOf(object, 'userPrincipalName');
  if (name === undefined || object.type !== 'user' || object.deletedAt === undefined) return name;
  return object.id.replaceAll('-', '') + name;
}
