/**
 * A reason that was typed with a command stands in the input that asks for it, so that nobody writes it twice. It stands in the own card of
 * who typed it, and nowhere else: no one's vote may carry another one's words, nor words about other changes.
 */
import { approverIdsOf, type Draft, type Envelope } from '../approvals/approval';
import { INPUTS, type ButtonInput } from './buttons';
import type { Viewer } from './card';

const INPUT_OF: { readonly [Verb in Draft['verb']]: string } = {
  approve: INPUTS.reason,
  reject: INPUTS.rejectReason,
  askForRecovery: INPUTS.reason,
};
const OPTIONAL_REASON: ButtonInput = { id: INPUTS.reason, label: 'Why do you approve? Optional', placeholder: 'Why this is right' }; // prettier-ignore

/** @returns the draft, where this viewer gets it: whoever typed it, about these changes, until the vote counts */
export function draftFor(
  { personId, isShared }: Viewer,
  draft: Draft | undefined,
  request: Pick<Envelope, 'votes' | 'digest' | 'revision'>,
): Draft | undefined {
  if (!draft || isShared || personId !== draft.byId || draft.revision !== request.revision) return undefined;
  return approverIdsOf(request).includes(draft.byId) ? undefined : draft;
}

/** The button's inputs, the one for the reason filled in; an approval that asks for none takes it all the same. */
export function withDraft(
  verb: Draft['verb'],
  inputs: readonly ButtonInput[],
  draft: Draft | undefined,
): readonly ButtonInput[] {
  if (draft?.verb !== verb) return inputs;
  const inputId = INPUT_OF[verb];
  const asked = inputs.some(({ id }) => id === inputId) ? inputs : [...inputs, OPTIONAL_REASON];
  return asked.map((input) => (input.id === inputId ? filledIn(input, draft) : input));
}

const filledIn = (input: ButtonInput, { reason }: Draft): ButtonInput => ({
  ...input,
  label: `${input.label} (filled in as you typed it)`,
  value: reason,
});
