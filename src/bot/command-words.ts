/** The commands as data: for the parser, help, the app's manifest and "did you mean". One row each; the first word is the name. */
import type { RequestId } from '../shared/ids';

interface CommandRow {
  /** The first is how Rewind says it. */
  readonly words: readonly [string, ...string[]];
  readonly usage: string;
  /** At most 128 characters, as the manifest takes it. */
  readonly summary: string;
  /** Works when pasted; one about a request needs the id of a real one first (exampleWith). */
  readonly example: string;
  /** Who gets it in help; what somebody may do is judged elsewhere. */
  readonly who: 'everyone' | 'reader' | 'administrator';
}

const ROWS = {
  snapshots: {
    words: ['snapshots', 'backups', 'snapshot', 'backup'],
    usage: 'snapshots',
    summary: 'The snapshots Microsoft keeps, newest first, and which preview or recovery holds the slot.',
    example: 'snapshots',
    who: 'reader',
  },
  preview: {
    words: ['preview'],
    usage: 'preview <scope> from <time>',
    summary: 'Plan a preview: what would change if these objects went back to a snapshot.',
    example: 'preview users from yesterday',
    who: 'reader',
  },
  restore: {
    words: ['restore'],
    usage: 'restore <scope> from <time> [because <reason>]',
    summary: 'Preview going back to a snapshot, then ask a second Backup Administrator.',
    example: 'restore users from yesterday',
    who: 'administrator',
  },
  requests: {
    words: ['requests'],
    usage: 'requests',
    summary: 'Open requests, and what each of them waits for.',
    example: 'requests',
    who: 'reader',
  },
  status: {
    words: ['status'],
    usage: 'status <request>',
    summary: 'The live card of one request, posted here again.',
    example: 'status R-7K3Q',
    who: 'reader',
  },
  changes: {
    words: ['changes', 'change'],
    usage: 'changes <request> [users|deletes|"name"] [page N]',
    summary: 'The changes of a request: all, by kind, by action or by name.',
    example: 'changes R-7K3Q',
    who: 'reader',
  },
  approve: {
    words: ['approve'],
    usage: 'approve <request> [because <reason>]',
    summary: 'The request’s card with the button that approves exactly what it shows.',
    example: 'approve R-7K3Q',
    who: 'administrator',
  },
  reject: {
    words: ['reject'],
    usage: 'reject <request> because <reason>',
    summary: 'The request’s card with the button that ends somebody else’s request.',
    example: 'reject R-7K3Q because it is the wrong snapshot',
    who: 'administrator',
  },
  withdraw: {
    words: ['withdraw'],
    usage: 'withdraw <request>',
    summary: 'The request’s card with the button that takes back your own request or vote.',
    example: 'withdraw R-7K3Q',
    who: 'reader',
  },
  cancel: {
    words: ['cancel'],
    usage: 'cancel <request>',
    summary:
      'The request’s card with the button that stops what runs; a Reader stops previews, not re-checks. What was applied stays.',
    example: 'cancel R-7K3Q',
    who: 'reader',
  },
  start: {
    words: ['start', 'start preview'],
    usage: 'start <request>',
    summary: 'The request’s card with the button that starts a planned preview.',
    example: 'start R-7K3Q',
    who: 'reader',
  },
  ask: {
    words: ['ask', 'ask for recovery'],
    usage: 'ask <request> [because <reason>]',
    summary: 'The request’s card with the button that asks for the recovery of a read preview.',
    example: 'ask R-7K3Q because accounts were deleted by mistake',
    who: 'administrator',
  },
  runNow: {
    words: ['run', 'run now'],
    usage: 'run <request>',
    summary: 'The request’s card with the button that starts an approved recovery.',
    example: 'run R-7K3Q',
    who: 'administrator',
  },
  check: {
    words: ['check', 'check result'],
    usage: 'check <request>',
    summary: 'The request’s card with the button that previews what a recovery left.',
    example: 'check R-7K3Q',
    who: 'reader',
  },
  retry: {
    words: ['retry', 'retry failed'],
    usage: 'retry <request>',
    summary: 'The request’s card with the button that asks for the failed changes again.',
    example: 'retry R-7K3Q',
    who: 'administrator',
  },
  split: {
    words: ['split', 'split in two', 'plan both'],
    usage: 'split <request>',
    summary: 'The request’s card with the button that makes two requests of one that cannot be run in one go.',
    example: 'split R-7K3Q',
    who: 'reader',
  },
  failed: {
    words: ['failed'],
    usage: 'failed <request>',
    summary: 'The changes that failed, with Microsoft’s reason and the next step.',
    example: 'failed R-7K3Q',
    who: 'reader',
  },
  history: {
    words: ['history'],
    usage: 'history [30d]',
    summary: 'What was recovered, by whom, and how it ended.',
    example: 'history 30d',
    who: 'reader',
  },
  evidence: {
    words: ['evidence', 'proof'],
    usage: 'evidence <request>',
    summary: 'One request’s whole story as a file in your personal chat: votes, hashes, jobs, record entries.',
    example: 'evidence R-7K3Q',
    who: 'reader',
  },
  whoChanged: {
    words: [
      'who changed',
      'who has changed',
      'who did change',
      ...['deleted', 'removed', 'created', 'added', 'restored', 'updated', 'modified', 'edited', 'disabled', 'enabled'].map((did) => `who ${did}`),
    ], // prettier-ignore
    usage: 'who changed <object or kind> since <time> [page N]',
    summary: 'Who did what to it, as Entra’s audit log tells, newest first.',
    example: 'who changed users since yesterday',
    who: 'reader',
  },
  whoCanApprove: {
    words: ['who can approve', 'who could approve', 'who may approve'],
    usage: 'who can approve',
    summary: 'Who could approve what you ask for: now, or after activating the role.',
    example: 'who can approve',
    who: 'reader',
  },
  help: {
    words: ['help', 'hi', 'hello', 'hey', '?'],
    usage: 'help [command]',
    summary: 'What you can do here. "help here" prints this conversation’s id.',
    example: 'help',
    who: 'everyone',
  },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof ROWS;
export interface Command extends CommandRow {
  readonly name: CommandName;
}

/** Stands in examples for the id of a request; nobody's request has to have it. */
const EXAMPLE_ID = 'R-7K3Q';

export const isAboutRequest = ({ usage }: Pick<Command, 'usage'>): boolean => usage.includes('<request>');

export const exampleWith = ({ example }: Pick<Command, 'example'>, id: RequestId): string =>
  example.replace(EXAMPLE_ID, id);

/** What looks and asks for nothing: the command itself, where the ids are that it needs, or how it is said. */
export function lookFor(command: Command): string {
  if (isAboutRequest(command)) return ROWS.requests.example;
  return command.usage.includes('<') ? `help ${command.words[0]}` : command.example;
}

const NAMES = Object.keys(ROWS) as readonly CommandName[];

/** In the order of help. */
export const COMMANDS: readonly Command[] = NAMES.map((name) => ({ name, ...ROWS[name] }));

export const commandOf = (name: CommandName): Command => ({ name, ...ROWS[name] });

const BY_WORDS: ReadonlyMap<string, CommandName> = new Map(
  COMMANDS.flatMap(({ name, words }) => words.map((word) => [word, name] as const)),
);

/** Every single word that begins a command. */
export const COMMAND_WORDS: readonly string[] = [...BY_WORDS.keys()].filter((word) => /^[a-z]{3,}$/.test(word));

const LONGEST = 3;

/** The command at the start of a text, and the text behind it. */
export function commandAt(text: string): { readonly name: CommandName; readonly rest: string } | undefined {
  const words = text.split(' ', LONGEST + 1);
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const typed = words.slice(0, length).join(' ');
    const name = BY_WORDS.get(typed.toLowerCase());
    if (name !== undefined) return { name, rest: text.slice(typed.length).trim() };
  }
  return undefined;
}
