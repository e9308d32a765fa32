/** That another recovery ran since the preview was made, and what becomes of that. */
import { formatInstant } from '../times/print-time';
import type { RecoveryRequest } from '../recovery/request';

export function overtakenWords({ overtaken, zone }: Pick<RecoveryRequest, 'overtaken' | 'zone'>): readonly string[] {
  if (!overtaken) return [];
  const { requestId, startedAt } = overtaken;
  const at = startedAt ? ` at ${formatInstant(startedAt, zone)}` : '';
  const what = requestId
    ? `The recovery of ${requestId} was started${at}`
    : `A recovery was started outside Rewind${at}`;
  return [`${what}: this preview is from before it. Nothing runs on it: a fresh preview re-checks it first.`];
}
