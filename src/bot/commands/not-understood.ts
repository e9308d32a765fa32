/** What cannot be read is answered with whole commands that can, as buttons and as text. Nothing is executed. */
import { drawChoices } from '../../cards/choices-card';
import { neutralise } from '../../cards/neutralise';
import { malformedSentence } from '../malformed-sentence';
import type { UsecasePorts } from '../../usecases/ports';
import { resolveScope } from '../../usecases/resolve-scope';
import type { Named } from '../parsed-command';
import { shows } from '../reply';
import type { Command, CommandOf } from './command';
import { plan } from './plan';
import { whoChanged } from './who-changed';

const TYPED_LENGTH = 80;
const asChoice = (command: string) => ({ label: command, command });

export const unknown: Command<CommandOf<'unknown'>> = ({ typed, nearest }) =>
  shows(
    drawChoices({
      question: `I do not know "${neutralise(typed, { maxLength: TYPED_LENGTH })}". Nothing was done. Did you mean this, or type help?`,
      choices: [asChoice(nearest)],
    }),
  );

/** What reads as a name is looked up first; where nobody is called so, it was a word that nobody knows. */
export const malformed: Command<CommandOf<'malformed'>> = async (command, asker, ports) => {
  const { ifNames } = command;
  if (ifNames && asker.standing !== 'none' && (await areNames(ifNames, ports))) {
    return ifNames.kind === 'whoChanged' ? await whoChanged(ifNames, asker, ports) : await plan(ifNames, asker, ports);
  }
  return shows(drawChoices({ question: malformedSentence(command), choices: command.rewrites.map(asChoice) }));
};

async function areNames({ scope }: Named, ports: UsecasePorts): Promise<boolean> {
  const resolved = await resolveScope(scope, ports);
  return resolved.kind !== 'refused' || resolved.because !== 'notFound';
}
