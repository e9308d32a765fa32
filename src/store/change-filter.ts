import type { Change } from '../recovery/change';
import type { ChangeFilter } from '../recovery/store-ports';

const has = (text: string | undefined, part: string): boolean =>
  text?.toLowerCase().includes(part.toLowerCase()) ?? false;

/** Names of attributes and relations that a recovery of the change would write. */
function touchedBy({ target, links }: Change): readonly string[] {
  return [...Object.keys(target), ...links.map((link) => link.relation)];
}

function names(change: Change, text: string | undefined): boolean {
  return text === undefined || has(change.displayName, text) || has(change.id, text);
}

function touches(change: Change, attribute: string | undefined): boolean {
  if (attribute === undefined) return true;
  return touchedBy(change).some((name) => name.toLowerCase() === attribute.toLowerCase());
}

export function matches(change: Change, { action, type, text, attribute }: ChangeFilter): boolean {
  if (action !== undefined && change.action !== action) return false;
  if (type !== undefined && change.type !== type) return false;
  return names(change, text) && touches(change, attribute);
}
