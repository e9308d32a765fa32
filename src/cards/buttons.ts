/**
 * A button as a fact, and as the JSON of every client: Execute where it is known, Submit with the same verb and data elsewhere.
 * At most three stand first, the rest under *More*; each has a typed twin, printed in one small line.
 */
import type { RecoveryRequest } from '../recovery/request';
import type { Stoppable } from '../recovery/states';
import { isAct, typedTwin, type ActVerb } from '../recovery/acts';
import type { View } from './expand';
import { neutralise } from './neutralise';

/** Ids of the inputs whose text comes back in a press's data. */
export const INPUTS = {
  reason: 'reason',
  rejectReason: 'rejectReason',
  changes: 'typedChanges',
  softDeletes: 'typedSoftDeletes',
  policy: 'typedPolicy',
} as const;

/** A21, where the requester has not given one yet. */
export const REASON_INPUT: ButtonInput = {
  id: INPUTS.reason,
  label: 'Reason (required: at least 10 characters, or an incident’s number)',
  placeholder: 'What happened, and why this is needed',
  isRequired: true,
  errorMessage: 'Write at least 10 characters, or the number of an incident',
};

export interface ButtonInput {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly isMultiline?: boolean;
  /** What stands in it already. */
  readonly value?: string;
  /** Clients send nothing while it is empty. */
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
}

interface ButtonFace {
  readonly title: string;
  /** The command that does the same. */
  readonly twin: string;
  readonly style?: 'positive' | 'destructive';
}
interface PressButton extends ButtonFace {
  readonly kind: 'press';
  readonly verb: ActVerb;
  readonly data: View;
  /** Asked for before the press, in a card of its own that opens under the button. */
  readonly inputs?: readonly ButtonInput[];
}
interface SayButton extends ButtonFace {
  readonly kind: 'say';
}
export type Button = PressButton | SayButton;

/** Says a command's text, as if it had been typed. */
export function sayButton(title: string, command: string): Button {
  return { kind: 'say', title, twin: command };
}

interface PressDraft {
  readonly verb: PressButton['verb'];
  readonly title: string;
  readonly style?: 'positive' | 'destructive';
  readonly inputs?: readonly ButtonInput[];
  /** Of *Cancel*: what it stops, and the job. */
  readonly stops?: Stoppable;
  readonly jobId?: string | undefined;
}

/** A press about this request, at the revision that the card shows. */
export function pressButton({ id, revision, digest }: RecoveryRequest, { stops, jobId, ...draft }: PressDraft): Button {
  const claim: View = { requestId: id, revision, ...(stops && { stops }), ...(jobId && { jobId }) };
  const data = draft.verb === 'approve' && digest !== undefined ? { ...claim, digest } : claim;
  return { kind: 'press', ...draft, twin: typedTwin(draft.verb, id), data };
}

/** `changes R-7K3Q users` */
export const changesCommand = ({ id }: Pick<RecoveryRequest, 'id'>, filterWords?: string): string =>
  `changes ${id}${filterWords ? ` ${filterWords}` : ''}`;

interface ChangesWanted {
  readonly page: number;
  readonly filterWords?: string | undefined;
}

/** The changes with their values, for the presser alone. */
export function ownChangesButton(request: RecoveryRequest, title: string, wanted: ChangesWanted): Button {
  const { page, filterWords } = wanted;
  const data: View = { requestId: request.id, revision: request.revision, page, ...(filterWords && { filterWords }) };
  const command = `${changesCommand(request, filterWords)}${page > 1 ? ` page ${page}` : ''}`;
  const twin = `${command} (in your personal chat with me)`;
  return { kind: 'press', verb: 'showChanges', title, twin, data };
}

/** What a phone shows of one button. */
const TITLE_LENGTH = 34;
const FIRST_BUTTONS = 3;
const MORE = 'More';

