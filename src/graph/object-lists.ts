/** Where Graph keeps the objects that can be found by name: the living and the soft-deleted of each kind. */
import type { DirectoryObject } from '../recovery/ports';
import type { EntityType } from '../recovery/terms';
import type { Page } from './contract';
import type { Operation } from './operation';
import {
  getApplication,
  getServicePrincipal,
  listApplications,
  listServicePrincipals,
} from './operations/applications';
import {
  getDeletedNamedLocation,
  getDeletedObject,
  getDeletedPolicy,
  listDeletedApplications,
  listDeletedGroups,
  listDeletedNamedLocations,
  listDeletedPolicies,
  listDeletedServicePrincipals,
  listDeletedUsers,
} from './operations/deleted-objects';
import { getGroup, listGroups } from './operations/groups';
import { getUser, listUsers, type ListQuery } from './operations/people';
import { getNamedLocation, getPolicy, listNamedLocations, listPolicies } from './operations/policies';

export type Among = 'living' | 'deleted';
export type ListOperation = Operation<ListQuery, Page<DirectoryObject>>;

interface Lists {
  /** May answer with an object of another type. */
  readonly get: Operation<{ readonly id: string }, DirectoryObject | undefined>;
  readonly list: ListOperation;
}

interface Search extends Readonly<Record<Among, Lists>> {
  /** False where the lists are read whole and searched here. */
  readonly filters: boolean;
}

/** In the order in which people mean them. */
export const SEARCHES: ReadonlyMap<EntityType, Search> = new Map<EntityType, Search>([
  ['user', { living: { get: getUser, list: listUsers }, deleted: { get: getDeletedObject, list: listDeletedUsers }, filters: true }],
  ['group', { living: { get: getGroup, list: listGroups }, deleted: { get: getDeletedObject, list: listDeletedGroups }, filters: true }],
  ['application', { living: { get: getApplication, list: listApplications }, deleted: { get: getDeletedObject, list: listDeletedApplications }, filters: true }],
  ['servicePrincipal', { living: { get: getServicePrincipal, list: listServicePrincipals }, deleted: { get: getDeletedObject, list: listDeletedServicePrincipals }, filters: true }],
  ['conditionalAccessPolicy', { living: { get: getPolicy, list: listPolicies }, deleted: { get: getDeletedPolicy, list: listDeletedPolicies }, filters: false }],
  ['namedLocationPolicy', { living: { get: getNamedLocation, list: listNamedLocations }, deleted: { get: getDeletedNamedLocation, list: listDeletedNamedLocations }, filters: false }],
]); // prettier-ignore
