/** Help: short, with examples this person may use here; every one works when pasted. */
import type { Standing } from '../recovery/terms';
import type { ConversationId } from '../shared/ids';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';

interface CommandHelp {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
}

interface HelpView {
  /** Those this person may use. */
  readonly commands: readonly CommandHelp[];
  /** The one that was asked about. */
  readonly command?: CommandHelp | undefined;
  readonly standing: Standing | 'unknown';
  /** Printed by `help here`. */
  readonly here?: ConversationId | undefined;
}

const STANDING_LINES: { readonly [Name in HelpView['standing']]: string } = {
  administrator: 'You may look, preview, ask for a recovery, and approve somebody else’s.',
  reader: 'You may look and preview. Asking for a recovery takes the role Entra Backup Administrator.',
  none: 'You hold no backup role now: Entra Backup Reader or Entra Backup Administrator. If you are eligible in Privileged Identity Management, activate it first.',
  unknown: 'Entra could not be asked which role you hold: try again in a minute.',
};
const LINE_LENGTH = 200;
const WHAT_IT_IS = 'Rewind brings Microsoft Entra back to a snapshot: preview first, then a second person approves.';

/** An id is pasted into a setting: it stays as it is unless it holds what no conversation's id has. */
function pasteable(id: ConversationId): string {
  return /^[\w:@.=-]{1,300}$/.test(id) ? id : neutralise(id, { maxLength: 300 });
}

function commandRow({ usage, summary, example }: CommandHelp): ListRow {
  const shown = (text: string) => neutralise(text, { maxLength: LINE_LENGTH });
  return { name: shown(usage), details: [shown(summary)], small: [`For example: ${shown(example)}`] };
}

export function drawHelp({ commands, command, standing, here }: HelpView): DrawnCard {
  const shown = command === undefined ? commands : [command];
  const conversation = here === undefined ? [] : [`This conversation’s id: ${pasteable(here)}`];
  const title = command === undefined ? 'What I can do' : `How to use ${neutralise(command.name, { maxLength: 40 })}`;
  const card = drawList({
    title,
    lines: [...(command === undefined ? [WHAT_IT_IS] : []), STANDING_LINES[standing], ...conversation],
    rows: shown.map((row) => () => commandRow(row)),
    leftOut: (count) => `… and ${count} more: type help and the name of one`,
    notes: command === undefined ? ['More about one: type help and its name.'] : [],
    buttons: shown.map(({ example }) => sayButton(example, example)),
    printsTwins: false,
    isStacked: true,
  });
  return { card, summary: title };
}
