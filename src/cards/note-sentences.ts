/** Sentences that stand on a card besides what the request itself tells: related requests, who was reached. */
import type { Reach, Untold } from '../recovery/reach';
import type { RecoveryRequest } from '../recovery/request';
import { isRunning } from '../recovery/states';
import { awayWords } from './away-words';
import { neutralise } from './neutralise';
import { saysSwitchedOff, SWITCHED_OFF } from './switched-off';
import { listed as inWords } from './wording';

export interface Notes {
  readonly request: RecoveryRequest;
  /** Other open requests for the same things. */
  readonly related: readonly RecoveryRequest[];
  readonly names: ReadonlyMap<string, string>;
  /** Only for requests made in a personal chat. */
  readonly reach: Reach | undefined;
  readonly untold?: readonly Untold[] | undefined;
  /** The kill switch. */
  readonly isSwitchedOff?: boolean | undefined;
}

const MAX_NAME = 60;

export function noteSentences({
  request,
  related,
  reach,
  untold = [],
  isSwitchedOff = false,
}: Notes): readonly string[] {
  return [
    ...noteOfAway(request),
    ...(isSwitchedOff && saysSwitchedOff(request) ? [SWITCHED_OFF] : []),
    ...relatedSentences(related),
    ...(reach ? reachSentences(reach) : []),
    ...untold.map(untoldSentence),
  ];
}

const RELATED = 3;

function relatedSentences(related: readonly RecoveryRequest[]): readonly string[] {
  if (related.length === 0) return [];
  const ids = inWords(related.slice(0, RELATED).map(({ id }) => id), { total: related.length }); // prettier-ignore
  const [who, whom] = related.length === 1 ? ['Another open request touches', 'it'] : ['Other open requests touch', 'them']; // prettier-ignore
  return [`${who} the same things: ${ids}. Look at ${whom} first.`];
}

/** Cards of what runs say it in their first lines. */
function noteOfAway(request: RecoveryRequest): readonly string[] {
  const words = isRunning(request.state.name) || request.state.name === 'reading' ? undefined : awayWords(request);
  return words === undefined ? [] : [words];
}

const listed = (names: readonly string[]): string =>
  names.map((name) => neutralise(name, { maxLength: MAX_NAME })).join(', ');

function reachSentences({ reached, notInstalled, givenUp, notYet, inIncidentConversation }: Reach): readonly string[] {
  const said: readonly (readonly [names: readonly string[], words: (names: string) => string])[] = [
    [reached, (names) => `Shown to ${names} in their personal chats.`],
    [notInstalled, (names) => `Not reached, because Rewind is not installed for them: ${names}.`],
    [givenUp, (names) => `Not reached, because Teams took nothing for them for half an hour: ${names}.`],
    [notYet, (names) => `Not reached yet, because Teams does not take the card for them; it is tried again: ${names}.`],
  ];
  return [
    ...said.filter(([names]) => names.length > 0).map(([names, words]) => words(listed(names))),
    ...(inIncidentConversation ? ['Shown in the incident conversation too.'] : []),
  ];
}

const WHY_UNTOLD: Readonly<Record<string, string>> = {
  'teams/unreachable': 'Rewind is not installed there any more, or may not write there',
  'teams/given-up': 'Teams took no message there for half an hour',
};

const untoldSentence = ({ people, because }: Untold): string =>
  `Not told by a message, because ${WHY_UNTOLD[because] ?? 'Teams refused it'}: ${listed(people)}. Tell them yourself.`;
