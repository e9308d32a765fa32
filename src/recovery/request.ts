/**
 * One wish to go back to a snapshot, as a state machine. Only a person's press starts anything in Microsoft.
 *
 * | state            | who moves it on                          | to                                                         |
 * | ---------------- | ---------------------------------------- | ---------------------------------------------------------- |
 * | planned          | requester: Start preview                 | previewing, waitingForSlot, expired, withdrawn             |
 * | waitingForSlot   | worker: the slot is free                 | what it came from, expired, withdrawn                      |
 * | previewing       | worker: pollPreview                      | reading, planned (start was lost), failed, canceled        |
 * | reading          | worker: readChanges                      | previewed, awaitingApproval, failed                        |
 * | previewed        | requester: Ask for recovery (rest)       | awaitingApproval                                           |
 * | awaitingApproval | voter: Approve, Reject                   | recovering, approved, rejected, withdrawn, expired         |
 * | approved         | requester or approver: Run now           | recovering, waitingForSlot, expired, withdrawn             |
 * | recovering       | worker: pollRecovery                     | recovered, approved (start was lost), failed, canceled     |
 * | the others       | rest                                     |                                                            |
 *
 * `previewing` and `recovering` without a job id are the stored intent: it is saved before the POST, so that a crash or an
 * unclear answer is settled by looking in the list of jobs, never by posting again.
 */
import { z } from 'zod/v4';
import { envelopeSchema, instantSchema, personIdSchema } from '../approvals/approval';
import type { PreviewJobId, RecoveryJobId, SnapshotId } from '../shared/ids';
import { hazardSchema } from './hazard';
import { scopeSchema } from './scope';
import { JOB_STATUSES } from './terms';

const snapshotIdSchema = z.string().transform((text) => text as SnapshotId);
const previewJobIdSchema = z.string().transform((text) => text as PreviewJobId);
const recoveryJobIdSchema = z.string().transform((text) => text as RecoveryJobId);
const statusSchema = z.enum([...JOB_STATUSES, 'unknown']);
const count = z.number().int().nonnegative();

/** Who runs the tenant's one preview or recovery. `requestId` where it is one of ours; Graph's list names no person. */
const slotHolderSchema = z.object({
  what: z.enum(['preview', 'recovery', 'unknown']),
  requestId: z.string().optional(),
  jobId: z.string().optional(),
  startedAt: instantSchema.optional(),
});
export type SlotHolder = z.infer<typeof slotHolderSchema>;

const planned = z.object({
  name: z.literal('planned'),
  expiresAt: instantSchema,
  startWasLost: z.boolean().optional(),
});
const awaitingApproval = z.object({
  name: z.literal('awaitingApproval'),
  opensAt: instantSchema,
  expiresAt: instantSchema,
  remindedAt: instantSchema.optional(),
});
const approved = z.object({
  name: z.literal('approved'),
  approvedAt: instantSchema,
  expiresAt: instantSchema,
  /** Why the last approval did not start it at once. */
  because: z.enum(['slotBusy', 'graphAway', 'startWasLost']),
  /** Set when the people concerned were told that the slot is free again. */
  slotFreeAt: instantSchema.optional(),
});

