/** One request as its row has it, and its own entries with their neighbours in the chain: what verify-story.ts compares. */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod/v4';
import { sha256 } from '../approvals/digest';
import type { RequestHead } from '../approvals/record-fault';
import type { RequestRow } from '../approvals/recorded-request';
import type { KeptStory, LinkedEntry } from '../approvals/verify-story';
import type { RecoveryStateName } from '../recovery/request';
import { isAtRest } from '../recovery/states';
import type { Database } from './database';
import type { Tables } from './schema';

type Row = Selectable<Tables['requests']>;

const voteSchema = z.object({ voterId: z.string(), answer: z.string(), revision: z.number(), digest: z.string() });
/** As little of a request as is compared: one that a newer or older Rewind wrote can be read, too. */
const contentSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.string(),
  version: z.number(),
  requesterId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  votes: z.array(voteSchema),
  state: z.object({ name: z.string() }),
});
type Content = z.infer<typeof contentSchema>;

const UNREADABLE: Pick<RequestRow, 'requesterId' | 'state' | 'votes' | 'isOfOnePiece'> = {
  requesterId: '',
  state: '',
  votes: [],
  isOfOnePiece: false,
};

export function headOf(row: Row): RequestHead {
  const { id: requestId, record_number: number, record_hash: hash, state, content } = row;
  const read = contentIn(content);
  const told = read && { requesterId: read.requesterId, state: read.state.name, votes: read.votes, isOfOnePiece: isOfOnePiece(row, read) }; // prettier-ignore
  return { requestId, number, hash, state, row: { hash: sha256(content), ...(told ?? UNREADABLE) } };
}

function contentIn(text: string): Content | undefined {
  try {
    return contentSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isOfOnePiece(row: Row, content: Content): boolean {
  const { id, tenantId, kind, version, state, createdAt, updatedAt } = content;
  const columns = [row.id, row.tenant_id, row.kind, row.version, row.created_at, row.updated_at, row.resting];
  const resting = isAtRest(state.name as RecoveryStateName) ? 1 : 0;
  return [id, tenantId, kind, version, createdAt, updatedAt, resting].every((value, index) => value === columns[index]);
}

/** @param row - of the same moment: in one transaction with this */
export async function readStory(db: Database, row: Row): Promise<KeptStory> {
  const links = await db
    .selectFrom('record as entry')
    .leftJoin('record as behind', (join) =>
      join
        .onRef('behind.tenant_id', '=', 'entry.tenant_id')
        .on((eb) => eb('behind.number', '=', eb('entry.number', '-', 1))),
    )
    .leftJoin('record as ahead', (join) =>
      join
        .onRef('ahead.tenant_id', '=', 'entry.tenant_id')
        .on((eb) => eb('ahead.number', '=', eb('entry.number', '+', 1))),
    )
    .leftJoin('record_heads as end', (join) =>
      join.onRef('end.tenant_id', '=', 'entry.tenant_id').onRef('end.number', '=', 'entry.number'),
    )
    .selectAll('entry')
    .select(['behind.hash as behind', sql<string | null>`coalesce(ahead.previous_hash, "end".hash)`.as('ahead')])
    .where('entry.tenant_id', '=', row.tenant_id)
    .where('entry.request_id', '=', row.id)
    .orderBy('entry.number')
    .execute();
  return {
    head: headOf(row),
    entries: links.map(({ number, request_id, previous_hash, hash, content, behind, ahead }): LinkedEntry => {
      const entry = { number, requestId: request_id, previousHash: previous_hash, hash, content };
      return { ...entry, behind: behind ?? undefined, ahead: ahead ?? undefined };
    }),
  };
}
