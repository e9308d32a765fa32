/** A question that Rewind does not answer for anybody: numbered choices as buttons, and as text to type. */
import { sayButton, typedCommand } from './buttons';
import type { DrawnCard } from './card';
import { drawList } from './list-card';
import { neutralise } from './neutralise';

interface Choice {
  readonly label: string;
  /** The command that this choice stands for. */
  readonly command: string;
}

const QUESTION_LENGTH = 400;
const LABEL_LENGTH = 120;
const numbered = (index: number, choices: readonly Choice[]) => (choices.length > 1 ? `${index + 1} · ` : '');

function typedLines(command: string): readonly string[] {
  const typed = typedCommand(command);
  return typed === undefined ? [] : [`Type: ${typed}`];
}

interface Choices {
  readonly question: string;
  readonly choices: readonly Choice[];
  readonly notes?: readonly string[];
}

export function drawChoices({ question, choices, notes = [] }: Choices): DrawnCard {
  const asked = neutralise(question, { maxLength: QUESTION_LENGTH });
  const card = drawList({
    title: asked,
    lines: [],
    rows: choices.map(({ label, command }, index) => () => ({
      name: `${numbered(index, choices)}${neutralise(label, { maxLength: LABEL_LENGTH })}`,
      details: [],
      small: typedLines(command),
    })),
    leftOut: (count) => `… and ${count} more: use a longer name, or the object id.`,
    notes,
    buttons: choices.map(({ label, command }, index) => sayButton(`${numbered(index, choices)}${label}`, command)),
    printsTwins: false,
    isStacked: true,
  });
  return { card, summary: asked };
}
