/** That another recovery ran since the preview was made, and what becomes of that. */
import { formatInstant } from '../times/print-time';
import type { RecoveryRequest } from '../recovery/request';

type Overtaken = Pick<RecoveryRequest, 'overtaken' | 'zone'>;

/** `A recovery was started outside Rewind at …`; nothing where none was. */
export function overtakingWords({ overtaken, zone }: Overtaken): string | undefined {
  if (!overtaken) return undefined;
  const { requestId, startedAt } = overtaken;
  const at = startedAt ? ` at ${formatInstant(startedAt, zone)}` : '';
  return requestId ? `The recovery of ${requestId} was started${at}` : `A recovery was started outside Rewind${at}`;
}

/** @param leadsOn - a recovery may still be asked for or run on it */
export function overtakenWords(request: Overtaken, leadsOn: boolean): readonly string[] {
  const what = overtakingWords(request);
  if (what === undefined) return [];
  const then = leadsOn ? ' Nothing runs on it: a fresh preview re-checks it first.' : '';
  return [`${what}: this preview is from before it.${then}`];
}
