/** What new messages mean for the page: what it holds, what is announced, which toasts rise. Pure. */
import type { ShownMessage } from '../wire';
import { keyOf, seenKey, type State, type Toast } from './state';

const MOST_TOASTS = 3;

/** @param isFirst - everything that was there when the person was looked at, of which only what they missed is told */
export function withMessages(state: State, arrived: readonly ShownMessage[], isFirst: boolean): Partial<State> {
  const messages = new Map(isFirst ? [] : state.messages);
  const fresh = arrived.filter((message) => message.from === 'bot' && !messages.has(keyOf(message)));
  for (const message of arrived) messages.set(keyOf(message), message);
  const told = fresh.filter((message) => !isSeen(state, message));
  const toasts = told.filter((message) => message.place !== state.looking.place && message.summary !== undefined);
  const risen = [...state.toasts, ...toasts.map(toastOf)];
  const last = told.filter(({ place }) => place === state.looking.place).at(-1);
  return {
    messages,
    hasMessages: true,
    toasts: risen.filter((toast, index) => !isSaidAgain(toast, risen.slice(index + 1))).slice(-MOST_TOASTS),
    seen: seenNow(state, messages),
    ...(last && !isFirst ? { announcement: `Rewind: ${last.summary ?? last.text ?? 'a card'}` } : {}),
  };
}

/** Messages of the bot that the person has not looked at yet, in one place. */
export function unreadIn(state: State, place: ShownMessage['place']): number {
  return [...state.messages.values()].filter((message) => message.place === place && message.from === 'bot' && !isSeen(state, message)).length; // prettier-ignore
}

/** What lies open now counts as looked at. */
export function seenNow({ looking, seen }: State, messages: State['messages']): State['seen'] {
  const newest = [...messages.values()].filter(({ place }) => place === looking.place).at(-1);
  return newest ? new Map(seen).set(seenKey(looking), newest.id) : seen;
}

function isSeen({ looking, seen }: State, { place, id }: ShownMessage): boolean {
  const last = seen.get(seenKey({ person: looking.person, place }));
  return last !== undefined && Number(id) <= Number(last);
}

/** A card and its notice may say the same: the newer one stays. */
const isSaidAgain = ({ place, text }: Toast, later: readonly Toast[]): boolean =>
  later.some((other) => other.place === place && other.text === text);

function toastOf({ id, place, summary = '' }: ShownMessage): Toast {
  return { id: `${place}/${id}`, place, from: 'Rewind', text: summary };
}
