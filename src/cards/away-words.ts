/** What is said while Microsoft cannot be read, and after nobody could read it to the end: only what is known. */
import { formatInstant } from '../times/print-time';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';

type AwayRequest = Pick<RecoveryRequest, 'away' | 'state' | 'zone'>;
type Failed = Extract<RecoveryState, { name: 'failed' }>;

/** In place of what Microsoft's job does, which nobody sees. */
export const UNREAD = 'cannot be read at the moment';

/** The card says it after some minutes: most troubles pass sooner. */
export const isSaidAway = ({ away }: Pick<RecoveryRequest, 'away'>): boolean => away?.saidAt !== undefined;

const PREVIEW_GOES_ON = 'The preview goes on there: it does not have to be started again.';
const GOES_ON: { readonly [Name in RecoveryState['name']]?: string } = {
  previewing: PREVIEW_GOES_ON,
  rechecking: PREVIEW_GOES_ON,
  recovering: 'The recovery goes on there: it does not have to be started again, and how far it is is not known.',
  reading: 'The preview is finished there: its changes are read as soon as that works.',
};
const VOTES_STAND = 'Votes stay as they are, and so does the time they have.';

const isBusy = ({ away }: AwayRequest): boolean => away?.refusedSince === undefined;

/** Nothing before it is said on the card. */
export function awayWords(request: AwayRequest): string | undefined {
  const { away, state, zone } = request;
  if (!away || !isSaidAway(request)) return undefined;
  const what = isBusy(request)
    ? 'Microsoft does not answer, or is busy,'
    : 'Rewind cannot read Microsoft at the moment,';
  return `${what} since ${formatInstant(away.since, zone)}. ${GOES_ON[state.name] ?? VOTES_STAND}`;
}

/** To the people concerned, every hour. */
export function awayNotice(request: AwayRequest & Pick<RecoveryRequest, 'id'>): string {
  const words = awayWords(request) ?? 'Microsoft is read again.';
  const cause = isBusy(request) ? '' : ` The people who run Rewind have to look at its permissions, consent and secret (${request.away?.because ?? ''}).`; // prettier-ignore
  return `${words}${cause} Look: status ${request.id}`;
}

const ENDS: { readonly [During in Failed['during']]: string } = {
  preview: 'A preview changes nothing. Make a new request when Microsoft can be read again.',
  reading:
    'The preview was finished, and a preview changes nothing. Make a new request when Microsoft can be read again.',
  approval: 'The votes on it are over. Make a new request when Microsoft can be read again.',
  recheck: 'A re-check changes nothing, and without it what was approved does not run. Make a new request when Microsoft can be read again.', // prettier-ignore
  recovery: 'How it ended is not known. Check result.',
};

/** Why a request was given up that Microsoft's side may have finished long ago. */
export function couldNotBeRead({ during, unreadSince }: Failed, zone: string): string {
  const since = unreadSince ? ` since ${formatInstant(unreadSince, zone)}` : '';
  return `Rewind could not read Microsoft${since}, and waits no longer. ${ENDS[during]}`;
}

/** What nobody saw the end of, whatever the reason. */
export function mayRunWords({ mayRun }: Failed): string {
  if (mayRun === undefined) return '';
  const what = mayRun === 'recovery' ? 'The recovery' : 'The preview';
  return ` ${what} may still run in Microsoft: nothing else is started before Microsoft’s list of jobs shows that it does not.`;
}