const recoveryStateSchema = z.discriminatedUnion('name', [
  planned,
  z.object({
    name: z.literal('waitingForSlot'),
    resume: z.discriminatedUnion('name', [planned, awaitingApproval, approved]),
    holder: slotHolderSchema,
    since: instantSchema,
    /** People who pressed "Tell me when free", the presser included. */
    tellIds: z.array(personIdSchema),
  }),
  z.object({
    name: z.literal('previewing'),
    starterId: personIdSchema,
    intendedAt: instantSchema,
    /** Missing until Graph's answer is saved. */
    previewJobId: previewJobIdSchema.optional(),
    status: statusSchema.optional(),
    cancelAskedById: personIdSchema.optional(),
  }),
  z.object({ name: z.literal('reading'), previewJobId: previewJobIdSchema, computedAt: instantSchema }),
  z.object({ name: z.literal('previewed') }),
  awaitingApproval,
  approved,
  z.object({
    name: z.literal('recovering'),
    starterId: personIdSchema,
    intendedAt: instantSchema,
    /** What Graph is told to touch; an unclear start is recognised in the list of jobs by exactly this. */
    scope: scopeSchema.optional(),
    recoveryJobId: recoveryJobIdSchema.optional(),
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
    during: z.enum(['preview', 'reading', 'recovery']),
    /** Code of the sentence that is shown: a RewindError's code, or `previewFailed`, `recoveryFailed`, `snapshotGone`. */
    because: z.string(),
    /** What a person quotes to Microsoft or to us: Graph's request id or ours. */
    reference: z.string().optional(),
  }),
  z.object({
    name: z.literal('canceled'),
    at: instantSchema,
    during: z.enum(['preview', 'recovery']),
    byId: personIdSchema.optional(),
  }),
  z.object({ name: z.literal('rejected'), at: instantSchema, byId: personIdSchema, reason: z.string() }),
  z.object({ name: z.literal('withdrawn'), at: instantSchema, byId: personIdSchema }),
  z.object({ name: z.literal('expired'), at: instantSchema, during: z.string() }),
]);
export type RecoveryState = z.infer<typeof recoveryStateSchema>;
export type RecoveryStateName = RecoveryState['name'];

const recoveryPlanSchema = z.object({
  scope: scopeSchema,
  snapshotId: snapshotIdSchema,
  snapshotAt: instantSchema,
  /** The words that were typed for the time, for the echo only; the id is what counts. */
  timePhrase: z.string(),
  /** True for `restore`: the preview is followed by asking for approval. */
  wantsApproval: z.boolean(),
  /** The incident time that was named with `before`, if any. */
  incidentAt: instantSchema.optional(),
});
export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;

const changeCountsSchema = z.object({
  update: count,
  restore: count,
  softDelete: count,
  unknown: count,
  /** Synchronised from on-premises: in no other count. */
  shownOnly: count,
  links: count,
  /** Objects a recovery would touch, by entity type. */
  byType: z.record(z.string(), count),
});
export type ChangeCounts = z.infer<typeof changeCountsSchema>;

const previewResultSchema = z.object({
  previewJobId: previewJobIdSchema,
  /** Graph's jobCompletionDateTime: the preview's age counts from here. */
  computedAt: instantSchema,
  counts: changeCountsSchema,
  hazards: z.array(hazardSchema),
});
export type PreviewResult = z.infer<typeof previewResultSchema>;

/** What came of a finished recovery. Counters are optional on the wire. */
const recoveryOutcomeSchema = z.object({
  recoveryJobId: recoveryJobIdSchema,
  startedAt: instantSchema,
  changedObjects: count.optional(),
  changedLinks: count.optional(),
  failedChanges: count,
});
export type RecoveryOutcome = z.infer<typeof recoveryOutcomeSchema>;

export const recoveryRequestSchema = envelopeSchema.extend({
  kind: z.literal('recovery'),
  plan: recoveryPlanSchema,
  preview: previewResultSchema.optional(),
  outcome: recoveryOutcomeSchema.optional(),
  state: recoveryStateSchema,
});
export type RecoveryRequest = z.infer<typeof recoveryRequestSchema>;
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

/** States in which the request holds the tenant's slot: an intent to start, or a job that runs. The store keeps the slot row by it. */
const HOLDS_SLOT: readonly RecoveryStateName[] = ['previewing', 'recovering'];
export const holdsSlot = (name: RecoveryStateName): boolean => HOLDS_SLOT.includes(name);

/** States that nothing but a new wish leads out of. `previewed` rests too, but a person may still ask for the recovery. */
const AT_REST: readonly RecoveryStateName[] = [
  'previewed',
  'recovered',
  'failed',
  'canceled',
  'rejected',
  'withdrawn',
  'expired',
];
export const isAtRest = (name: RecoveryStateName): boolean => AT_REST.includes(name);

/** Objects that a recovery of this preview would touch. */
export function objectsOf({ update, restore, softDelete, unknown }: ChangeCounts): number {
  return update + restore + softDelete + unknown;
}

/** A request that waits for the slot, as it was before: its button may be pressed again at any time. */
export function resumed(request: RecoveryRequest): RecoveryRequest {
  return isIn(request, 'waitingForSlot') ? { ...request, state: request.state.resume } : request;
}
