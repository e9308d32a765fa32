/** Who can take the request on: ask for the recovery of what was previewed, or vote on what was asked for. */
import { approverIdsOf } from '../approvals/approval';
import type { RefusalReason } from '../approvals/refusal';
import { objectsOf, type RecoveryRequest } from '../recovery/request';
import type { Viewing } from './card';
import { checkedWords } from './follow-up-words';
import { approvedWords, cannotRunWords } from './pin-words';
import { approvalsSentence } from './quorum-words';
import { mightOf, requestButtons } from './request-buttons';
import { askedElsewhere } from './restore-command';

export const hasAskButton = (request: RecoveryRequest, viewing: Viewing): boolean =>
  requestButtons(request, viewing).some((button) => button.kind === 'press' && button.verb === 'askForRecovery');

export function askWords(request: RecoveryRequest, viewing: Viewing): string {
  const { preview } = request;
  if (preview && objectsOf(preview.counts) === 0) return checkedWords(request) ? '' : 'There is nothing to recover.';
  return cannotRunWords(request) ?? whoAsks(request, viewing);
}

function whoAsks(request: RecoveryRequest, viewing: Viewing): string {
  // Whoever asks: the card says why.
  if (viewing.refusals?.askForRecovery !== undefined) return '';
  if (hasAskButton(request, viewing))
    return `Ask for recovery asks a second Backup Administrator to approve ${approvedWords(request)}.`;
  return (
    askedElsewhere(request, viewing) ?? 'Only its requester, with the Administrator role, can ask for the recovery.'
  );
}

/** Why the viewer's vote would be refused, in few words; the whole sentence answers a press. */
const NOT_YOURS: { readonly [Because in RefusalReason]?: string } = {
  sameHuman: 'Your account belongs to the person who asked, so somebody else has to approve.',
  voterInChanges: 'The changes touch your own power, so somebody else has to approve.',
  recoveryDisabled: 'Approving is switched off.',
};

export function whoVotes(request: RecoveryRequest, { viewer, quorum, refusals }: Viewing): string {
  if (!viewer.isShared && viewer.personId === request.requesterId) return 'You asked, so somebody else has to approve.';
  const notYours = refusals?.approve && NOT_YOURS[refusals.approve];
  if (notYours !== undefined) return notYours;
  if (mightOf(request, { viewer }).vote) return approvalsSentence(request, quorum);
  const hasVoted = approverIdsOf(request).some((id) => id === viewer.personId);
  return hasVoted ? 'Your approval counts already.' : 'Only another Backup Administrator can approve.';
}
