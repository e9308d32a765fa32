/** How many people have to approve, why, who has, and who could: the words of A5 and A6. */
import { approverIdsOf } from '../approvals/approval';
import { hasEnoughPeople, isLowered, neededApprovals, type Quorum, type QuorumCause } from '../approvals/quorum';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import type { Names, QuorumView } from './card';
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

/** Who has to approve exactly this, and why two. */
export function approvalsSentence(request: RecoveryRequest, view: QuorumView | undefined): string {
  const needed = view ? neededApprovals(view.quorum) : 1;
  if (!view || needed === 1) return 'A second Backup Administrator must approve exactly this.';
  const why = listed(view.quorum.because.map((cause) => CAUSES[cause](request)));
  const who = approverIdsOf(request).length === 0 ? 'Two other Backup Administrators' : 'One more Backup Administrator';
  return `${who} must approve exactly this, because ${why}.`;
}

const others = ({ others: count }: Quorum): string =>
  count === 0 ? 'nobody else holds the role' : `only ${counted(count, 'other person holds', 'other people hold')} the role or may activate it`; // prettier-ignore

export function quorumWarnings(view: QuorumView | undefined): readonly string[] {
  if (!view) return [];
  const { quorum } = view;
  if (!hasEnoughPeople(quorum)) {
    const needed = counted(neededApprovals(quorum), 'approval');
    return [`Not put to the vote: it takes ${needed}, and ${others(quorum)}. Press Ask for recovery when there are enough.`]; // prettier-ignore
  }
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
