/** How many people have to approve, why, who has, and who could: the words of A5 and A6. */
import { approverIdsOf } from '../approvals/approval';
import { hasEnoughPeople, isLowered, neededApprovals, type Quorum, type QuorumCause } from '../approvals/quorum';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import type { Names, QuorumView } from './card';
import { approvedWords } from './pin-words';
import type { Fact } from './request-facts';
import { counted, grouped, listed, nameOf, shownName } from './wording';

const NAMES_SHOWN = 5;

const CAUSES: { readonly [Cause in QuorumCause]: (request: RecoveryRequest) => string } = {
  settings: () => 'it touches policies or settings that decide who can sign in',
  privilegedGroups: () => 'it touches privileged groups',
  unknownKinds: () => 'it touches a type or action that Rewind does not know',
  manyObjects: ({ preview }) => `it touches ${counted(preview ? objectsOf(preview.counts) : 0, 'object')}`,
  manySoftDeletes: ({ preview }) => `it deletes ${counted(preview?.counts.softDelete ?? 0, 'object')}`,
};

/** Who has to approve it, and why two. */
export function approvalsSentence(request: RecoveryRequest, view: QuorumView | undefined): string {
  const needed = view ? neededApprovals(view.quorum) : 1;
  if (!view || needed === 1) return `A second Backup Administrator must approve ${approvedWords(request)}.`;
  const why = listed(view.quorum.because.map((cause) => CAUSES[cause](request)));
  const who = approverIdsOf(request).length === 0 ? 'Two other Backup Administrators' : 'One more Backup Administrator';
  return `${who} must approve ${approvedWords(request)}, because ${why}.`;
}

const others = ({ others: count, touched = 0 }: Quorum): string => {
  const besides = touched > 0 ? ' without being touched by it in their own power' : '';
  return count === 0 ? `nobody else holds the role${besides}` : `only ${counted(count, 'other person holds', 'other people hold')} the role or may activate it${besides}`; // prettier-ignore
};

/** Whoever reads the card knows that they hold the role, and asks why they are not among those who can vote. */
function touchedWords({ touched = [] }: QuorumView): readonly string[] {
  if (touched.length === 0) return [];
  const who = listed(touched.slice(0, NAMES_SHOWN).map(shownName), { total: touched.length });
  return [`${who} cannot vote: the changes touch their own power.`];
}

/** Of a preview that nobody wanted to put to the vote yet, only that it cannot be. */
export function quorumWarnings({ plan, state }: RecoveryRequest, view: QuorumView | undefined): readonly string[] {
  if (!view) return [];
  const { quorum } = view;
  if (!hasEnoughPeople(quorum)) {
    const needed = counted(neededApprovals(quorum), 'approval');
    const what = plan.wantsApproval ? 'Not put to the vote: it takes' : 'A recovery of it cannot be asked for now: that takes'; // prettier-ignore
    return [`${what} ${needed}, and ${others(quorum)}. Ask for recovery stands here when there are enough.`, ...touchedWords(view)]; // prettier-ignore
  }
  if (state.name === 'previewed' && !plan.wantsApproval) return [];
  return [...loweredWords(quorum), ...touchedWords(view)];
}

function loweredWords(quorum: Quorum): readonly string[] {
  if (!isLowered(quorum)) return [];
  return [`Danger: two people should approve this, but ${others(quorum)}: quorum 2 is not reachable. One approver decides, by typing the number of changes, and the record says so.`]; // prettier-ignore
}

/** `none yet, one is needed`, `0 of 2`, `1 of 2: Ben Okafor`, `Ben Okafor, no more is needed` */
function givenWords(approvers: readonly string[], needed: number): string {
  if (approvers.length === 0) return needed === 1 ? 'none yet, one is needed' : `0 of ${grouped(needed)}`;
  if (approvers.length >= needed) return `${listed(approvers)}, no more is needed`;
  return `${grouped(approvers.length)} of ${grouped(needed)}: ${listed(approvers)}`;
}

export function approvalFacts(
  request: RecoveryRequest,
  { names, quorum }: { readonly names: Names; readonly quorum?: QuorumView | undefined },
): readonly Fact[] {
  const approvers = approverIdsOf(request).map((id) => nameOf(names, id));
  if (quorum && request.state.name === 'awaitingApproval') {
    return [{ title: 'Approvals', value: givenWords(approvers, neededApprovals(quorum.quorum)) }];
  }
  return approvers.length === 0 ? [] : [{ title: 'Approvers', value: listed(approvers) }];
}

export function candidateFacts(view: QuorumView | undefined): readonly Fact[] {
  if (!view) return [];
  const { active, eligible } = view;
  const named = (names: readonly string[]) => listed(names.slice(0, NAMES_SHOWN).map(shownName), { total: names.length }); // prettier-ignore
  const parts = [
    ...(active.length > 0 ? [named(active)] : []),
    ...(eligible.length > 0 ? [`after activating the role: ${named(eligible)}`] : []),
  ];
  return parts.length === 0 ? [] : [{ title: 'Candidates', value: parts.join('; ') }];
}
