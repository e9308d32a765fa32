/** What the record says of a request that has just been made or moved, and how it is read again. */
import { z } from 'zod/v4';
import { digestSchema, instantSchema, personIdSchema } from '../shared/schemas';
import { sha256 } from '../approvals/digest';
import { jobIdsOf } from '../recovery/job-ids';
import type { RecoveryRequest } from '../recovery/request';
import type { Move } from '../recovery/store-ports';
import type { ConversationId } from '../shared/ids';

/** What an entry about a request says; number, request and hashes have columns of their own. All of it is in the hash. */
export const recordContentSchema = z.object({
  revision: z.number().int(),
  digest: digestSchema.optional(),
  by: z.union([z.literal('rewind'), personIdSchema]),
  at: instantSchema,
  where: z.string().transform((text) => text as ConversationId),
  what: z.string(),
  from: z.string().optional(),
  to: z.string(),
  reason: z.string().optional(),
  graphRequestIds: z.array(z.string()),
  /** Microsoft's jobs that the request has had by now. */
  jobIds: z.array(z.string()).optional(),
  counts: z.record(z.string(), z.number()).optional(),
  /** Of the first entry: who asked. */
  requesterId: z.string().optional(),
  /** The answer that `by` gave with it. */
  vote: z.string().optional(),
  /** Whose votes are kept after it. */
  voterIds: z.array(z.string()).optional(),
  /** SHA-256 of the request's row before and after it. */
  found: z.string().optional(),
  written: z.string().optional(),
});
type RecordContent = z.infer<typeof recordContentSchema>;

/** @param before - what the request was, as its row had it: nothing of a request that has just been made */
export function contentOf(request: RecoveryRequest, move: Move, before?: RecoveryRequest): RecordContent {
  const jobIds = jobIdsOf(request);
  return {
    revision: request.revision,
    digest: request.digest,
    by: move.by,
    at: request.updatedAt,
    where: request.place.conversationId,
    what: move.what ?? request.state.name,
    from: before?.state.name,
    to: request.state.name,
    reason: move.reason,
    graphRequestIds: [...(move.graphRequestIds ?? [])],
    ...(jobIds.length > 0 && { jobIds: [...jobIds] }),
    counts: countsOf(request),
    ...(before
      ? { found: before.rowHash, vote: voteGiven(request, move, before) }
      : { requesterId: request.requesterId }),
    voterIds: [...new Set(request.votes.map(({ voterId }) => voterId))],
    written: hashOfRow(JSON.stringify(request)),
  };
}

/** By the step itself, whatever it is called: a vote that somebody wrote into the row was there before it. */
function voteGiven({ votes }: RecoveryRequest, { by }: Move, before: RecoveryRequest): string | undefined {
  const known = new Set(before.votes.map((vote) => JSON.stringify(vote)));
  return votes.find((vote) => vote.voterId === by && !known.has(JSON.stringify(vote)))?.answer;
}

/** @param content - as the row keeps it, byte for byte */
export const hashOfRow = (content: string): string => sha256(content);

/** What the recovery did where it has ended, otherwise what the last preview found. */
function countsOf({ preview, outcome }: RecoveryRequest): RecordContent['counts'] {
  if (outcome) {
    const { changedObjects, changedLinks, failedChanges } = outcome;
    return { ...(failedChanges !== undefined && { failedChanges }), ...(changedObjects !== undefined && { changedObjects }), ...(changedLinks !== undefined && { changedLinks }) }; // prettier-ignore
  }
  if (!preview) return undefined;
  const { update, restore, softDelete, unknown, shownOnly, links, unpinnable } = preview.counts;
  return { update, restore, softDelete, unknown, shownOnly, links, unpinnable };
}
