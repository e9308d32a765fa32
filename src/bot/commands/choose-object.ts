/** The first hit is never taken: every match is offered by its id, told apart by what may be read where it is asked. */
import { drawChoices } from '../../cards/choices-card';
import { typeWord } from '../../cards/entity-words';
import { shownName } from '../../cards/wording';
import type { DirectoryObject } from '../../recovery/ports';
import type { ObjectPhrase } from '../../recovery/scope';
import { shows, type Reply } from '../reply';
import type { Asker } from './command';

interface Ambiguous {
  readonly phrase: ObjectPhrase;
  readonly matches: readonly DirectoryObject[];
}

const nameOf = (phrase: ObjectPhrase): string => (phrase.by === 'id' ? phrase.id : phrase.name);

const IDS_ONLY = 'Sign-in names and addresses are told in your personal chat with me: ask there to see them.';

export function chooseObject(
  { phrase, matches }: Ambiguous,
  { mayShowValues }: Pick<Asker, 'mayShowValues'>,
  commandFor: (match: DirectoryObject) => string,
): Reply {
  const apart = ({ id, type, detail }: DirectoryObject) =>
    mayShowValues ? (detail ?? id) : `${typeWord({ type })} ${id}`;
  const isHidden = !mayShowValues && matches.some(({ detail }) => detail !== undefined);
  return shows(
    drawChoices({
      question: `Which "${nameOf(phrase)}" do you mean?`,
      choices: matches.map((match) => ({
        label: [shownName(match.name), apart(match)].join(' · '),
        command: commandFor(match),
      })),
      notes: isHidden ? [IDS_ONLY] : [],
    }),
  );
}
