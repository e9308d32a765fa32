import { useDesk, usePart } from './page';
import type { Panel } from './state';

const PANELS: readonly { readonly key: Panel; readonly title: string }[] = [
  { key: 'places', title: 'Places' },
  { key: 'chat', title: 'Chat' },
  { key: 'tenant', title: 'Tenant' },
];

/** Where there is no room for three columns. */
export function PanelTabs() {
  const desk = useDesk();
  const panel = usePart((state) => state.panel);
  return (
    <nav class="tabs" aria-label="Panels">
      {PANELS.map(({ key, title }) => (
        <button
          key={key}
          type="button"
          aria-pressed={panel === key}
          onClick={() => {
            desk.showPanel(key);
          }}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
