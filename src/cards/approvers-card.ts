/** Who could approve: people with their accounts, who has to activate the role first, and which quorum they reach. */
import { hasEnoughPeople, isLowered } from '../approvals/quorum';
import type { Standing } from '../recovery/terms';
import type { DrawnCard } from './card';
import { drawList, type ListRow } from './list-card';
import { switchedOffLines, type SwitchedOffView } from './switched-off';
import { counted, listed, nameWithId } from './wording';

interface ApproverView {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly role: 'active' | 'eligible';
}

interface ApproversView extends SwitchedOffView {
  readonly approvers: readonly ApproverView[];
  /** Of the person who asked. */
  readonly standing: Standing;
  readonly isStrict: boolean;
}

const ROLE_WORDS = {
  active: 'holds the role now',
  eligible: 'has to activate the role in Privileged Identity Management first',
} as const;

function approverRow({ accounts, role }: ApproverView): ListRow {
  const [name = '', ...others] = accounts.map(nameWithId);
  const second = others.length === 0 ? [] : [`One person with ${listed(others)}: one vote.`];
  return { name, details: [ROLE_WORDS[role], ...second] };
}

/** What two approvals would come to; one is reached by anybody who is there. */
function quorumLine(others: number, { isStrict }: ApproversView): string {
  const two = { asked: 2, others, isStrict } as const;
  if (others === 0)
    return 'Nothing can be approved: somebody else has to get the role Entra Backup Administrator first.';
  if (!hasEnoughPeople(two))
    return 'A recovery that takes one approval can be approved. One that takes two cannot: quorum 2 is not reachable.';
  return isLowered(two)
    ? 'A recovery that takes one approval can be approved. Where two are asked for, quorum 2 is not reachable: the one approver types the number of changes.'
    : 'Recoveries that take one approval and those that take two can be approved.';
}

function linesOf(view: ApproversView): readonly string[] {
  const { approvers, standing } = view;
  const eligible = approvers.filter(({ role }) => role === 'eligible').length;
  const isAsker = standing === 'administrator';
  const who = isAsker
    ? 'If you ask for a recovery. Your own accounts are not among them.'
    : 'You may not ask for a recovery yourself, and whoever of these people asks cannot approve it too.';
  // Only one of the people here can ask, and then is no approver.
  const others = isAsker ? approvers.length : Math.max(0, approvers.length - 1);
  const active = approvers.length - eligible;
  const first = eligible > 0 && active < 2 ? [`${counted(eligible, 'person has', 'people have')} to activate the role before that many can vote.`] : []; // prettier-ignore
  return [...switchedOffLines(view), who, quorumLine(others, view), ...first];
}

export function drawApprovers(view: ApproversView): DrawnCard {
  const { approvers } = view;
  const title = approvers.length === 0 ? 'Nobody could approve' : `${counted(approvers.length, 'person', 'people')} could approve`; // prettier-ignore
  const card = drawList({
    title,
    lines: linesOf(view),
    rows: approvers.map((approver) => () => approverRow(approver)),
    leftOut: (count) => `… and ${counted(count, 'person', 'people')} more.`,
    notes: [
      'Guests, disabled accounts and applications do not count. Whoever the changes of a request touch in their own power cannot vote on it.',
    ],
  });
  return { card, summary: title };
}
