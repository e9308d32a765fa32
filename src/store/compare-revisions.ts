/**
 * The subset test of the re-check: an anti-join by item hash, in both directions, folded to objects. What is only in the fresh
 * revision was not approved; what is only in the approved one is gone; an object of both has another change than the approved one.
 * Written with EXCEPT: PostgreSQL plans NOT EXISTS on rows it has no statistics of, as these are, by comparing each with each.
 */
import { sql } from 'kysely';
import type { Difference } from '../recovery/recheck';
import type { ComparedChanges, Comparison, DifferentObject } from '../recovery/store-ports';
import type { RequestId } from '../shared/ids';
import type { Database } from './database';

const FRESH_ONLY = 1;
const APPROVED_ONLY = 2;
const HOW: ReadonlyMap<number, keyof Difference> = new Map([
  [FRESH_ONLY, 'appeared'],
  [APPROVED_ONLY, 'gone'],
  [FRESH_ONLY + APPROVED_ONLY, 'changed'],
]);

export async function compareRevisions(db: Database, question: Comparison): Promise<ComparedChanges> {
  const counts: Record<keyof Difference, number> = { appeared: 0, gone: 0, changed: 0 };
  const totals = await db
    .selectFrom(differentObjects(db, question).as('different'))
    .select(({ fn }) => ['different.sides', fn.countAll<number | string>().as('objects')])
    .groupBy('different.sides')
    .execute();
  for (const { sides, objects } of totals) counts[howOf(sides)] = Number(objects);

  const rows = await db
    .selectFrom(differentObjects(db, question).as('different'))
    .selectAll()
    .orderBy('different.type')
    .orderBy('different.object_id')
    .limit(question.limit)
    .execute();
  return { counts, objects: rows.map(({ type, object_id, sides }) => ({ type, id: object_id, how: howOf(sides) }) as DifferentObject) }; // prettier-ignore
}

/** One row an object, with the sum of the sides on which it has a change that the other side lacks. */
function differentObjects(db: Database, { requestId, approvedRevision, freshRevision }: Comparison) {
  const fresh = onlyIn(db, { requestId, revision: freshRevision, other: approvedRevision, side: FRESH_ONLY });
  const approved = onlyIn(db, { requestId, revision: approvedRevision, other: freshRevision, side: APPROVED_ONLY });
  return db
    .selectFrom(fresh.unionAll(approved).as('one_sided'))
    .select(({ fn }) => [
      'one_sided.type',
      'one_sided.object_id',
      fn.sum<number | string>('one_sided.side').as('sides'),
    ])
    .groupBy(['one_sided.type', 'one_sided.object_id']);
}

interface Side {
  readonly requestId: RequestId;
  readonly revision: number;
  readonly other: number;
  readonly side: number;
}

function onlyIn(db: Database, { requestId, revision, other, side }: Side) {
  const hashesOf = (which: number) =>
    db
      .selectFrom('item_hashes')
      .select(['type', 'object_id', 'hash'])
      .where('request_id', '=', requestId)
      .where('revision', '=', which);
  return db
    .selectFrom(hashesOf(revision).except(hashesOf(other)).as('only_here'))
    .select(['only_here.type', 'only_here.object_id', sql.lit(side).as('side')])
    .distinct();
}

function howOf(sides: number | string): keyof Difference {
  const how = HOW.get(Number(sides));
  if (how === undefined) throw new RangeError('an object stands on one side or on both');
  return how;
}
