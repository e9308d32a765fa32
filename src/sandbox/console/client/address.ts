/** Who looks at which place stands in the page's address, so that two windows can be two people. */
import type { PlaceName } from '../wire';

export interface Looking {
  readonly person: string;
  readonly place: PlaceName;
}

const PLACES: readonly string[] = ['incidentRoom', 'groupChat', 'personal'] satisfies readonly PlaceName[];
/** The silent sign-on works in the group chat: the shortest way through the story. */
const FIRST: Looking = { person: 'ana', place: 'groupChat' };

/** @param hash - `#/ben/groupChat`; what it leaves out or gets wrong is Ana in the group chat */
export function lookingFrom(hash: string): Looking {
  const [person = '', place = ''] = hash.replace(/^#\/?/, '').split('/');
  return {
    person: /^\w+$/.test(person) ? person : FIRST.person,
    place: isPlace(place) ? place : FIRST.place,
  };
}

export function hashOf({ person, place }: Looking): string {
  return `#/${person}/${place}`;
}

const isPlace = (text: string): text is PlaceName => PLACES.includes(text);
