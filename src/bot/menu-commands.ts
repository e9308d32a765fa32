/** The commands that Teams offers while somebody writes to Rewind: those that no button of a card replaces. */
import { commandOf, isAboutRequest, type Command, type CommandName } from './command-words';

/** As Teams' manifest has it: `title` goes into the message as it stands. */
export interface MenuCommand {
  readonly title: string;
  readonly description: string;
}

/** At most twelve: what a person in trouble types first stands first. */
const OFFERED = [
  'restore', 'preview', 'snapshots', 'requests', 'status', 'changes', 'failed', 'whoChanged', 'whoCanApprove', 'history', 'evidence', 'help',
] as const satisfies readonly CommandName[]; // prettier-ignore

const LONGEST_TITLE = 32;

export const menuCommands = (): readonly MenuCommand[] =>
  OFFERED.map(commandOf).map((command) => ({ title: titleOf(command), description: command.summary }));

/** The example, which works as it stands; the first words alone where it names a request, or is too long. */
function titleOf(command: Command): string {
  const { words, example } = command;
  return isAboutRequest(command) || example.length > LONGEST_TITLE ? words[0] : example;
}
