/** What the sign-in prompt and the sign-in page say. Plain text; the page escapes it for HTML. */
import type { PressVerb } from '../recovery/acts';

const DEEDS: Readonly<Record<PressVerb, string>> = {
  startPreview: 'start the preview',
  askForRecovery: 'ask for the recovery',
  approve: 'approve the recovery',
  reject: 'reject the recovery',
  withdraw: 'withdraw it',
  runNow: 'run the recovery',
  cancel: 'stop the job',
  checkResult: 'check the result by a preview',
  split: 'make two requests of it',
  retryFailed: 'ask for the failed changes again',
  tellMeWhenFree: 'be told when the slot is free',
  showChanges: 'see the changes with their values',
  say: 'run the command',
  refresh: 'see your own card',
};

/** Beside the sign-in button. */
export function signInSentence(verb: PressVerb): string {
  return `Sign in to ${DEEDS[verb]}. Rewind acts with your own sign-on for this one press and keeps no token.`;
}

export const SIGN_IN_PAGE = {
  title: 'Rewind',
  pressGone:
    'This press is over: it waits five minutes and works once. Nothing was changed by this page. Go back to Teams and press again.',
  pressUsed:
    'This press was used already, perhaps in another window, and it works once. What came of it stands on the card in Teams.',
  otherPerson:
    'You signed in with another account than the one that pressed in Teams. Nothing was changed. Go back to Teams and press again, then choose the account you use there.',
  otherBrowser:
    'This sign-in was begun in another browser, or this one keeps no cookies. Nothing was changed. Open the link in Teams again and finish in the window that opens.',
  otherOrganisation:
    'You signed in to another organisation. Nothing was changed. Go back to Teams, press again, and choose your account of this organisation.',
  notSignedIn: 'The sign-in was not finished. Nothing was changed. Go back to Teams and press again.',
  working: 'One moment: finishing what you pressed in Teams.',
  mayClose: 'You can close this window and go back to Teams.',
} as const;
