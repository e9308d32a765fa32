import type { ShownPlace } from '../wire';
import { hashOf } from './address';
import { unreadIn } from './arrivals';
import { useDesk, usePart } from './page';

/** Where the person can talk, and whose personal chats have something for somebody else. */
export function Places() {
  const places = usePart(({ welcome }) => welcome?.places) ?? [];
  const inTeam = places.filter(({ type }) => type === 'channel');
  const chats = places.filter(({ type }) => type !== 'channel');
  return (
    <nav class="places" aria-label="Places">
      <h2>Team: Contoso responders</h2>
      <PlaceList places={inTeam} />
      <h2>Chats</h2>
      <PlaceList places={chats} />
      <OtherChats />
    </nav>
  );
}

function PlaceList({ places }: { readonly places: readonly ShownPlace[] }) {
  return (
    <ul>
      {places.map((place) => (
        <li key={place.key}>
          <PlaceLink place={place} />
        </li>
      ))}
    </ul>
  );
}

const MARKS = { channel: '#', groupChat: '◍', personal: '◆' };

function PlaceLink({ place: { key, name, type, closedBecause } }: { readonly place: ShownPlace }) {
  const desk = useDesk();
  const looking = usePart((state) => state.looking);
  const unread = usePart((state) => unreadIn(state, key));
  const isHere = looking.place === key;
  if (closedBecause !== undefined) {
    return (
      <span class="place closed">
        <span aria-hidden="true">{MARKS[type]}</span> {name} <small>{closedBecause}</small>
      </span>
    );
  }
  return (
    <a
      class="place"
      href={hashOf({ ...looking, place: key })}
      aria-current={isHere ? 'page' : undefined}
      onClick={() => {
        desk.showPanel('chat');
      }}
    >
      <span aria-hidden="true">{MARKS[type]}</span>
      <span class="name">{name}</span>
      {unread > 0 && !isHere && (
        <span class="badge" aria-label={`${String(unread)} new`}>
          {unread}
        </span>
      )}
    </a>
  );
}

/** A personal chat belongs to its person: whoever opens it becomes that person. */
function OtherChats() {
  const desk = useDesk();
  const person = usePart(({ looking }) => looking.person);
  const people = usePart(({ welcome }) => welcome?.people) ?? [];
  const counts = usePart(({ tenant }) => tenant?.personalChats) ?? {};
  const others = people.filter(({ alias }) => alias !== person && (counts[alias] ?? 0) > 0);
  if (others.length === 0) return null;
  return (
    <>
      <h2>Other people’s chats with Rewind</h2>
      <ul>
        {others.map(({ alias, name }) => (
          <li key={alias}>
            <a
              class="place"
              href={hashOf({ person: alias, place: 'personal' })}
              title={`Become ${name}`}
              onClick={() => {
                desk.showPanel('chat');
              }}
            >
              <span aria-hidden="true">{MARKS.personal}</span>
              <span class="name">{name}</span>
              <span class="count" aria-label={`${String(counts[alias] ?? 0)} messages of Rewind`}>
                {counts[alias]}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
