import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import { scopeSchema } from './scope';

/** A POST that was, or may have been, made for the request. */
export const openStartSchema = z.object({
  what: z.enum(['preview', 'recovery']),
  intendedAt: instantSchema,
  /** What Microsoft was told to touch. */
  scope: scopeSchema,
});
export type OpenStart = z.infer<typeof openStartSchema>;
