/** The first hit is never taken: every match is offered by its id, told apart by what may be read where it is asked. */
import { drawChoices } from '../../cards/choices-card';
import { typeWord } from '../../cards/entity-words';
import { whereaboutsWords } from '../../cards/whereabouts-words';
import { shownName } from '../../cards/wording';
import type { DirectoryObject } from '../../recovery/ports';
import type { ObjectPhrase } from '../../recovery/scope';
import type { Whereabouts } from '../../tenant/whereabouts';
import type { Ambiguous } from '../../usecases/resolve-objects';
import { shows, type Reply } from '../reply';
import { scopeText } from '../scope-text';
import type { Asker } from './command';

const nameOf = (phrase: ObjectPhrase): string => (phrase.by === 'id' ? phrase.id : phrase.name);

const IDS_ONLY = 'Sign-in names and addresses are told in your personal chat with me: ask there to see them.';
const FORMER: readonly (Whereabouts['kind'] | undefined)[] = ['renamed', 'deletedForGood', 'unknown'];

interface Choosing extends Pick<Asker, 'mayShowValues' | 'zone'> {
  readonly now: Date;
}

function labelOf({ name, id, type, detail, whereabouts }: DirectoryObject, asker: Choosing): string {
  const known = asker.mayShowValues ? detail : undefined;
  const apart = type === 'user' && known !== undefined ? known : `${typeWord({ type })} ${known ?? id}`;
  return [shownName(name), apart, ...(whereabouts ? [whereaboutsWords(whereabouts, asker)] : [])].join(' · ');
}

const wayTo = ({ id, type, whereabouts }: DirectoryObject): string =>
  whereabouts?.kind === 'deletedForGood'
    ? 'Microsoft cannot bring it back.'
    : `ask for it by ${scopeText({ kind: 'objects', objects: [{ by: 'id', id, type }] })}`;

interface Asked {
  /** Nobody could choose any of them. */
  readonly isNone: boolean;
  readonly isOne: boolean;
  readonly isFormer: boolean;
  readonly isNear?: true | undefined;
}

function questionOf(name: string, { isNone, isOne, isFormer, isNear }: Asked): string {
  const nothing = isNear ? `Nothing is called "${name}".` : `Nothing is called "${name}" now.`;
  if (isNone) return nothing;
  if (!isNear && !isFormer) return isOne ? `Do you mean this "${name}"?` : `Which "${name}" do you mean?`;
  if (isOne) return `${nothing} Do you mean this one?`;
  return `${nothing} ${isNear ? 'Do you mean one of these?' : 'Which of these do you mean?'}`;
}

/** @param commandFor - none for an object that nobody can choose */
export function chooseObject(
  { phrase, matches, isNear }: Pick<Ambiguous, 'phrase' | 'matches' | 'isNear'>,
  asker: Choosing,
  commandFor: (match: DirectoryObject) => string | undefined,
): Reply {
  const { mayShowValues, zone } = asker;
  const isFormer = matches.some(({ whereabouts }) => FORMER.includes(whereabouts?.kind));
  const isHidden = !mayShowValues && matches.some(({ detail }) => detail !== undefined);
  const choices = matches.flatMap((match) => {
    const command = commandFor(match);
    return command === undefined ? [] : [{ label: labelOf(match, asker), command }];
  });
  const unchosen = matches.filter((match) => commandFor(match) === undefined);
  const name = nameOf(phrase);
  return shows(
    drawChoices({
      question: questionOf(name, { isNone: choices.length === 0, isOne: matches.length === 1, isFormer, isNear }),
      choices,
      notes: [
        ...unchosen.map((match) => `${labelOf(match, asker)}: ${wayTo(match)}`),
        ...(matches.some(({ whereabouts }) => whereabouts) ? [`Times in ${zone}.`] : []),
        ...(isHidden ? [IDS_ONLY] : []),
      ],
    }),
  );
}
