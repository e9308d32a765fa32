/** A recovery and the requests that follow it, each told on the card of the other. */
import type { FollowUp } from '../recovery/plan';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import { shortScopeWords } from './entity-words';
import { counted, grouped, listed } from './wording';

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

/** Where the recovery that is checked has changed things, "nothing has been changed yet" would be wrong. */
export const nothingYetWords = (request: Pick<RecoveryRequest, 'plan'>): string =>
  isCheck(request) ? 'This check changes nothing.' : 'Nothing has been changed yet.';

export const nothingHasWords = (request: Pick<RecoveryRequest, 'plan'>): string =>
  isCheck(request) ? 'This check changes nothing.' : 'Nothing has been changed.';

export const nothingWasWords = (request: Pick<RecoveryRequest, 'plan'>): string =>
  isCheck(request) ? 'The check changed nothing.' : 'Nothing was changed.';

const WISHES: { readonly [How in FollowUp['how']]: string } = { check: 'Check', retry: 'Retry' };

/** `Check R-7K3Q: users`; nothing for a request that follows none. */
export function followUpWish({ plan: { follows, scope } }: Pick<RecoveryRequest, 'plan'>): string | undefined {
  return follows && `${WISHES[follows.how]} ${follows.requestId}: ${shortScopeWords(scope)}`;
}

/** What a check proves, in words; nothing for any other request. */
export function checkedWords({
  plan: { follows },
  preview,
}: Pick<RecoveryRequest, 'plan' | 'preview'>): { readonly title: string; readonly said: string } | undefined {
  // prettier-ignore
  if (follows?.how !== 'check' || !preview) return undefined;
  const left = objectsOf(preview.counts);
  const { shownOnly } = preview.counts;
  const synced = shownOnly === 0 ? '' : ` ${counted(shownOnly, 'object is', 'objects are')} only shown: synchronised from on-premises, and not recovered from here.`; // prettier-ignore
  const title = `Check of ${follows.requestId}: ${grouped(left)} ${left === 1 ? 'difference' : 'differences'} left`;
  if (left === 0) return { title, said: `0 differences left: what can be recovered in this scope is as it was in the snapshot.${synced}` }; // prettier-ignore
  return { title, said: `What is listed differs from the snapshot now: it was not recovered, or it was changed since.${synced}` }; // prettier-ignore
}
