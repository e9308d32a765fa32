/** Standing of a person as the reading identity sees it, remembered for a minute. What could not be asked is never remembered. */
import type { Clock } from '../shared/clock';
import type { PersonId } from '../shared/ids';
import type { Standing } from '../recovery/terms';
import type { GraphClient } from './client';
import { customRolesHeld, memberships, roleUnknown, splitRoles, standingFrom, type AllowedRoles } from './roles-held';

const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 5_000;

interface Remembered {
  readonly standing: Standing;
  readonly until: number;
}

export function createStandingOf(
  client: GraphClient,
  clock: Clock,
  roles: AllowedRoles,
): (personId: PersonId, how?: { readonly isFresh: true }) => Promise<Standing> {
  const remembered = new Map<PersonId, Remembered>();
  return async (personId, how) => {
    const known = remembered.get(personId);
    if (known && !how?.isFresh && clock.now().getTime() < known.until) return known.standing;
    remembered.delete(personId);
    const askedAt = clock.now().getTime();
    const standing = await askStanding(client, personId, roles);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(personId, { standing, until: askedAt + REMEMBERED_MS });
    return standing;
  };
}

async function askStanding(client: GraphClient, personId: PersonId, roles: AllowedRoles): Promise<Standing> {
  const { builtIn, custom } = splitRoles(roles);
  try {
    const held = new Set(await memberships(client, personId, builtIn));
    if (standingFrom(held, roles) === 'administrator') return 'administrator';
    for (const id of await customRolesHeld(client, personId, custom)) held.add(id);
    return standingFrom(held, roles);
  } catch (error) {
    throw roleUnknown(error);
  }
}
