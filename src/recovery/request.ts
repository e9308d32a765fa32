/**
 * One wish to go back to a snapshot, as a state machine. Only a person's press starts anything in Microsoft.
 *
 * | state            | who moves it on                          | to                                                         |
 * | ---------------- | ---------------------------------------- | ---------------------------------------------------------- |
 * | planned          | requester: Start preview                 | previewing, waitingForSlot, expired, withdrawn             |
 * | waitingForSlot   | worker: the slot is free                 | what it came from, expired, withdrawn                      |
 * | previewing       | worker: pollPreview                      | reading, planned (start was lost), failed, canceled        |
 * | reading          | worker: readChanges                      | previewed, awaitingApproval, failed                        |
 * | previewed        | requester: Ask for recovery (rest)       | awaitingApproval, withdrawn, failed (snapshot gone)        |
 * | awaitingApproval | voter: Approve, Reject                   | recovering, rechecking (preview too old), approved,        |
 * |                  |                                          | rejected, withdrawn, expired, failed (snapshot gone)       |
 * | rechecking       | worker: watchRecheck                     | approved (nothing new, or start was lost),                 |
 * |                  |                                          | awaitingApproval (votes dismissed, or one withdrawn),      |
 * |                  |                                          | previewed (nothing is left, or it cannot be put to the     |
 * |                  |                                          | vote), failed, canceled, withdrawn, expired                |
 * | approved         | requester or approver: Run now           | recovering, rechecking (too old again), waitingForSlot,    |
 * |                  |                                          | awaitingApproval (vote withdrawn), expired, withdrawn,     |
 * |                  |                                          | failed (snapshot gone)                                     |
 * | recovering       | worker: pollRecovery                     | recovered, approved (start was lost), failed, canceled     |
 * | planned,         | requester: Plan both, Split in two       | split, into two requests that are planned, or reading      |
 * | previewed        |                                          |                                                            |
 * | the others       | rest                                     |                                                            |
 *
 * `previewing`, `rechecking` and `recovering` without a job id are the stored intent: it is saved before the POST, so that a crash or an
 * unclear answer is settled by looking in the list of jobs, never by posting again.
 */
import { z } from 'zod/v4';
import { envelopeSchema } from '../approvals/approval';
import { instantSchema, personIdSchema, requestIdSchema } from '../shared/schemas';
import type { ErrorCode } from '../shared/errors';
import { awaySchema } from './away';
import type { ChangeCounts } from './counts';
import {
  approved,
  awaitingApproval,
  freshUntilSchema,
  ifBusy,
  planned,
  slotFreeAtSchema,
  waitingForSlot,
} from './held-states';
import { openStartSchema } from './open-start';
import { recoveryJobIdSchema, recoveryOutcomeSchema } from './outcome';
import { followUpSchema, recoveryPlanSchema } from './plan';
import { overtakenSchema } from './overtaken';
import { previewJobIdSchema, previewResultSchema } from './preview-result';
import { recheckSchema } from './recheck';
import { scopeSchema } from './scope';
import { JOB_STATUSES } from './terms';

/** Why a request failed. What an older or a newer Rewind stored is taken as it stands. */
export type FailureCause =
  'previewFailed' | 'recoveryFailed' | 'couldNotBeRead' | 'rewind/bug' | VoidBecause | ErrorCode;
const failureCauseSchema = z.string().transform((code) => code as FailureCause);

const statusSchema = z.enum([...JOB_STATUSES, 'unknown']);
const count = z.number().int().nonnegative();

/** Why a request ended at a press, before anything ran. */
export const VOID_BECAUSE = ['snapshotGone', 'keptChangesDiffer', 'recordDiffers'] as const;
export type VoidBecause = (typeof VOID_BECAUSE)[number];

