import { drawHelp } from '../../cards/help-card';
import type { Standing } from '../../recovery/terms';
import { COMMANDS, commandOf, type Command as CommandRow } from '../command-words';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';

/** Commands that a person of this standing may use: what help shows. */
function commandsFor(standing: Standing): readonly CommandRow[] {
  const shown = {
    administrator: ['everyone', 'reader', 'administrator'],
    reader: ['everyone', 'reader'],
    none: ['everyone'],
  };
  return COMMANDS.filter(({ who }) => shown[standing].includes(who));
}

export const help: Command<CommandOf<'help'>> = ({ command, here }, { standing, place }) =>
  shows(
    drawHelp({
      commands: commandsFor(standing),
      command: command && commandOf(command),
      standing,
      here: here ? place.conversationId : undefined,
    }),
  );
