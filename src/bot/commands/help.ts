import { drawHelp } from '../../cards/help-card';
import type { RecoveryRequest } from '../../recovery/request';
import type { Standing } from '../../recovery/terms';
import { COMMANDS, commandOf, exampleWith, isAboutRequest, type Command as CommandRow } from '../command-words';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';
import { twinAsker } from './twin-asker';
import type { TwinAsker } from './twin-rules';
import { wouldWork } from './would-work';

/** Commands that a person of this standing may use: what help shows. */
function commandsFor(standing: Standing | 'unknown'): readonly CommandRow[] {
  const shown = {
    administrator: ['everyone', 'reader', 'administrator'],
    reader: ['everyone', 'reader'],
    none: ['everyone'],
    unknown: ['everyone', 'reader', 'administrator'],
  };
  return COMMANDS.filter(({ who }) => shown[standing].includes(who));
}

/** While everything is switched off they lead nowhere, and are not offered. */
const LEADS_TO_A_START: readonly string[] = ['preview', 'restore'];

/** With an example that works when pasted: about a request of this person or this conversation, if there is one for it. */
function withExample(command: CommandRow, requests: readonly RecoveryRequest[], asker: TwinAsker) {
  const { name, usage, summary, example } = command;
  const isInVain = asker.isRecoveryDisabled && LEADS_TO_A_START.includes(name);
  if (!isAboutRequest(command)) return { name, usage, summary, ...(isInVain ? {} : { example }) };
  const request = requests.find((known) => wouldWork(name, known, asker));
  return { name, usage, summary, ...(request ? { example: exampleWith(command, request.id) } : {}) };
}

export const help: Command<CommandOf<'help'>> = async ({ command, here }, asker, ports) => {
  const { personId, place } = asker;
  const standing = asker.isStandingUnknown === true ? 'unknown' : asker.standing;
  const open = standing === 'none' || standing === 'unknown' ? [] : await ports.requests.open();
  const near = open.filter(
    (request) => request.requesterId === personId || request.place.conversationId === place.conversationId,
  );
  const shown = command ? [commandOf(command)] : commandsFor(standing);
  const commands = shown.map((row) => withExample(row, near.toReversed(), twinAsker(asker, ports)));
  return shows(
    drawHelp({
      commands,
      command: command && commands[0],
      standing,
      here: here ? place.conversationId : undefined,
      isSwitchedOff: ports.settings.isRecoveryDisabled,
    }),
  );
};
