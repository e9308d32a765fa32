/**
 * Objects by name or id, among the living and the soft-deleted. Each type has its own lists and its own addresses in Graph; the others
 * cannot be found by name. Every exact match is offered, whatever its type: the first hit is never taken for the one that was meant, and a
 * living object never for a deleted one.
 */
import { beginsWithName, isSameName, spellingsOf } from '../tenant/name-spellings';
import type { DirectoryObject, NamedObjects } from '../recovery/ports';
import type { EntityType } from '../recovery/terms';
import { fromFirstPage } from '../shared/from-first-page';
import { isGuid, type ObjectId } from '../shared/ids';
import type { GraphClient } from './client';
import { appIdFilter, hasAppId, nameFilter, signInNameEndsWith } from './directory-contract';
import { GraphRefusedError } from './errors';
import { SEARCHES, type Among, type ListOperation } from './object-lists';
import { getDeletedObject, searchDeletedUsers } from './operations/deleted-objects';
import { getDirectoryObject } from './operations/people';

/** Policies are no directory objects: an id of unknown type is looked for in these as well. */
const NOT_IN_DIRECTORY: readonly EntityType[] = ['conditionalAccessPolicy', 'namedLocationPolicy'];

const FOUND_AT_MOST = 10;
const PAGE_AT_MOST = 999;
/** Of a list that is read whole and searched here. */
const READ_AT_MOST = 10 * PAGE_AT_MOST;
/** Graph's own limit of a display name. */
const NAME_AT_MOST = 256;

interface NameQuery {
  readonly name: string;
  readonly type?: EntityType | undefined;
}

export async function findObjects(client: GraphClient, { name, type }: NameQuery): Promise<NamedObjects> {
  const text = name.trim();
  if (text === '' || text.length > NAME_AT_MOST) return { objects: [], unread: [] };
  const search = new NameSearch(client, text);
  const types = type ? [type] : [...SEARCHES.keys()];
  const living = await search.named(types, 'living');
  const deleted = await search.named(types, 'deleted');
  return { objects: [...living, ...deleted], unread: [...search.unread] };
}

interface Wanted {
  readonly type: EntityType;
  readonly among: Among;
  readonly match: 'exact' | 'start';
}

/** One name, looked for in all places where it may be. What is read whole is read once. */
class NameSearch {
  readonly unread = new Set<EntityType>();
  private readonly client: GraphClient;
  private readonly text: string;
  private readonly whole = new Map<ListOperation, readonly DirectoryObject[]>();

  constructor(client: GraphClient, text: string) {
    this.client = client;
    this.text = text;
  }

  /** An exact match decides among those that it is one of, and nowhere else. */
  async named(types: readonly EntityType[], among: Among): Promise<NamedObjects['objects']> {
    for (const match of ['exact', 'start'] as const) {
      const found: DirectoryObject[] = [];
      for (const type of types) {
        if (found.length >= FOUND_AT_MOST) break;
        found.push(...(await this.ofType({ type, among, match })));
      }
      if (found.length > 0) return found.slice(0, FOUND_AT_MOST).map((object) => ({ ...object, isExact: match === 'exact' })); // prettier-ignore
    }
    return [];
  }

  private async ofType(wanted: Wanted): Promise<readonly DirectoryObject[]> {
    const search = SEARCHES.get(wanted.type);
    if (!search) return [];
    if (wanted.among === 'living') {
      return search.filters ? await this.filtered(search.living.list, wanted) : await this.searched(search.living.list, wanted); // prettier-ignore
    }
    return await this.ofDeleted(search, wanted);
  }

  /** Not every tenant lets every kind of deleted objects be listed, nor every list be filtered: then it is read and searched here. */
  private async ofDeleted(
    { deleted: { list }, filters }: { readonly deleted: { readonly list: ListOperation }; readonly filters: boolean },
    wanted: Wanted,
  ): Promise<readonly DirectoryObject[]> {
    try {
      if (!filters) return await this.searched(list, wanted);
      const named = await refusedAs(400, this.filtered(list, wanted), () => this.searched(list, wanted));
      const isSignInName = wanted.type === 'user' && wanted.match === 'exact' && this.text.includes('@');
      if (!isSignInName) return named;
      const signing = await refusedAs(400, this.withSignInName(), () => this.searched(list, wanted));
      return [...new Map([...named, ...signing].map((object) => [object.id, object])).values()];
    } catch (error) {
      if (!(error instanceof GraphRefusedError)) throw error;
      this.unread.add(wanted.type);
      return [];
    }
  }

