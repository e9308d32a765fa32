/** A3: whether the changes of a request decide about this person's own power. Reads the stored changes, once through. */
import { canTouchPower, isPrivilegedGroup, powerTouchedBy } from '../recovery/power-touched';
import type { Change } from '../recovery/change';
import type { RecoveryRequest } from '../recovery/request';
import type { PersonId } from '../shared/ids';
import type { UsecasePorts } from './ports';

export async function isPowerTouched(
  { id, revision, preview }: Pick<RecoveryRequest, 'id' | 'revision' | 'preview'>,
  personId: PersonId,
  ports: Pick<UsecasePorts, 'changes' | 'directory' | 'settings'>,
): Promise<boolean> {
  const types = Object.keys(preview?.counts.byType ?? {});
  if (!types.some(canTouchPower)) return false;
  for await (const change of ports.changes.changes(id, revision)) {
    const touched = powerTouchedBy(change, personId);
    if (touched === 'yes') return true;
    if (touched === 'ifGroupIsPrivileged' && (await isPrivileged(change, ports))) return true;
  }
  return false;
}

/** What the directory does not tell of a group, as of a deleted one, is no permission. */
async function isPrivileged(
  group: Change,
  { directory, settings }: Pick<UsecasePorts, 'directory' | 'settings'>,
): Promise<boolean> {
  const facts = (await directory.factsOf([group.id])).get(group.id);
  return isPrivilegedGroup(group, { facts, privilegedGroupIds: settings.privilegedGroupIds }) !== false;
}
