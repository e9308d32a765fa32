/** What the sign-in prompt and the sign-in page say. Plain text; the page escapes it for HTML. */
import type { PressVerb } from '../recovery/terms';

const DEEDS: { readonly [Verb in PressVerb]: { readonly todo: string; readonly done: string } } = {
  startPreview: { todo: 'start the preview', done: 'The preview was started. It changes nothing.' },
  askForRecovery: { todo: 'ask for the recovery', done: 'The recovery was asked for. Nothing has been changed yet.' },
  approve: { todo: 'approve the recovery', done: 'Your approval counts.' },
  reject: { todo: 'reject the recovery', done: 'The recovery was rejected. Nothing was changed.' },
  withdraw: { todo: 'withdraw it', done: 'It was withdrawn. Nothing was changed.' },
  runNow: { todo: 'run the recovery', done: 'The recovery was started.' },
  cancel: { todo: 'stop the job', done: 'Microsoft was asked to stop. What was applied stays.' },
  tellMeWhenFree: { todo: 'be told when the slot is free', done: 'You will be told when the slot is free.' },
  say: { todo: 'run the command', done: 'The answer is in Teams.' },
  refresh: { todo: 'see your own card', done: 'Your card is in Teams.' },
};

/** Beside the sign-in button. */
export function signInSentence(verb: PressVerb): string {
  return `Sign in to ${DEEDS[verb].todo}. Rewind acts with your own sign-on for this one press and keeps no token.`;
}

export const SIGN_IN_PAGE = {
  title: 'Rewind',
  pressGone:
    'This press is over: it waits five minutes and works once. Nothing was changed by this page. Go back to Teams and press again.',
  otherPerson:
    'You signed in with another account than the one that pressed in Teams. Nothing was changed. Go back to Teams and press again, then choose the account you use there.',
  otherOrganisation:
    'You signed in to another organisation. Nothing was changed. Go back to Teams, press again, and choose your account of this organisation.',
  notSignedIn: 'The sign-in was not finished. Nothing was changed. Go back to Teams and press again.',
  working: 'One moment: finishing what you pressed in Teams.',
  mayClose: 'You can close this window and go back to Teams.',
} as const;

export function doneSentence(verb: PressVerb): string {
  return DEEDS[verb].done;
}
