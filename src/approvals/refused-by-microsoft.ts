import { z } from 'zod/v4';
import type { RewindError } from '../shared/errors';
import { refused, type Refusal } from './refusal';

const detailsSchema = z.object({
  speaksFor: z.enum(['rewind', 'person']).optional(),
  graphRequestId: z.string().optional(),
});

/**
 * A definite no of Microsoft's, or an answer that is none: whose right it was, and never "busy".
 *
 * @returns `undefined` where it is not Microsoft's: a bug, or trouble of our own
 */
export function refusedByMicrosoft(error: RewindError, facts: Refusal['facts'] = {}): Refusal | undefined {
  const { code } = error;
  if (!/^(graph|identity)\//.test(code)) return undefined;
  const { speaksFor, graphRequestId } = z.object({ details: detailsSchema }).safeParse(error).data?.details ?? {};
  const reference = [code, graphRequestId].filter(Boolean).join(' ');
  if (code === 'graph/contract-broken') return refused('answerUnreadable', { ...facts, reference });
  if (code === 'graph/no-snapshots') return refused('noSnapshotListed', facts);
  return refused(speaksFor === 'person' ? 'graphRefused' : 'readingRefused', { ...facts, reference });
}
