/**
 * The envelope of every request, whatever is asked for: who asked, where, what exactly was shown (digest), who voted.
 * Feature folders add their plan and their states. Only an id travels in cards and queues.
 */
import { z } from 'zod/v4';
import type { ActivityId, ConversationId, PersonId, RequestId, TenantId } from '../shared/ids';
import { digestSchema, instantSchema, personIdSchema, requestIdSchema } from '../shared/schemas';

/** Where a request was asked for. Its card lives there; in a channel every thread is a conversation of its own. */
export const placeSchema = z.object({
  conversationId: z.string().transform((text) => text as ConversationId),
  kind: z.enum(['personal', 'group', 'channel']),
});
export type Place = z.infer<typeof placeSchema>;

const voteSchema = z.object({
  voterId: personIdSchema,
  answer: z.enum(['approve', 'reject']),
  at: instantSchema,
  /** The digest and revision that the voter was shown; a vote counts for these and no other. */
  digest: digestSchema,
  revision: z.number().int(),
  reason: z.string().optional(),
  /** Set where two were asked for and could not be reached: this one decided alone, with a typed number. */
  isAlone: z.literal(true).optional(),
});
export type Vote = z.infer<typeof voteSchema>;

/** Fields that every kind of request has; a feature extends it with `kind`, its plan and its state. */
export const envelopeSchema = z.object({
  id: requestIdSchema,
  tenantId: z.string().transform((text) => text as TenantId),
  requesterId: personIdSchema,
  /** Everybody who changed the request after it was made: none of them may approve it (A1). */
  changedByIds: z.array(personIdSchema),
  reason: z.string().optional(),
  place: placeSchema,
  /** IANA zone of the requester: every time on the shared card is printed in it. */
  zone: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** Counts what was shown: a new scope, snapshot or preview is a new revision, and dismisses votes (A11). */
  revision: z.number().int(),
  /** Counts writes: every state change is compare-and-set on it. */
  version: z.number().int(),
  digest: digestSchema.optional(),
  votes: z.array(voteSchema),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** People who approved exactly what is shown now. */
export function approverIdsOf({
  votes,
  digest,
  revision,
}: Pick<Envelope, 'votes' | 'digest' | 'revision'>): readonly PersonId[] {
  const counted = votes.filter(
    (vote) => vote.answer === 'approve' && vote.digest === digest && vote.revision === revision,
  );
  return [...new Set(counted.map((vote) => vote.voterId))];
}

/** Buttons that a reason may be typed for. */
export const REASONED_VERBS = ['approve', 'reject', 'askForRecovery'] as const;

/** A reason that somebody typed with a command: it waits in the input of this person's own card, and counts for nothing until pressed. */
export const draftSchema = z.object({
  byId: personIdSchema,
  /** What it was typed about: of other changes it says nothing. */
  revision: z.number().int(),
  /** The button whose input it waits in. */
  verb: z.enum(REASONED_VERBS),
  reason: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Where a card of a request was posted, so that it can be edited in place. */
export interface CardAddress {
  readonly requestId: RequestId;
  readonly conversationId: ConversationId;
  readonly activityId: ActivityId;
}

export interface PostedCard extends CardAddress {
  /** Fingerprint of what was last drawn there, where it is known: the same is not sent again. */
  readonly drawn?: string | undefined;
  /** Of the request, as it was drawn. */
  readonly version?: number | undefined;
}
