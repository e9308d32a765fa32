/** The forms of ids and times that are kept: JSON in, branded values out. */
import { z } from 'zod/v4';
import type { Digest, PersonId, RequestId } from './ids';

export const instantSchema = z.coerce.date();
export const requestIdSchema = z
  .string()
  .regex(/^R-[2-9A-HJKMNP-Z]{4,8}$/)
  .transform((text) => text as RequestId);
export const personIdSchema = z.string().transform((text) => text as PersonId);
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/).transform((text) => text as Digest); // prettier-ignore
