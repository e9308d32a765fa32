/** The kill switch, in words for cards and messages. A refused press has a sentence of its own. */
import { mayBeFollowed } from '../recovery/follow-up';
import type { RecoveryRequest } from '../recovery/request';
import { has } from '../recovery/states';

export const SWITCHED_OFF = 'Recoveries are switched off for this installation (RECOVERY_DISABLED): nothing can be started, asked for or approved until somebody switches them on.'; // prettier-ignore

/** What a list is drawn with. */
export interface SwitchedOffView {
  readonly isSwitchedOff?: boolean | undefined;
}

/** First of a list's lines. */
export const switchedOffLines = ({ isSwitchedOff = false }: SwitchedOffView): readonly string[] =>
  isSwitchedOff ? [SWITCHED_OFF] : [];

const leadsToStart = has('leadsToStart');

/** Only where somebody would look for a button. */
export const saysSwitchedOff = (request: RecoveryRequest): boolean =>
  leadsToStart(request.state) || mayBeFollowed(request);
