/** What a re-check found beside the approved changes, as rows: read from the stored pages of both revisions. */
import type { Change } from '../recovery/change';
import { isSubset, type Difference, type DifferenceRows } from '../recovery/recheck';
import type { RecoveryRequest } from '../recovery/request';
import type { ChangeStore, Comparison } from '../recovery/store-ports';
import type { UsecasePorts } from './ports';

/** Objects looked at; the card shows far fewer, and counts all of them. */
const LOOKED_AT = 500;

/** @returns `undefined` unless the present preview is one that differs from what had been approved */
export async function viewDifferences(
  { id: requestId, revision, recheck }: RecoveryRequest,
  { changes }: Pick<UsecasePorts, 'changes'>,
): Promise<DifferenceRows | undefined> {
  if (recheck?.freshRevision !== revision || isSubset(recheck.difference)) return undefined;
  return await differencesIn({ requestId, ...recheck }, changes);
}

export async function differencesIn(
  { requestId, approvedRevision, freshRevision }: Omit<Comparison, 'limit'>,
  changes: Pick<ChangeStore, 'changes' | 'compare'>,
): Promise<DifferenceRows> {
  const { objects } = await changes.compare({ requestId, approvedRevision, freshRevision, limit: LOOKED_AT });
  const idsOf = (how: keyof Difference) => new Set(objects.filter((object) => object.how === how).map(keyOf));
  const fresh = (ids: ReadonlySet<string>) => rowsOf(changes.changes(requestId, freshRevision), ids);
  return {
    appeared: await fresh(idsOf('appeared')),
    changed: await fresh(idsOf('changed')),
    gone: await rowsOf(changes.changes(requestId, approvedRevision), idsOf('gone')),
  };
}

const keyOf = ({ type, id }: Pick<Change, 'type' | 'id'>): string => `${type} ${id}`;

async function rowsOf(changes: AsyncIterable<Change>, keys: ReadonlySet<string>): Promise<readonly Change[]> {
  const left = new Set(keys);
  const rows: Change[] = [];
  for await (const change of changes) {
    if (left.size === 0) break;
    if (left.delete(keyOf(change))) rows.push(change);
  }
  return rows;
}
