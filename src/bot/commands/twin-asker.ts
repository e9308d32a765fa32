import type { UsecasePorts } from '../../usecases/ports';
import type { Asker } from './command';
import type { TwinAsker } from './twin-rules';

/** Who asks for a button, at this moment. */
export const twinAsker = (
  { personId, standing }: Asker,
  { clock, settings }: Pick<UsecasePorts, 'clock' | 'settings'>,
): TwinAsker => ({ personId, standing, now: clock.now(), isRecoveryDisabled: settings.isRecoveryDisabled });
