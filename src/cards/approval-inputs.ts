/** What an approver has to write, as inputs under the button. The labels never give the answer away: it stands on the card. */
import type { Confirmation } from '../approvals/confirmation';
import { INPUTS } from './buttons';
import type { ApprovalInput } from './card';

const FACES: { readonly [Kind in Confirmation['kind']]: Omit<ApprovalInput, 'id'> } = {
  changes: { label: 'You decide alone: type the number of changes', placeholder: 'As in the title of this card' },
  softDeletes: { label: 'Type how many objects would be deleted', placeholder: 'As on this card' },
  policy: { label: 'Type the name of a policy that would be switched on', placeholder: 'As in the warnings above' },
  reason: { label: 'Why do you approve?', placeholder: '10 characters, or an incident’s number' },
};

export function approvalInputs(confirmations: readonly Confirmation[]): readonly ApprovalInput[] {
  return confirmations.map(({ kind }) => ({ id: INPUTS[kind], ...FACES[kind] }));
}
