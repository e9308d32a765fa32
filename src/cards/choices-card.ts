/** A question that Rewind does not answer for anybody: numbered choices as buttons, and as text to type. */
import { sayButton, type Button } from './buttons';
import type { DrawnCard } from './card';
import { drawList } from './list-card';
import { neutralise } from './neutralise';

export interface Choice {
  readonly label: string;
  /** The command that this choice stands for. */
  readonly command: string;
}

const QUESTION_LENGTH = 400;
const LABEL_LENGTH = 120;
const COMMAND_LENGTH = 200;
/** Bytes of commands that the buttons of one card may carry, each of them twice. */
const COMMAND_BYTES = 5_000;

const numbered = (index: number, choices: readonly Choice[]) => (choices.length > 1 ? `${index + 1} · ` : '');

/** As many choices get a button as fit; the others can be typed. */
function choiceButtons(choices: readonly Choice[]): readonly Button[] {
  let bytes = 0;
  const pressed = choices.filter(({ command }) => (bytes += Buffer.byteLength(command)) <= COMMAND_BYTES);
  return pressed.map(({ label, command }, index) => sayButton(`${numbered(index, choices)}${label}`, command));
}

export function drawChoices({
  question,
  choices,
}: {
  readonly question: string;
  readonly choices: readonly Choice[];
}): DrawnCard {
  const asked = neutralise(question, { maxLength: QUESTION_LENGTH });
  const card = drawList({
    title: asked,
    lines: [],
    rows: choices.map(({ label, command }, index) => () => ({
      name: `${numbered(index, choices)}${neutralise(label, { maxLength: LABEL_LENGTH })}`,
      details: [],
      small: [`Type: ${neutralise(command, { maxLength: COMMAND_LENGTH })}`],
    })),
    leftOut: (count) => `… and ${count} more: use a longer name, or the object id.`,
    buttons: choiceButtons(choices),
    printsTwins: false,
    isStacked: true,
  });
  return { card, summary: asked };
}
