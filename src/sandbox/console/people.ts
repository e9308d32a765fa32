import { MEMBERS, type CastMember } from '../cast';
import { standingOf } from '../standing-words';
import type { TeamsEmulator } from '../teams/teams-emulator';
import { placeFor, type PlaceName } from '../teams/places';
import { RefusedAct } from './refused-act';
import type { ShownPerson, ShownPlace } from './wire';

export const PLACE_NAMES = ['incidentRoom', 'groupChat', 'personal'] as const satisfies readonly PlaceName[];

/** @throws RefusedAct for a name that nobody has */
export function personCalled(alias: string): CastMember {
  const person = MEMBERS.find((member) => member.alias === alias);
  if (!person) throw new RefusedAct('Nobody here has that name.');
  return person;
}

export const SHOWN_PEOPLE: readonly ShownPerson[] = MEMBERS.map((person) => ({
  alias: person.alias,
  name: person.name,
  standing: standingOf(person),
}));

export function placesOf(person: CastMember, teams: Pick<TeamsEmulator, 'isOpen'>): readonly ShownPlace[] {
  return PLACE_NAMES.map((key) => {
    const { name, type, people } = placeFor(person, key);
    const closedBecause = teams.isOpen(person, key) ? undefined : closedWords(person, key);
    return { key, type, name: key === 'personal' ? 'Rewind' : name, closedBecause, peopleCount: people.length };
  });
}

const closedWords = ({ name }: CastMember, key: PlaceName): string =>
  key === 'personal' ? `The app is not installed for ${name}.` : `${name} is not in it.`;
