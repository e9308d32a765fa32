/** Help: short, with examples this person may use here; every one works when pasted. */
import type { Standing } from '../recovery/terms';
import type { ConversationId } from '../shared/ids';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { switchedOffLines, type SwitchedOffView } from './switched-off';
import { listed } from './wording';

interface CommandHelp {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Works when pasted; left out where it would need the id of a request, and there is none. */
  readonly example?: string | undefined;
}

interface HelpView extends SwitchedOffView {
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
  reader:
    'You may look, preview, and stop a preview before anybody votes on it. Asking for a recovery takes the role Entra Backup Administrator.',
  none: 'You hold no backup role now: Entra Backup Reader or Entra Backup Administrator. If you are eligible in Privileged Identity Management, activate it first.',
  unknown:
    'Entra could not be asked which role you hold: these are all commands there are. What you may use of them is asked again each time.',
};
const LINE_LENGTH = 200;
const ABOUT_REQUEST = '<request>';
const WHAT_IT_IS = 'Rewind brings Microsoft Entra back to a snapshot: preview first, then a second person approves.';

/** An id is pasted into a setting: it stays as it is unless it holds what no conversation's id has. */
function pasteable(id: ConversationId): string {
  return /^[\w:@.=-]{1,300}$/.test(id) ? id : neutralise(id, { maxLength: 300 });
}

function commandRow({ usage, summary, example }: CommandHelp): ListRow {
  const shown = (text: string) => neutralise(text, { maxLength: LINE_LENGTH });
  const small = example === undefined ? [] : [`For example: ${shown(example)}`];
  return { name: shown(usage), details: [shown(summary)], small };
}

/** As it is typed: `approve` */
const verbIn = ({ usage }: CommandHelp): string => neutralise(usage.split(' <')[0] ?? '', { maxLength: 40 });

/** In the overview a command takes two lines, and those about one request share a row; each is told in full by its own help. */
function overview(commands: readonly CommandHelp[]): readonly ListRow[] {
  const isAbout = ({ usage }: CommandHelp) => usage.includes(ABOUT_REQUEST);
  const verbs = commands.filter(isAbout).map(verbIn);
  const about = { name: `About one request: ‹command› ‹request›`, details: [listed(verbs)] };
  const others = commands.filter((command) => !isAbout(command)).map((command) => ({ ...commandRow(command), small: [] })); // prettier-ignore
  return [...others, ...(verbs.length === 0 ? [] : [about])];
}

const WHERE_IDS_ARE = '‹request› is the id at the top of a request’s card; see them with: requests.';

function helpNotes(shown: readonly CommandHelp[], isOne: boolean): readonly string[] {
  const lacksId = shown.some(({ usage, example }) => example === undefined && usage.includes(ABOUT_REQUEST));
  return [...(lacksId ? [WHERE_IDS_ARE] : []), ...(isOne ? [] : ['More about one: type help and its name.'])];
}

export function drawHelp({ commands, command, standing, here, isSwitchedOff }: HelpView): DrawnCard {
  const shown = command === undefined ? commands : [command];
  const conversation = here === undefined ? [] : [`This conversation’s id: ${pasteable(here)}`];
  const title = command === undefined ? 'What I can do' : `How to use ${neutralise(command.name, { maxLength: 40 })}`;
  const card = drawList({
    title,
    lines: [
      ...(command === undefined ? [WHAT_IT_IS] : []),
      STANDING_LINES[standing],
      ...switchedOffLines({ isSwitchedOff }),
      ...conversation,
    ],
    rows: (command === undefined ? overview(commands) : shown.map(commandRow)).map((row) => () => row),
    leftOut: (count) => `… and ${count} more: type help and the name of one`,
    notes: helpNotes(shown, command !== undefined),
    buttons: shown.flatMap(({ example }) => (example === undefined ? [] : [sayButton(example, example)])),
    printsTwins: false,
    isStacked: true,
  });
  return { card, summary: title };
}
