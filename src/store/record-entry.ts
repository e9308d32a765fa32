import { z } from 'zod/v4';
import { digestSchema, instantSchema, personIdSchema } from '../approvals/approval';
import { canonicalJson, sha256 } from '../approvals/digest';
import type { RecordEntry } from '../recovery/store-ports';
import type { ConversationId } from '../shared/ids';
import type { Json } from '../shared/json';

/** What the first entry of a chain names as the one before it. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The part of an entry that is kept as JSON; number, request and hashes have columns of their own. All of it is in the hash. */
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
  counts: z.record(z.string(), z.number()).optional(),
});
export type RecordContent = z.infer<typeof recordContentSchema>;

/** SHA-256 over the canonical JSON of everything but the hash itself, the previous entry's hash included. */
export function entryHash(entry: Omit<RecordEntry, 'hash'>): string {
  const withoutHash = { ...entry, hash: undefined };
  return sha256(canonicalJson(JSON.parse(JSON.stringify(withoutHash)) as Json));
}
