/** What a press asks Entra for, and no more (SPEC 5). `User.Read` is for the presser's own roles. */
import type { DelegatedScope } from '../recovery/press-ports';
import type { PressVerb } from '../recovery/terms';

/** @param cancelsRecovery - cancelling takes the scope of the kind of job that is stopped */
export function scopesOf(
  verb: PressVerb,
  { cancelsRecovery }: { readonly cancelsRecovery: boolean },
): readonly DelegatedScope[] {
  switch (verb) {
    case 'startPreview':
      return ['EntraBackup.ReadWrite.Preview', 'User.Read'];
    case 'approve':
    case 'runNow':
      return ['EntraBackup.ReadWrite.Recovery', 'User.Read'];
    case 'cancel':
      return [cancelsRecovery ? 'EntraBackup.ReadWrite.Recovery' : 'EntraBackup.ReadWrite.Preview', 'User.Read'];
    case 'askForRecovery':
    case 'reject':
    case 'withdraw':
    case 'tellMeWhenFree':
    case 'say':
    case 'refresh':
      return ['User.Read'];
  }
}
