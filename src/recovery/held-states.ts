/** States in which a person has the word, and the slot's queue in front of them. The state machine is in request.ts. */
import { z } from 'zod/v4';
import { instantSchema, personIdSchema } from '../shared/schemas';
import { slotHolderSchema } from './slot-holder';

/** Until when the preview of a re-check counts as fresh, whatever its age (A12). */
export const freshUntilSchema = instantSchema.optional();

/** Set when the people concerned were told that the slot is free again; the window runs from then. */
export const slotFreeAtSchema = instantSchema.optional();

export const planned = z.object({
  name: z.literal('planned'),
  expiresAt: instantSchema,
  startWasLost: z.boolean().optional(),
  slotFreeAt: slotFreeAtSchema,
});
export const awaitingApproval = z.object({
  name: z.literal('awaitingApproval'),
  opensAt: instantSchema,
  expiresAt: instantSchema,
  remindedAt: instantSchema.optional(),
  /** When others were told than those who were asked first. */
  escalatedAt: instantSchema.optional(),
  /** A vote was taken back after a re-check. */
  freshUntil: freshUntilSchema,
  slotFreeAt: slotFreeAtSchema,
});
export const approved = z.object({
  name: z.literal('approved'),
  approvedAt: instantSchema,
  expiresAt: instantSchema,
  /** Why the last approval did not start it at once; `rechecked`: the preview was too old then, and a fresh one found nothing new. */
  because: z.enum(['slotBusy', 'graphAway', 'startWasLost', 'rechecked']),
  slotFreeAt: slotFreeAtSchema,
  freshUntil: freshUntilSchema,
});

export const waitingForSlot = z.object({
  name: z.literal('waitingForSlot'),
  resume: z.discriminatedUnion('name', [planned, awaitingApproval, approved]),
  holder: slotHolderSchema,
  since: instantSchema,
  /** People who pressed "Tell me when free", the presser included. */
  tellIds: z.array(personIdSchema),
});
/** Of an intent that was answered with 409: where the request stands once the list has shown that what runs is not this start, repeated on the way. */
export const ifBusy = z.discriminatedUnion('name', [waitingForSlot, approved]).optional();
