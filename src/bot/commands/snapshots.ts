import { drawSnapshots } from '../../cards/snapshots-card';
import { listSnapshots } from '../../usecases/list-snapshots';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';

export const snapshots: Command<CommandOf<'snapshots'>> = async (_command, { zone }, ports) => {
  const list = await listSnapshots(ports);
  return shows(
    drawSnapshots({ ...list, zone, now: ports.clock.now(), isSwitchedOff: ports.settings.isRecoveryDisabled }),
  );
};
