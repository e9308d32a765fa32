/** What the visitor can make happen to the pretend tenant. */
import { useState } from 'preact/hooks';
import type { Choice } from '../wire';
import { useDesk, usePart } from './page';

export function WishPanel() {
  return (
    <>
      <Incidents />
      <Troubles />
      <Eligible />
      <Anew />
    </>
  );
}

const NO_CHOICES: readonly Choice[] = [];

function Incidents() {
  const desk = useDesk();
  const incidents = usePart(({ welcome }) => welcome?.incidents) ?? NO_CHOICES;
  const [key, setKey] = useState('');
  const [said, setSaid] = useState('');
  const chosen = incidents.find((choice) => choice.key === key) ?? incidents[0];
  const run = async () => {
    if (chosen && (await desk.wish('incident', { kind: chosen.key }))) setSaid(`It has happened: ${chosen.title}.`);
  };
  return (
    <section aria-label="Run an incident">
      <h3>Run an incident</h3>
      <select
        aria-label="Incident"
        value={chosen?.key ?? ''}
        onChange={({ currentTarget }) => {
          setKey(currentTarget.value);
          setSaid('');
        }}
      >
        {incidents.map(({ key: value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      <p class="soft">{chosen?.description}</p>
      <button type="button" onClick={() => void run()}>
        Run incident
      </button>
      <p class="soft" role="status">
        {said}
      </p>
    </section>
  );
}

function Troubles() {
  const desk = useDesk();
  const troubles = usePart(({ welcome }) => welcome?.troubles) ?? NO_CHOICES;
  const pending = usePart(({ tenant }) => tenant?.troubles) ?? {};
  const left = Object.values(pending).reduce((sum, calls) => sum + calls, 0);
  return (
    <section aria-label="Trouble">
      <h3>Trouble with Graph, and in the portal</h3>
      <div class="buttons">
        {troubles.map(({ key, title, description }) => (
          <button key={key} type="button" title={description} onClick={() => void desk.wish('trouble', { key })}>
            {title}
            {(pending[key] ?? 0) > 0 && <span class="badge">{pending[key]}</span>}
          </button>
        ))}
        {left > 0 && (
          <button type="button" onClick={() => void desk.wish('trouble/end')}>
            End it
          </button>
        )}
      </div>
    </section>
  );
}

function Eligible() {
  const desk = useDesk();
  const people = usePart(({ welcome }) => welcome?.people) ?? [];
  const eligible = usePart(({ tenant }) => tenant?.eligible) ?? [];
  return (
    <section aria-label="Privileged Identity Management">
      <h3>Privileged Identity Management</h3>
      {eligible.map(({ alias, isActive }) => (
        <label key={alias} class="check">
          <input
            type="checkbox"
            role="switch"
            checked={isActive}
            onChange={({ currentTarget }) => void desk.wish('role', { person: alias, isActive: currentTarget.checked })}
          />
          {people.find((person) => person.alias === alias)?.name}: role active
        </label>
      ))}
    </section>
  );
}

function Anew() {
  const desk = useDesk();
  const noReset = usePart(({ welcome }) => welcome?.noResetBecause);
  const isPaused = usePart(({ connection }) => connection === 'paused');
  return (
    <section aria-label="Start anew">
      <h3>Start anew</h3>
      <button
        type="button"
        class="danger"
        disabled={noReset !== undefined || isPaused}
        onClick={() => void desk.startAnew()}
      >
        Reset tenant, chats and Rewind
      </button>
      {noReset !== undefined && <p class="soft">{noReset}</p>}
    </section>
  );
}
