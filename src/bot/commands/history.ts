import { drawHistory } from '../../cards/requests-card';
import { isAtRest } from '../../recovery/states';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';
import { requesterNames } from './requester-names';

const DAY_MS = 24 * 3_600_000;

export const history: Command<CommandOf<'history'>> = async ({ days }, { zone }, ports) => {
  const now = ports.clock.now();
  const all = await ports.requests.since(new Date(now.getTime() - days * DAY_MS));
  const finished = all.filter(({ state }) => isAtRest(state.name));
  return shows(drawHistory({ requests: finished, names: await requesterNames(finished, ports), now, zone, days }));
};
