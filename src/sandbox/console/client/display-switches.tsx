import { useDesk, usePart } from './page';
import type { Display } from './state';

type Choices<Key extends string> = readonly { readonly key: Key; readonly words: string }[];

const THEMES: Choices<Display['theme']> = [
  { key: 'system', words: 'System theme' },
  { key: 'light', words: 'Light' },
  { key: 'dark', words: 'Dark' },
];
const WIDTHS: Choices<Display['width']> = [
  { key: 'desktop', words: 'Desktop' },
  { key: 'phone', words: 'Phone' },
  { key: 'oldPhone', words: 'Phone, old app (Submit)' },
];

export function DisplaySwitches() {
  const { store } = useDesk();
  const display = usePart((state) => state.display);
  const set = (change: Partial<Display>) => {
    store.set({ display: { ...display, ...change } });
  };
  return (
    <div class="switches">
      <Pick
        title="Theme"
        choices={THEMES}
        chosen={display.theme}
        onPick={(theme) => {
          set({ theme });
        }}
      />
      <Pick
        title="Width"
        choices={WIDTHS}
        chosen={display.width}
        onPick={(width) => {
          set({ width });
        }}
      />
    </div>
  );
}

interface PickProps<Key extends string> {
  readonly title: string;
  readonly choices: Choices<Key>;
  readonly chosen: Key;
  readonly onPick: (key: Key) => void;
}

function Pick<Key extends string>({ title, choices, chosen, onPick }: PickProps<Key>) {
  return (
    <select
      aria-label={title}
      value={chosen}
      onChange={({ currentTarget }) => {
        const choice = choices[currentTarget.selectedIndex];
        if (choice) onPick(choice.key);
      }}
    >
      {choices.map(({ key, words }) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  );
}