const recoveryStateSchema = z.discriminatedUnion('name', [
  planned,
  waitingForSlot,
  z.object({
    name: z.literal('previewing'),
    starterId: personIdSchema,
    intendedAt: instantSchema,
    /** The plan's own window: what a lost start goes back to. Old rows lack it. */
    planExpiresAt: instantSchema.optional(),
    /** Missing until Graph's answer is saved. */
    previewJobId: previewJobIdSchema.optional(),
    ifBusy,
    status: statusSchema.optional(),
    cancelAskedById: personIdSchema.optional(),
  }),
  z.object({
    name: z.literal('reading'),
    previewJobId: previewJobIdSchema,
    computedAt: instantSchema,
    /** Where another request keeps the changes of this preview: they are read from there, and not from Microsoft. */
    from: z.object({ requestId: requestIdSchema, revision: z.number().int() }).optional(),
  }),
  z.object({ name: z.literal('previewed') }),
  awaitingApproval,
  z.object({
    name: z.literal('rechecking'),
    starterId: personIdSchema,
    intendedAt: instantSchema,
    previewJobId: previewJobIdSchema.optional(),
    ifBusy,
    status: statusSchema.optional(),
    cancelAskedById: personIdSchema.optional(),
    /** What the fresh preview is told to look at; missing where that is the plan’s scope. */
    scope: scopeSchema.optional(),
    /** Where the fresh changes are stored: a number of its own, so that no stopped reading writes into another one. */
    freshRevision: z.number().int(),
    /** Set when the fresh preview is finished and its changes are being read. */
    computedAt: instantSchema.optional(),
    /** Where it stands if this start comes to nothing, inside its own window: all votes are in. */
    resume: approved,
  }),
  approved,
  z.object({
    name: z.literal('recovering'),
    starterId: personIdSchema,
    intendedAt: instantSchema,
    /** The approval with its own window: what a lost start goes back to. Old rows lack it. */
    approval: z
      .object({ approvedAt: instantSchema, expiresAt: instantSchema, freshUntil: freshUntilSchema })
      .optional(),
    /** What Graph is told to touch; an unclear start is recognised in the list of jobs by exactly this. */
    scope: scopeSchema.optional(),
    recoveryJobId: recoveryJobIdSchema.optional(),
    ifBusy,
    status: statusSchema.optional(),
    changedObjects: count.optional(),
    changedLinks: count.optional(),
    /** Set by a cancel press that Graph accepted: cancelling is best effort and takes a while. */
    cancelAskedById: personIdSchema.optional(),
  }),
  z.object({ name: z.literal('recovered'), at: instantSchema }),
  z.object({
    name: z.literal('failed'),
    at: instantSchema,
    /** `approval`: votes were awaited, or all in, and nothing was started. */
    during: z.enum(['preview', 'reading', 'approval', 'recheck', 'recovery']),
    /** Which sentence is shown. */
    because: failureCauseSchema,
    /** Since when Microsoft could not be read, where it ended because of that. */
    unreadSince: instantSchema.optional(),
    /** What Microsoft may still run for it, its end not seen by anybody: the slot stays held until the list of jobs shows that none runs. */
    mayRun: z.enum(['preview', 'recovery']).optional(),
    /** What a person quotes to Microsoft or to us: Graph's request id or ours. */
    reference: z.string().optional(),
    /** The preview or the recovery whose end could not be followed. */
    previewJobId: previewJobIdSchema.optional(),
    recoveryJobId: recoveryJobIdSchema.optional(),
    /** When that was meant to start; without a job id, whether Microsoft runs anything for it is not known. */
    intendedAt: instantSchema.optional(),
  }),
  z.object({
    name: z.literal('canceled'),
    at: instantSchema,
    during: z.enum(['preview', 'recheck', 'recovery']),
    /** Microsoft's id of what was stopped. */
    jobId: z.string().optional(),
    byId: personIdSchema.optional(),
  }),
  z.object({ name: z.literal('rejected'), at: instantSchema, byId: personIdSchema, reason: z.string() }),
  z.object({ name: z.literal('withdrawn'), at: instantSchema, byId: personIdSchema }),
  z.object({
    name: z.literal('expired'),
    at: instantSchema,
    during: z.string(),
    /** Where its window began when the slot was free. */
    slotFreeAt: slotFreeAtSchema,
  }),
  /** `into`: the two requests that go on in its place. */
  z.object({ name: z.literal('split'), at: instantSchema, byId: personIdSchema, into: z.array(requestIdSchema) }),
]);
export type RecoveryState = z.infer<typeof recoveryStateSchema>;
export type RecoveryStateName = RecoveryState['name'];

export const recoveryRequestSchema = envelopeSchema.extend({
  kind: z.literal('recovery'),
  plan: recoveryPlanSchema,
  preview: previewResultSchema.optional(),
  recheck: recheckSchema.optional(),
  /** Another recovery ran since the present preview was made. */
  overtaken: overtakenSchema.optional(),
  /** The highest revision that a re-check took for its pages: none is used twice. */
  lastRevision: z.number().int().optional(),
  outcome: recoveryOutcomeSchema.optional(),
  /** Every job of Microsoft's that ever belonged to it: it stays so, whatever becomes of the request. See own-jobs.ts. */
  jobIds: z.array(z.string()).optional(),
  /** Starts whose answer nobody knows: each is looked for in the list of jobs before another one is posted. */
  openStarts: z.array(openStartSchema).optional(),
  /** Missing while Microsoft can be read. */
  away: awaySchema.optional(),
  /** Requests that check the result of this one, or ask for its failed changes again. */
  followUps: z.array(followUpSchema).optional(),
  state: recoveryStateSchema,
});
export type RecoveryRequest = z.infer<typeof recoveryRequestSchema> & {
  /** SHA-256 of the row as it was read: what was judged. No part of the content. */
  readonly rowHash?: string | undefined;
};
export type RecoveryIn<Name extends RecoveryStateName> = Omit<RecoveryRequest, 'state'> & {
  state: Extract<RecoveryState, { name: Name }>;
};

/** Narrows a request to the state it is in. */
export function isIn<Name extends RecoveryStateName>(
  request: RecoveryRequest,
  name: Name,
): request is RecoveryIn<Name> {
  return request.state.name === name;
}

/** Objects that a recovery of this preview would touch. */
export function objectsOf({ update, restore, softDelete, unknown }: ChangeCounts): number {
  return update + restore + softDelete + unknown;
}

/** The revision under which the changes of the present preview are stored: a re-check that found nothing new keeps what was approved. */
export function changesRevisionOf({ revision, recheck }: Pick<RecoveryRequest, 'revision' | 'recheck'>): number {
  return Math.max(revision, recheck?.freshRevision ?? 0);
}

/** A re-check found nothing new in it: the votes are for what was approved, the preview is the fresh one. */
export const isRechecked = (request: Pick<RecoveryRequest, 'revision' | 'recheck'>): boolean =>
  changesRevisionOf(request) > request.revision;

/** A request that waits for the slot, as it was before: its button may be pressed again at any time. */
export function resumed(request: RecoveryRequest): RecoveryRequest {
  return isIn(request, 'waitingForSlot') ? { ...request, state: request.state.resume } : request;
}
