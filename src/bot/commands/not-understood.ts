/** What cannot be read is answered with whole commands that can, as buttons and as text. Nothing is executed. */
import { drawChoices } from '../../cards/choices-card';
import { neutralise } from '../../cards/neutralise';
import { malformedSentence } from '../malformed-sentence';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';

const TYPED_LENGTH = 80;
const asChoice = (command: string) => ({ label: command, command });

export const unknown: Command<CommandOf<'unknown'>> = ({ typed, nearest }) =>
  shows(
    drawChoices({
      question: `I do not know "${neutralise(typed, { maxLength: TYPED_LENGTH })}". Nothing was done. Did you mean this, or type help?`,
      choices: [asChoice(nearest)],
    }),
  );

export const malformed: Command<CommandOf<'malformed'>> = (command) =>
  shows(drawChoices({ question: malformedSentence(command), choices: command.rewrites.map(asChoice) }));
