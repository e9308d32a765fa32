/** Every command has one behaviour; a command that is forgotten does not compile. */
import { refused, type Refusal } from '../../approvals/refusal';
import type { UsecasePorts } from '../../usecases/ports';
import { ADMINISTRATOR } from '../../usecases/role-refusal';
import { COMMANDS as COMMAND_ROWS } from '../command-words';
import type { ParsedCommand } from '../parsed-command';
import { refuses, type Reply } from '../reply';
import { bringButton } from './bring-button';
import { changes, failed } from './changes';
import type { Asker, Command, CommandKind, CommandOf } from './command';
import { evidence } from './evidence';
import { help } from './help';
import { history } from './history';
import { malformed, unknown } from './not-understood';
import { plan } from './plan';
import { requests } from './requests';
import { snapshots } from './snapshots';
import { status } from './status';
import { twinAsker } from './twin-asker';
import { twinRefusal } from './twin-rules';
import { whoChanged } from './who-changed';
import { whoCanApprove } from './who-can-approve';

const COMMANDS: { readonly [Kind in CommandKind]: Command<CommandOf<Kind>> } = {
  snapshots,
  preview: plan,
  restore: plan,
  requests,
  status,
  changes,
  failed,
  history,
  evidence,
  whoChanged,
  whoCanApprove,
  approve: bringButton,
  reject: bringButton,
  withdraw: bringButton,
  cancel: bringButton,
  start: bringButton,
  ask: bringButton,
  runNow: bringButton,
  check: bringButton,
  retry: bringButton,
  split: bringButton,
  help,
  unknown,
  malformed,
};

/** Said to everybody of the tenant, whatever their role. */
const FOR_EVERYBODY: readonly CommandKind[] = ['help', 'unknown', 'malformed'];

export async function answerCommand(command: ParsedCommand, asker: Asker, ports: UsecasePorts): Promise<Reply> {
  const isShut = asker.standing === 'none' && !FOR_EVERYBODY.includes(command.kind);
  if (isShut && !(await takesBackOwn(command, asker, ports))) return refuses(roleMissing(command));
  return await run(command, asker, ports);
}

/** A20: the own request or vote, whatever became of the role. */
async function takesBackOwn(command: ParsedCommand, asker: Asker, ports: UsecasePorts): Promise<boolean> {
  if (command.kind !== 'withdraw') return false;
  const request = await ports.requests.find(command.id);
  if (!request) return false;
  return request.requesterId === asker.personId || !twinRefusal('withdraw', request, twinAsker(asker, ports));
}

/** A Reader's role is enough for what is only read or previewed. */
function roleMissing({ kind }: ParsedCommand): Refusal {
  const takesAdministrator = COMMAND_ROWS.some(({ name, who }) => name === kind && who === 'administrator');
  return refused('roleMissing', takesAdministrator ? { role: ADMINISTRATOR } : {});
}

async function run<Kind extends CommandKind>(
  command: CommandOf<Kind>,
  asker: Asker,
  ports: UsecasePorts,
): Promise<Reply> {
  return await COMMANDS[command.kind](command, asker, ports);
}
