import { refused, type Refusal, type RefusalReason } from '../approvals/refusal';
import { pinningOf, type Pinning } from './recovery-scope';
import { objectsOf, type RecoveryRequest } from './request';
import { MAX_OBJECT_IDS } from './terms';

const BECAUSE: { readonly [How in Pinning]: RefusalReason | undefined } = {
  ids: undefined,
  types: undefined,
  asked: undefined,
  mixed: 'cannotBePinned',
  tooMany: 'tooManyLeft',
  ridesAlong: 'exceptedRidesAlong',
};

/** Why a read preview leads to no recovery, whoever asks for it. */
export function notRecoverableOf({
  id,
  preview,
  plan,
}: Pick<RecoveryRequest, 'id' | 'preview' | 'plan'>): Refusal | undefined {
  const objects = preview ? objectsOf(preview.counts) : 0;
  if (!preview || objects === 0) return refused('nothingToRecover');
  const because = BECAUSE[pinningOf(preview.counts, plan)];
  return because && refused(because, { count: String(objects), limit: String(MAX_OBJECT_IDS), split: `split ${id}` });
}
