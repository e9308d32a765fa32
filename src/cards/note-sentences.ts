/** Sentences that stand on a card besides what the request itself tells: related requests, who was reached. */
import type { RecoveryRequest } from '../recovery/request';
import { neutralise } from './neutralise';
import { saysSwitchedOff, SWITCHED_OFF } from './switched-off';

export interface Notes {
  readonly request: RecoveryRequest;
  /** Other open requests for the same things. */
  readonly related: readonly RecoveryRequest[];
  readonly names: ReadonlyMap<string, string>;
  /** Only for requests made in a personal chat. */
  readonly reach: { readonly reached: readonly string[]; readonly notReached: readonly string[]; readonly inIncidentConversation: boolean } | undefined; // prettier-ignore
  /** The kill switch. */
  readonly isSwitchedOff?: boolean | undefined;
}

const MAX_NAME = 60;

export function noteSentences({ request, related, reach, isSwitchedOff = false }: Notes): readonly string[] {
  const others = related.slice(0, 3).map(({ id }) => id);
  return [
    ...(isSwitchedOff && saysSwitchedOff(request) ? [SWITCHED_OFF] : []),
    ...(others.length > 0
      ? [`Another open request touches the same things: ${others.join(', ')}. Look at it first.`]
      : []),
    ...(reach ? reachSentences(reach) : []),
  ];
}

function reachSentences({
  reached,
  notReached,
  inIncidentConversation,
}: NonNullable<Notes['reach']>): readonly string[] {
  const listed = (names: readonly string[]) =>
    names.map((name) => neutralise(name, { maxLength: MAX_NAME })).join(', ');
  return [
    ...(reached.length > 0 ? [`Shown to ${listed(reached)} in their personal chats.`] : []),
    ...(notReached.length > 0 ? [`Not reached, because Rewind is not installed for them: ${listed(notReached)}.`] : []),
    ...(inIncidentConversation ? ['Shown in the incident conversation too.'] : []),
  ];
}
