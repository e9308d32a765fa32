import type { Change } from '../recovery/change';
import { hasNamePart, signInNameOf } from '../tenant/name-spellings';
import type { ChangeFilter } from '../recovery/store-ports';

const NAMING = ['displayName', 'userPrincipalName', 'mail'];

/** Names of attributes and relations that a recovery of the change would write. */
function touchedBy({ target, links }: Change): readonly string[] {
  return [...Object.keys(target), ...links.map((link) => link.relation)];
}

/** Names of now and of the snapshot; a deleted person's sign-in name as it was before. */
function namesOf({ id, displayName, now, target }: Change): readonly string[] {
  const texts = [now, target].flatMap((values) => NAMING.map((attribute) => values[attribute]));
  const names = [displayName, ...texts].filter((name) => typeof name === 'string');
  return [id, ...names.map((name) => signInNameOf(name, id))];
}

const names = (change: Change, text: string | undefined): boolean =>
  text === undefined || namesOf(change).some((name) => hasNamePart(name, text));

function touches(change: Change, attribute: string | undefined): boolean {
  if (attribute === undefined) return true;
  return touchedBy(change).some((name) => name.toLowerCase() === attribute.toLowerCase());
}

export function matches(change: Change, { action, type, text, attribute }: ChangeFilter): boolean {
  if (action !== undefined && change.action !== action) return false;
  if (type !== undefined && change.type !== type) return false;
  return names(change, text) && touches(change, attribute);
}
