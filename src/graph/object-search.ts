/**
 * Objects by name or id. Each type has its own list and its own address in Graph; the others cannot be found by name.
 * Every exact match is offered, whatever its type: the first hit is never taken for the one that was meant.
 */
import type { DirectoryObject } from '../recovery/ports';
import type { EntityType } from '../recovery/terms';
import { fromFirstPage } from '../shared/from-first-page';
import { isGuid, type ObjectId } from '../shared/ids';
import type { GraphClient } from './client';
import type { Page } from './contract';
import { appIdFilter, hasAppId, nameFilter } from './directory-contract';
import { GraphRefusedError } from './errors';
import type { Operation } from './operation';
import {
  getApplication,
  getServicePrincipal,
  listApplications,
  listServicePrincipals,
} from './operations/applications';
import { getGroup, listGroups } from './operations/groups';
import { getDirectoryObject, getUser, listUsers, type ListQuery } from './operations/people';
import { getNamedLocation, getPolicy, listNamedLocations, listPolicies } from './operations/policies';

interface Search {
  readonly get: Operation<{ readonly id: string }, DirectoryObject>;
  readonly list: Operation<ListQuery, Page<DirectoryObject>>;
  /** False where the list is read whole and searched here. */
  readonly filters: boolean;
}

/** In the order in which people mean them. */
const SEARCHES: ReadonlyMap<EntityType, Search> = new Map<EntityType, Search>([
  ['user', { get: getUser, list: listUsers, filters: true }],
  ['group', { get: getGroup, list: listGroups, filters: true }],
  ['application', { get: getApplication, list: listApplications, filters: true }],
  ['servicePrincipal', { get: getServicePrincipal, list: listServicePrincipals, filters: true }],
  ['conditionalAccessPolicy', { get: getPolicy, list: listPolicies, filters: false }],
  ['namedLocationPolicy', { get: getNamedLocation, list: listNamedLocations, filters: false }],
]);

/** Policies are no directory objects: an id of unknown type is looked for in these as well. */
const NOT_IN_DIRECTORY: readonly EntityType[] = ['conditionalAccessPolicy', 'namedLocationPolicy'];

const FOUND_AT_MOST = 10;
const PAGE_AT_MOST = 999;
/** Graph's own limit of a display name. */
const NAME_AT_MOST = 256;

type Match = 'exact' | 'start';
interface NameQuery {
  readonly name: string;
  readonly type?: EntityType | undefined;
}

export async function findObjects(client: GraphClient, { name, type }: NameQuery): Promise<readonly DirectoryObject[]> {
  const text = name.trim();
  if (text === '' || text.length > NAME_AT_MOST) return [];
  const types = type ? [type] : [...SEARCHES.keys()];
  const exact = await foundIn(client, types, { text, match: 'exact' });
  return exact.length > 0 ? exact : await foundIn(client, types, { text, match: 'start' });
}

interface Wanted {
  readonly text: string;
  readonly match: Match;
}

async function foundIn(
  client: GraphClient,
  types: readonly EntityType[],
  wanted: Wanted,
): Promise<readonly DirectoryObject[]> {
  const found: DirectoryObject[] = [];
  for (const type of types) {
    if (found.length >= FOUND_AT_MOST) break;
    found.push(...(await foundOf(client, type, wanted)));
  }
  return found.slice(0, FOUND_AT_MOST);
}

async function foundOf(
  client: GraphClient,
  type: EntityType,
  { text, match }: Wanted,
): Promise<readonly DirectoryObject[]> {
  const search = SEARCHES.get(type);
  if (!search) return [];
  if (!search.filters)
    return (await firstOf(client, search, { limit: FOUND_AT_MOST, fits: isCalled(text, match) })).objects;
  const filter = nameFilter(type, text, match);
  return (await firstOf(client, search, { limit: FOUND_AT_MOST, filter })).objects;
}

function isCalled(text: string, match: Match) {
  const wanted = text.toLowerCase();
  return ({ name }: DirectoryObject) =>
    match === 'exact' ? name.toLowerCase() === wanted : name.toLowerCase().startsWith(wanted);
}

interface Selection {
  readonly limit: number;
  readonly filter?: string;
  readonly fits?: (object: DirectoryObject) => boolean;
}

async function firstOf(client: GraphClient, { list }: Search, { limit, filter, fits = () => true }: Selection) {
  return await fromFirstPage(async () => {
    const objects: DirectoryObject[] = [];
    for await (const page of client.pages(list, { filter, top: Math.min(limit + 1, PAGE_AT_MOST) })) {
      objects.push(...page.filter(fits));
      if (objects.length > limit) break;
    }
    return { objects: objects.slice(0, limit), hasMore: objects.length > limit };
  });
}

export async function getObject(
  client: GraphClient,
  id: ObjectId,
  type?: EntityType,
): Promise<DirectoryObject | undefined> {
  if (!isGuid(id)) return undefined;
  if (type) return await getTyped(client, id, type);
  const object = await unlessMissing(client.call(getDirectoryObject, { id }));
  if (object) return object.answer;
  for (const other of NOT_IN_DIRECTORY) {
    const policy = await getTyped(client, id, other);
    if (policy) return policy;
  }
  return undefined;
}

/** People know an application by its application id as well as by its object id. */
async function getTyped(client: GraphClient, id: ObjectId, type: EntityType): Promise<DirectoryObject | undefined> {
  const search = SEARCHES.get(type);
  if (!search) return undefined;
  const found = await unlessMissing(client.call(search.get, { id }));
  if (found || !hasAppId(type)) return found?.answer;
  const [object, ...others] = (await firstOf(client, search, { limit: 2, filter: appIdFilter(id) })).objects;
  return others.length === 0 ? object : undefined;
}

async function unlessMissing<Found>(call: Promise<Found>): Promise<Found | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GraphRefusedError && error.details.status === 404) return undefined;
    throw error;
  }
}
