import { z } from 'zod/v4';
import { requestIdSchema } from '../shared/schemas';

/** A file that somebody asked for; it is made when it is taken. */
export const wantedFileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('evidence'), requestId: requestIdSchema }),
]);
export type WantedFile = z.infer<typeof wantedFileSchema>;
