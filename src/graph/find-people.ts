import type { DirectoryObject, DirectoryReader } from '../recovery/ports';
import { isGuid, type ObjectId } from '../shared/ids';

/** @returns living people by object id, sign-in name or display name; several may be called the same */
export async function findPeople(
  who: string,
  directory: Pick<DirectoryReader, 'findObjects' | 'getObject'>,
): Promise<readonly DirectoryObject[]> {
  if (isGuid(who)) {
    const one = await directory.getObject(who.toLowerCase() as ObjectId, 'user');
    return one ? [one] : [];
  }
  const { objects } = await directory.findObjects({ name: who, type: 'user' });
  return objects.filter(({ isExact, whereabouts }) => isExact && whereabouts === undefined);
}
