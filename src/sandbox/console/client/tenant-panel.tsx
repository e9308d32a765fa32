import { useEffect, useState } from 'preact/hooks';
import type { ShownDifference, ShownSlot } from '../wire';
import { moment } from './clock-time';
import { ClockPanel } from './clock-panel';
import { usePart } from './page';
import { ask } from './server-line';
import { WishPanel } from './wish-panel';

export function TenantPanel() {
  return (
    <aside class="tenant" aria-label="Pretend tenant">
      <h2>Tenant</h2>
      <Slot />
      <Differences />
      <ClockPanel />
      <WishPanel />
    </aside>
  );
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  initialized: 'starting',
  loadingData: 'loading data',
  calculating: 'calculating',
  running: 'writing',
  successful: 'done',
  failed: 'failed',
  abandoned: 'canceled',
};

function Slot() {
  const slot = usePart(({ tenant }) => tenant?.slot);
  const last = usePart(({ tenant }) => tenant?.last);
  return (
    <section aria-label="Job slot" data-testid="slot">
      <h3>Job slot</h3>
      <p class={slot ? 'busy' : 'free'}>
        {slot ? slotWords(slot) : 'Free: a tenant runs one preview or recovery at a time.'}
      </p>
      {!slot && last && <p class="soft">Last: {slotWords(last)}</p>}
    </section>
  );
}

const slotWords = ({ kind, status, byName, isFromPortal, startedAt }: ShownSlot): string =>
  `${kind} of ${byName}${isFromPortal ? ' (from the portal)' : ''}, started ${moment(new Date(startedAt))}: ${STATUS_WORDS[status] ?? status}`; // prettier-ignore

function Differences() {
  const snapshots = usePart(({ tenant }) => tenant?.snapshots) ?? [];
  const writes = usePart(({ tenant }) => tenant?.writes);
  const [wanted, setWanted] = useState('');
  const chosen = snapshots.find(({ id }) => id === wanted) ?? snapshots[0];
  const differences = useDifferences(chosen?.id, writes);
  return (
    <section aria-label="Objects that differ">
      <h3>Compared with the snapshot</h3>
      <select
        aria-label="Snapshot"
        value={chosen?.id ?? ''}
        onChange={({ currentTarget }) => {
          setWanted(currentTarget.value);
        }}
      >
        {snapshots.map(({ id, at }) => (
          <option key={id} value={id}>
            {moment(new Date(at))}
          </option>
        ))}
      </select>
      <p data-testid="difference-count">{countWords(differences.length)}</p>
      <DifferenceList differences={differences} />
    </section>
  );
}

const countWords = (count: number): string =>
  count === 0 ? 'Nothing differs.' : `${String(count)} ${count === 1 ? 'object differs' : 'objects differ'}:`;

function useDifferences(snapshotId: string | undefined, writes: number | undefined): readonly ShownDifference[] {
  const [differences, setDifferences] = useState<readonly ShownDifference[]>([]);
  useEffect(() => {
    if (snapshotId === undefined) return undefined;
    let isCurrent = true;
    ask<readonly ShownDifference[]>(`differences?snapshot=${encodeURIComponent(snapshotId)}`).then(
      (found) => {
        if (isCurrent) setDifferences(found);
      },
      () => undefined, // The banner says that the sandbox is away; the next word of it asks again.
    );
    return () => {
      isCurrent = false;
    };
  }, [snapshotId, writes]);
  return differences;
}

const MOST = 200;

function DifferenceList({ differences }: { readonly differences: readonly ShownDifference[] }) {
  return (
    <ul class="differences" tabIndex={0} aria-label="Differences">
      {differences.slice(0, MOST).map(({ id, type, name, what }) => (
        <li key={id}>
          <strong>{name}</strong> <small>{type}</small>
          <span>{what}</span>
        </li>
      ))}
      {differences.length > MOST && <li>… and {differences.length - MOST} more</li>}
    </ul>
  );
}
