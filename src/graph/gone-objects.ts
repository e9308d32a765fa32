/** Which of the objects that somebody still points to are gone: soft-deleted, or deleted for good. */
import type { Gone } from '../recovery/ports';
import type { PolicyReference } from '../recovery/lost-references';
import { RewindError } from '../shared/errors';
import { fromFirstPage } from '../shared/from-first-page';
import type { ObjectId } from '../shared/ids';
import type { GraphClient } from './client';
import { getObject } from './object-search';
import { listNamedLocations } from './operations/policies';

type Pointer = Pick<PolicyReference, 'id' | 'type'>;

/** Names of that many are looked for among the deleted; of the others the id is known. */
const MAX_NAMES = 20;

/** @param livingOf - those of the people and groups that are there */
export async function goneAmong(
  client: GraphClient,
  pointers: readonly Pointer[],
  livingOf: (ids: readonly ObjectId[]) => Promise<ReadonlyMap<ObjectId, unknown>>,
): Promise<Gone | undefined> {
  try {
    const living = new Set<string>([
      ...(await livingOf(pointers.filter(({ type }) => type !== 'namedLocationPolicy').map(({ id }) => id))).keys(),
      ...(await livingLocations(client, pointers)),
    ]);
    const gone = pointers.filter(({ id }) => !living.has(id));
    const names = new Map<ObjectId, string>();
    for (const { id, type } of gone.slice(0, MAX_NAMES)) {
      const deleted = await getObject(client, id, type);
      if (deleted) names.set(id, deleted.name);
    }
    return new Map(gone.map(({ id }) => [id, names.get(id)]));
  } catch (error) {
    if (!(error instanceof RewindError)) throw error;
    return undefined;
  }
}

async function livingLocations(client: GraphClient, pointers: readonly Pointer[]): Promise<readonly string[]> {
  if (!pointers.some(({ type }) => type === 'namedLocationPolicy')) return [];
  return await fromFirstPage(async () => {
    const living: string[] = [];
    for await (const page of client.pages(listNamedLocations, {})) living.push(...page.map(({ id }) => id));
    return living;
  });
}
