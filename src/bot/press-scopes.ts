/** What a press asks Entra for, and no more (SPEC 5). `User.Read` is for the presser's own roles. */
import type { DelegatedScope } from '../recovery/press-ports';
import type { RecoveryStateName } from '../recovery/request';
import type { Stoppable } from '../recovery/states';
import type { PressVerb } from '../recovery/terms';

const PREVIEW = 'EntraBackup.ReadWrite.Preview';
const RECOVERY = 'EntraBackup.ReadWrite.Recovery';

/** What starts a recovery or counts as approval may demand more of the sign-on; whoever stops something needs no more than a role. */
export function takesStepUp(verb: PressVerb): boolean {
  return verb === 'approve' || verb === 'runNow';
}

/** What the press would meet: some verbs start, or stop, another kind of job in another state. */
export interface PressedRequest {
  readonly state: RecoveryStateName;
  /** The last approval, and *Run now*, start a re-check instead of the recovery (A12). */
  readonly needsRecheck: boolean;
}

/** A button of one verb may stand for different jobs: what it says is what is asked for, whatever runs by now. */
export interface PressClaim {
  readonly verb: PressVerb;
  readonly stops?: Stoppable | undefined;
}

/** A Reader's role is enough to start a preview, or to stop one; what belongs to requester or approver asks for no more either. */
export function takesAdministrator({ verb, stops }: PressClaim): boolean {
  switch (verb) {
    case 'askForRecovery':
    case 'approve':
    case 'reject':
    case 'runNow':
    case 'retryFailed':
      return true;
    case 'cancel':
      return stops !== 'preview';
    case 'startPreview':
    case 'checkResult':
    case 'withdraw':
    case 'split':
    case 'tellMeWhenFree':
    case 'showChanges':
    case 'say':
    case 'refresh':
      return false;
  }
}

/** @param pressed - missing where there is no such request, and nothing will happen */
export function scopesOf({ verb, stops }: PressClaim, pressed: PressedRequest | undefined): readonly DelegatedScope[] {
  switch (verb) {
    case 'startPreview':
    case 'checkResult':
    case 'retryFailed':
      return [PREVIEW, 'User.Read'];
    case 'approve':
    case 'runNow':
      return [pressed?.needsRecheck ? PREVIEW : RECOVERY, 'User.Read'];
    case 'cancel':
      return [stops === 'recovery' ? RECOVERY : PREVIEW, 'User.Read'];
    case 'withdraw':
      return pressed?.state === 'rechecking' ? [PREVIEW, 'User.Read'] : ['User.Read'];
    case 'askForRecovery':
    case 'reject':
    case 'split':
    case 'tellMeWhenFree':
    case 'showChanges':
    case 'say':
    case 'refresh':
      return ['User.Read'];
  }
}
