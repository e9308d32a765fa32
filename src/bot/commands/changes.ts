import type { Refusal } from '../../approvals/refusal';
import type { DrawnCard, Viewer } from '../../cards/card';
import { drawChanges, drawFailedChanges } from '../../cards/changes-card';
import type { UsecasePorts } from '../../usecases/ports';
import { viewChanges, viewFailedChanges } from '../../usecases/view-changes';
import { readFilter } from '../args';
import type { PressData } from '../press-acts';
import { refuses, shows } from '../reply';
import type { Command, CommandOf } from './command';

export const changes: Command<CommandOf<'changes'>> = async (
  { id, filter, filterWords, page },
  { mayShowValues },
  ports,
) => {
  const seen = await viewChanges({ requestId: id, page, filter }, ports);
  if (seen.kind === 'refused') return refuses(seen);
  return shows(drawChanges({ ...seen, filterWords, mayShowValues }));
};

/** The same list by a press of somebody who holds a role, for this person alone. */
export async function drawOwnChanges(
  { requestId, page = 1, filterWords }: Pick<PressData, 'requestId' | 'page' | 'filterWords'>,
  { isOwnView }: { readonly isOwnView: boolean },
  ports: UsecasePorts,
): Promise<Refusal | ({ readonly kind: 'drawn' } & DrawnCard)> {
  const filter = filterWords === undefined ? undefined : readFilter(filterWords);
  const seen = await viewChanges({ requestId, page, filter }, ports);
  if (seen.kind === 'refused') return seen;
  const shown = { ...seen, filterWords: filter && filterWords, mayShowValues: true, isOwnView };
  return { kind: 'drawn', ...drawChanges(shown) };
}

export const failed: Command<CommandOf<'failed'>> = async ({ id }, asker, ports) => {
  const seen = await viewFailedChanges({ requestId: id, page: 1 }, ports);
  if (seen.kind === 'refused') return refuses(seen);
  const { mayShowValues } = asker;
  const viewer: Viewer =
    asker.place.kind === 'personal' ? { ...asker, isShared: false } : { standing: 'unknown', isShared: true };
  return shows(drawFailedChanges({ ...seen, hasMore: seen.pageCount > 1, mayShowValues, viewer }));
};
