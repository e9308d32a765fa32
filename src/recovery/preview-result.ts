/** What a preview found, as the request keeps it. The changes themselves are kept in pages of their own. */
import { z } from 'zod/v4';
import { instantSchema } from '../shared/schemas';
import type { PreviewJobId } from '../shared/ids';
import { auditFindingsSchema } from './audit-findings';
import { changeCountsSchema } from './counts';
import { hazardSchema } from './hazard';
import { leftOutSchema } from './left-out';

export const previewJobIdSchema = z.string().transform((text) => text as PreviewJobId);

export const previewResultSchema = z.object({
  previewJobId: previewJobIdSchema,
  /** Graph's jobCompletionDateTime: the preview's age counts from here. */
  computedAt: instantSchema,
  counts: changeCountsSchema,
  /** What was excepted of it. */
  leftOut: leftOutSchema.optional(),
  hazards: z.array(hazardSchema),
  /** Missing in previews that were read before Rewind asked the audit log. */
  audit: auditFindingsSchema.optional(),
  /** See preview-seal.ts. Nothing is approved or run without. */
  seal: z.string().optional(),
});
export type PreviewResult = z.infer<typeof previewResultSchema>;
