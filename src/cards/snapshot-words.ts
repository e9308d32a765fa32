/** Where a request goes back to, said completely: phrase → local time and zone (UTC), age. */
import type { RecoveryRequest } from '../recovery/request';
import { echoOf } from '../recovery/snapshot-choice';
import { neutralise } from './neutralise';

/** `yesterday → Sat 28 Mar 2026 23:00 Europe/Oslo (22:00 UTC), 12 h old` */
export function snapshotEcho({ plan, zone }: RecoveryRequest, now: Date): string {
  const phrase = neutralise(plan.timePhrase, { maxLength: 60 });
  return echoOf({ phrase, snapshot: { createdAt: plan.snapshotAt }, zone, now });
}
