/** What a refused press is told besides, by what was pressed and by the request. */
import type { Refusal } from '../approvals/refusal';
import { restoreCommand } from '../cards/restore-command';
import type { PoweredVerb } from '../recovery/acts';
import type { RecoveryRequest } from '../recovery/request';

export const stopFacts = (verb: PoweredVerb): Refusal['facts'] => (verb === 'cancel' ? { isStop: 'yes' } : {});

/** Only its requester can press these: instead of a Reader, an Administrator asks for the same. */
export function wayOutOf({ because }: Refusal, verb: PoweredVerb, request: RecoveryRequest): Refusal['facts'] {
  const isRequesters = verb === 'startPreview' || verb === 'askForRecovery';
  const typed = because === 'readerMayNotAsk' && isRequesters ? restoreCommand(request) : undefined;
  return typed === undefined ? {} : { typed };
}
