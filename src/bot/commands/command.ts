/** One command's behaviour: it reads, calls one use case, and answers with sentences or views. It draws nothing in Teams and starts nothing. */
import type { Standing } from '../../recovery/terms';
import type { UsecasePorts, Sender } from '../../usecases/ports';
import type { ParsedCommand } from '../parsed-command';
import type { Reply } from '../reply';

/** Who speaks, with the roles that Entra just told. */
export interface Asker extends Sender {
  readonly standing: Standing;
  /** Entra could not be asked; then the standing is none. Only help is answered all the same. */
  readonly isStandingUnknown?: boolean;
  /** Whether attribute values may be shown in answers here: a role holder's personal chat, or a configured conversation. */
  readonly mayShowValues: boolean;
}

export type CommandKind = ParsedCommand['kind'];
export type CommandOf<Kind extends CommandKind> = Extract<ParsedCommand, { kind: Kind }>;

export type Command<Typed extends ParsedCommand> = (
  command: Typed,
  asker: Asker,
  ports: UsecasePorts,
) => Promise<Reply> | Reply;
