import { useState } from 'preact/hooks';
import { usePart } from './page';
import { suggestionsFor, type Suggestion } from './suggestions';

/** Arrow keys walk, Tab and Enter take, Escape closes. A person is at hand at once, a command only when asked for. */
export function useSuggestions(text: string, take: (text: string) => void) {
  const [closedFor, setClosedFor] = useState('');
  const [walked, setWalked] = useState({ text: '', active: -1 });
  const { items, kind } = useOffers(text, closedFor);
  const active = walked.text === text ? walked.active : kind === 'people' ? 0 : -1;
  const close = () => {
    setClosedFor(text);
  };
  const walk = (step: number) => {
    setWalked({ text, active: (Math.max(active, step < 0 ? 0 : -1) + step + items.length) % items.length });
  };
  const takeActive = () => {
    take(items[active]?.text ?? text);
  };
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => { walk(1); },
    ArrowUp: () => { walk(-1); },
    Escape: close,
    ...(active >= 0 && { Enter: takeActive, Tab: takeActive }),
  }; // prettier-ignore
  return {
    items,
    active,
    kind,
    take: (item: Suggestion) => {
      take(item.text);
    },
    close,
    /** @returns whether the key was for the suggestions */
    keyed: (event: KeyboardEvent): boolean => {
      const move = items.length > 0 && !event.shiftKey ? moves[event.key] : undefined;
      if (move) event.preventDefault();
      move?.();
      return move !== undefined;
    },
  };
}

function useOffers(text: string, closedFor: string) {
  const commands = usePart(({ welcome }) => welcome?.commands) ?? [];
  const people = usePart(({ welcome }) => welcome?.people) ?? [];
  const { items, kind } = suggestionsFor(text, { commands, people });
  return { items: closedFor === text ? [] : items, kind };
}