/** A phone in portrait has room for about this much, in pixels; clients cut titles rather than wrap a row. */
const ROW_WIDTH = 304;
const BUTTON_GAP = 8;
const widthOf = (title: string): number => title.length * 8 + 26 + BUTTON_GAP;
const rowWidth = (titles: readonly string[]): number =>
  titles.reduce((width, title) => width + widthOf(title), -BUTTON_GAP);

function shortTitle(title: string): string {
  const characters = Array.from(neutralise(title, { maxLength: 200 }));
  return characters.length <= TITLE_LENGTH ? characters.join('') : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

function executeOf(button: Button): View {
  const verb = button.kind === 'say' ? 'say' : button.verb;
  const data = button.kind === 'say' ? { text: button.twin } : button.data;
  const title = shortTitle(button.title);
  const inputs = isAct('readsInputs', verb) ? {} : { associatedInputs: 'none' };
  const face = { title, ...(button.style ? { style: button.style } : {}), ...inputs };
  const fallback = { type: 'Action.Submit', ...face, data: { verb, ...data } };
  return { type: 'Action.Execute', ...face, verb, data, fallback };
}

function actionOf(button: Button): View {
  if (button.kind === 'say' || button.inputs === undefined || button.inputs.length === 0) return executeOf(button);
  const body = button.inputs.map((input) => ({ type: 'Input.Text', maxLength: 500, ...input }));
  const card = { type: 'AdaptiveCard', body, actions: [executeOf(button)] };
  return { type: 'Action.ShowCard', title: button.title, ...(button.style ? { style: button.style } : {}), card };
}

const actionSet = (buttons: readonly Button[]): View => ({ type: 'ActionSet', actions: buttons.map(actionOf) });

function moreOf(rest: readonly Button[]): readonly View[] {
  if (rest.length === 0) return [];
  const rows = rest.map((button) => actionSet([button]));
  return [{ type: 'Action.ShowCard', title: MORE, card: { type: 'AdaptiveCard', body: rows } }];
}

/** How many of the buttons stand first: at most three, and no more than a phone shows uncut beside *More*. */
function firstCount(buttons: readonly Button[]): number {
  const titles = buttons.map(({ title }) => title);
  for (let first = Math.min(buttons.length, FIRST_BUTTONS); first > 1; first -= 1) {
    const row = [...titles.slice(0, first), ...(first < titles.length ? [MORE] : [])];
    if (rowWidth(row) <= ROW_WIDTH) return first;
  }
  return 1;
}

/** As many buttons as may be carried in so many bytes; the others can still be typed. */
export function carried(buttons: readonly Button[], maxBytes: number): readonly Button[] {
  let bytes = 0;
  return buttons.filter((button) => {
    bytes += Buffer.byteLength(JSON.stringify(actionOf(button)));
    return bytes <= maxBytes;
  });
}

/** The card's `actions`: one row. */
export function actionsOf(buttons: readonly Button[]): readonly View[] {
  const first = firstCount(buttons);
  return [...buttons.slice(0, first).map(actionOf), ...moreOf(buttons.slice(first))];
}

/** For long titles: the first ones below each other, as ActionSets of the body; `actions` has what is left. */
export function stackOf(buttons: readonly Button[]): {
  readonly stack: readonly View[];
  readonly actions: readonly View[];
} {
  const stack = buttons.slice(0, FIRST_BUTTONS).map((button) => actionSet([button]));
  return { stack, actions: moreOf(buttons.slice(FIRST_BUTTONS)) };
}

const TWIN_LENGTH = 400;

/** A command to type, whole; one that nobody would type is left to its button. */
export const typedCommand = (command: string): string | undefined =>
  command.length > TWIN_LENGTH ? undefined : neutralise(command, { maxLength: TWIN_LENGTH });

/** The typed twins of these buttons in one line, or nothing. */
export function twinLine(buttons: readonly Button[]): readonly View[] {
  const typed = buttons.flatMap(({ twin }) => typedCommand(twin) ?? []);
  const twins = [...new Set(typed)];
  return twins.length === 0 ? [] : [{ text: `Or type: ${twins.join(' · ')}` }];
}
