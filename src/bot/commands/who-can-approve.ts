import { drawApprovers } from '../../cards/approvers-card';
import { listApprovers } from '../../usecases/list-approvers';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';

export const whoCanApprove: Command<CommandOf<'whoCanApprove'>> = async (_command, { personId, standing }, ports) => {
  const approvers = await listApprovers(personId, ports);
  const { quorum, isRecoveryDisabled: isSwitchedOff } = ports.settings;
  return shows(drawApprovers({ approvers, standing, isStrict: quorum.isStrict, isSwitchedOff }));
};
