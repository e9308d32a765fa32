import type { Suggestion, Suggestions } from './suggestions';

interface Offers extends Suggestions {
  readonly active: number;
  readonly take: (item: Suggestion) => void;
}

export function SuggestionList({ items, kind, active, take }: Offers) {
  if (items.length === 0) return <ul id="suggestions" role="listbox" hidden aria-label="Suggestions" />;
  return (
    <ul id="suggestions" role="listbox" class="suggestions" aria-label={kind === 'people' ? 'People' : 'Commands'}>
      {items.map((item, index) => (
        <li
          key={item.label}
          id={`suggestion-${String(index)}`}
          role="option"
          aria-selected={index === active}
          onMouseDown={(event) => {
            event.preventDefault();
            take(item);
          }}
        >
          <strong>{item.label}</strong>
          <small>{item.detail}</small>
        </li>
      ))}
    </ul>
  );
}
