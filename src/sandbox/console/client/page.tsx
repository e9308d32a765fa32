/** What every part of the page shares: the state, and the desk that acts. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk } from './desk';
import type { State } from './state';

const DeskContext = createContext<Desk | undefined>(undefined);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of the page');
  return desk;
}

/** The part of the state that is asked for; drawn again when that part changes. */
export function usePart<Part>(pick: (state: State) => Part): Part {
  const { store } = useDesk();
  const [, redraw] = useState({});
  const part = pick(store.state);
  useEffect(() => {
    let last = part;
    return store.subscribe(() => {
      const next = pick(store.state);
      if (Object.is(next, last)) return;
      last = next;
      redraw({});
    });
  });
  return part;
}
