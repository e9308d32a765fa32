import { drawRequests } from '../../cards/requests-card';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';
import { requesterNames } from './requester-names';

export const requests: Command<CommandOf<'requests'>> = async (_command, { zone }, ports) => {
  const open = await ports.requests.open();
  return shows(
    drawRequests({
      requests: open,
      names: await requesterNames(open, ports),
      now: ports.clock.now(),
      zone,
      isSwitchedOff: ports.settings.isRecoveryDisabled,
    }),
  );
};
