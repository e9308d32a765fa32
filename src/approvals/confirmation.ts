/** What an approver has to write before the approval counts: the hand is slower than the button (A6, A21, A22). */
import { isLowered, type NamedPolicy, type Quorum, type QuorumLimits, type Stakes } from './quorum';
import { needsReason } from './reason';
import { refused, type Refusal } from './refusal';

export type Confirmation =
  /** A21: where two have to approve, each says why. */
  | { readonly kind: 'reason' }
  /** A6: quorum 2 cannot be reached. */
  | { readonly kind: 'changes'; readonly count: number }
  /** A22 */
  | { readonly kind: 'softDeletes'; readonly count: number }
  /** A22: the name of one of them. */
  | { readonly kind: 'policy'; readonly policies: readonly NamedPolicy[] };

/** What was written, by the kind of confirmation. */
export type Written = { readonly [Kind in Confirmation['kind']]?: string | undefined };

interface Question {
  readonly stakes: Stakes;
  readonly quorum: Quorum;
  readonly limits: Pick<QuorumLimits, 'softDeletes'>;
}

export function confirmationsOf({ stakes, quorum, limits }: Question): readonly Confirmation[] {
  const { objects, softDeletes, enabledPolicies } = stakes;
  const asked: readonly (Confirmation | false)[] = [
    isLowered(quorum) && { kind: 'changes', count: objects },
    softDeletes > limits.softDeletes && { kind: 'softDeletes', count: softDeletes },
    enabledPolicies.length > 0 && { kind: 'policy', policies: enabledPolicies },
    quorum.asked === 2 && { kind: 'reason' },
  ];
  return asked.filter((confirmation) => confirmation !== false);
}

/** The first thing that is missing or wrong. */
export function missingConfirmation(asked: readonly Confirmation[], written: Written): Refusal | undefined {
  for (const confirmation of asked) {
    const refusal = refusalOf(confirmation, written[confirmation.kind]?.trim() ?? '');
    if (refusal) return refusal;
  }
  return undefined;
}

function refusalOf(confirmation: Confirmation, text: string): Refusal | undefined {
  switch (confirmation.kind) {
    case 'reason':
      return needsReason(text);
    case 'changes':
    case 'softDeletes':
      return isNumber(text, confirmation.count) ? undefined : refused('numberNotTyped', { what: WHAT[confirmation.kind] }); // prettier-ignore
    case 'policy':
      return confirmation.policies.some((policy) => isNamed(text, policy)) ? undefined : refused('policyNotNamed');
  }
}

const WHAT = { changes: 'changes', softDeletes: 'deletes' } as const;

/** `1204`, or as a card prints it: `1,204` */
function isNumber(text: string, expected: number): boolean {
  return /^\d{1,3}(?:([,. ’'])?\d{3})*$|^\d+$/.test(text) && Number(text.replace(/\D/g, '')) === expected;
}

/** Letters of an id's end that stand beside a name on a card. */
const ID_TAIL = 12;

/** Names are directory data and may hold anything: what counts is their letters and digits. The object's id, or its end, is taken too. */
function isNamed(text: string, { id, name }: NamedPolicy): boolean {
  const typed = lettersOf(text);
  const isId = text.length >= ID_TAIL && id.toLowerCase().endsWith(text.toLowerCase());
  return isId || (typed !== '' && typed === lettersOf(name));
}

const lettersOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''); // prettier-ignore
