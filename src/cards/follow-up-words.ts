/** A recovery and the requests that follow it, each told on the card of the other. */
import type { ChangeCounts } from '../recovery/counts';
import type { FollowUp, RecoveryPlan } from '../recovery/plan';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { objectsWords, scopeWords, shortScopeWords } from './entity-words';
import { counted, listed } from './wording';

const SHOWN = 5;

const FOLLOWED: { readonly [How in FollowUp['how']]: string } = {
  check: 'Its result is checked in',
  retry: 'Its failed changes are asked for again in',
};

/** On the recovery's own card, newest last. */
export function followUpLines({ followUps = [] }: Pick<RecoveryRequest, 'followUps'>): readonly string[] {
  return followUps.slice(-SHOWN).map(({ requestId, how }) => `${FOLLOWED[how]} ${requestId}: status ${requestId}`);
}

const FOLLOWS: { readonly [How in FollowUp['how']]: string } = {
  check: 'checks the result of',
  retry: 'asks again for what failed in',
};

export function followsFacts({ plan: { follows, splitFrom } }: Pick<RecoveryRequest, 'plan'>) {
  return [
    ...(follows ? [{ title: 'Follows', value: `${FOLLOWS[follows.how]} ${follows.requestId} (status ${follows.requestId})` }] : []), // prettier-ignore
    ...(splitFrom ? [{ title: 'Split from', value: `${splitFrom} (status ${splitFrom})` }] : []),
  ];
}

/** The two that took the place of a split request: `R-8H2M and R-9J4N`. */
export const splitWords = ({ state }: Pick<RecoveryRequest, 'state'>): string =>
  state.name === 'split' ? listed(state.into) : '';

/** A check asks for no recovery, unless somebody asks for one on what it found. */
const isCheck = ({ plan: { follows, wantsApproval } }: Pick<RecoveryRequest, 'plan'>): boolean =>
  follows?.how === 'check' && !wantsApproval;

type Untouched = Pick<RecoveryRequest, 'plan' | 'overtaken'>;

/** Where the recovery that is checked, or another one, has changed things, "nothing has been changed yet" would be wrong. */
const untouched = (
  request: Untouched,
  words: { readonly check: string; readonly own: string; readonly all: string },
) => (isCheck(request) ? words.check : request.overtaken ? words.own : words.all);

export const nothingYetWords = (request: Untouched): string =>
  untouched(request, {
    check: 'This check changes nothing.',
    own: 'This request has changed nothing yet.',
    all: 'Nothing has been changed yet.',
  });

export const nothingHasWords = (request: Untouched): string =>
  untouched(request, {
    check: 'This check changes nothing.',
    own: 'This request has changed nothing.',
    all: 'Nothing has been changed.',
  });

export const nothingWasWords = (request: Untouched): string =>
  untouched(request, {
    check: 'The check changed nothing.',
    own: 'This request changed nothing.',
    all: 'Nothing was changed.',
  });

const WISHES: { readonly [How in FollowUp['how']]: string } = { check: 'Check', retry: 'Retry' };

/** `Check R-7K3Q: users`; nothing for a request that follows none. */
export function followUpWish({ plan: { follows, scope } }: Pick<RecoveryRequest, 'plan'>): string | undefined {
  return follows && `${WISHES[follows.how]} ${follows.requestId}: ${shortScopeWords(scope)}`;
}

/** What a check found, and what it looked at; nothing for any other request. */
export function checkedWords({
  plan,
  preview,
}: Pick<RecoveryRequest, 'plan' | 'preview'>): { readonly title: string; readonly said: string } | undefined {
  const { follows } = plan;
  if (follows?.how !== 'check' || !preview) return undefined;
  const left = objectsOf(preview.counts);
  const why = left === 0 ? '' : ' What is listed differs from the snapshot now: it was not recovered, or it was changed since.'; // prettier-ignore
  return {
    title: `Check of ${follows.requestId}: ${foundWords(preview.counts)}`,
    said: `${lookedAtWords(plan)}${why}`,
  };
}

function foundWords(counts: ChangeCounts): string {
  const left = objectsOf(counts);
  if (left > 0) return `${counted(left, 'difference')} left`;
  return counts.shownOnly === 0 ? 'no difference found' : 'nothing is left that can be recovered';
}

function lookedAtWords({ scope, except = [] }: RecoveryPlan): string {
  const isOfChoice = except.length > 0 && scope.kind === 'objects';
  const what = isOfChoice ? `the ${counted(scope.objects.length, 'object')} that were approved` : scopeWords(scope);
  const leftOut = except.length === 0 ? '' : ` Left out there, and not looked at: ${objectsWords(except)}.`;
  return `Looked at by a fresh preview: ${what}.${leftOut}`;
}
