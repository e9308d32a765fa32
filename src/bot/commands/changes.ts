import { drawChanges, drawFailedChanges } from '../../cards/changes-card';
import { viewChanges, viewFailedChanges } from '../../usecases/view-changes';
import { refuses, shows } from '../reply';
import type { Command, CommandOf } from './command';

export const changes: Command<CommandOf<'changes'>> = async (
  { id, filter, filterWords, page },
  { mayShowValues },
  ports,
) => {
  const seen = await viewChanges({ requestId: id, page, filter }, ports);
  if (seen.kind === 'refused') return refuses(seen);
  return shows(drawChanges({ ...seen, filterWords, mayShowValues, names: new Map() }));
};

export const failed: Command<CommandOf<'failed'>> = async ({ id }, { mayShowValues }, ports) => {
  const seen = await viewFailedChanges({ requestId: id, page: 1 }, ports);
  if (seen.kind === 'refused') return refuses(seen);
  return shows(drawFailedChanges({ ...seen, hasMore: seen.pageCount > 1, mayShowValues, names: new Map() }));
};