  private async filtered(list: ListOperation, { type, among, match }: Wanted): Promise<readonly DirectoryObject[]> {
    const filter = nameFilter({ type, spellings: spellingsOf(this.text), match, among });
    return (await firstOf(this.client, list, { limit: FOUND_AT_MOST, filter })).objects;
  }

  /** `joana@…` ends with `ana@…`, too. */
  private async withSignInName(): Promise<readonly DirectoryObject[]> {
    const filter = signInNameEndsWith(this.text);
    const { objects } = await firstOf(this.client, searchDeletedUsers, { limit: PAGE_AT_MOST, filter });
    return objects.filter(({ detail }) => detail !== undefined && isSameName(detail, this.text));
  }

  private async searched(list: ListOperation, { match }: Wanted): Promise<readonly DirectoryObject[]> {
    const all = this.whole.get(list) ?? (await firstOf(this.client, list, { limit: READ_AT_MOST })).objects;
    this.whole.set(list, all);
    const fits = match === 'exact' ? isSameName : beginsWithName;
    return all.filter(({ name, detail }) => [name, detail ?? name].some((known) => fits(known, this.text)));
  }
}

async function refusedAs<Found>(status: number, call: Promise<Found>, instead: () => Promise<Found>): Promise<Found> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GraphRefusedError && error.details.status === status) return await instead();
    throw error;
  }
}

interface Selection {
  readonly limit: number;
  readonly filter?: string;
}

async function firstOf(client: GraphClient, list: ListOperation, { limit, filter }: Selection) {
  return await fromFirstPage(async () => {
    const objects: DirectoryObject[] = [];
    for await (const page of client.pages(list, { filter, top: Math.min(limit + 1, PAGE_AT_MOST) })) {
      objects.push(...page);
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
  if (type) return await eitherOf(client, [{ id, type }]);
  const living = await refusedAs(404, client.call(getDirectoryObject, { id }), nothing);
  if (living) return living.answer;
  const deleted = await deletedOr(undefined, client.call(getDeletedObject, { id }));
  return deleted ? deleted.answer : await eitherOf(client, NOT_IN_DIRECTORY.map((other) => ({ id, type: other }))); // prettier-ignore
}

interface Typed {
  readonly id: ObjectId;
  readonly type: EntityType;
}

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

/** All of them among the living, then among the deleted. */
async function eitherOf(client: GraphClient, typed: readonly Typed[]): Promise<DirectoryObject | undefined> {
  for (const among of ['living', 'deleted'] as const) {
    for (const one of typed) {
      const found = await getTyped(client, one, among);
      if (found) return found;
    }
  }
  return undefined;
}

/** People know an application by its application id as well as by its object id. */
async function getTyped(client: GraphClient, { id, type }: Typed, among: Among): Promise<DirectoryObject | undefined> {
  const search = SEARCHES.get(type);
  if (!search) return undefined;
  const { get, list } = search[among];
  const call = client.call(get, { id });
  const found = await (among === 'living' ? refusedAs(404, call, nothing) : deletedOr(undefined, call));
  if (found?.answer?.type === type) return found.answer;
  return hasAppId(type) ? await withAppId(client, list, { id, among }) : undefined;
}

async function withAppId(
  client: GraphClient,
  list: ListOperation,
  { id, among }: { readonly id: ObjectId; readonly among: Among },
): Promise<DirectoryObject | undefined> {
  const asked = firstOf(client, list, { limit: 2, filter: appIdFilter(id) });
  const found = among === 'living' ? await asked : await deletedOr(undefined, asked);
  return found?.objects.length === 1 ? found.objects[0] : undefined;
}

/** A tenant that does not serve a kind's deleted objects tells of none. */
async function deletedOr<Found, Otherwise>(otherwise: Otherwise, call: Promise<Found>): Promise<Found | Otherwise> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GraphRefusedError) return otherwise;
    throw error;
  }
}
