/** Objects called nearly as it was typed: a name a few letters apart, or the same address elsewhere. To be offered, never taken. */
import { nearestWord } from '../shared/nearest-word';
import type { DirectoryObject } from '../recovery/ports';
import type { EntityType } from '../recovery/terms';
import type { LookUpPorts } from './forgotten-objects';

/** Graph finds names by how they begin: so many letters are taken to be right. */
const BEGINNING = 3;

export async function nearlyCalled(
  { name, type }: { readonly name: string; readonly type?: EntityType | undefined },
  { directory }: Pick<LookUpPorts, 'directory'>,
): Promise<readonly DirectoryObject[]> {
  const [beforeAt = '', domain] = name.split('@');
  const isAddress = domain !== undefined && beforeAt !== '';
  const start = isAddress ? `${beforeAt}@` : name.slice(0, BEGINNING);
  const { objects } = await directory.findObjects({ name: start, type });
  return isAddress ? objects : objects.filter((object) => isNear(name, object.name));
}

const isNear = (typed: string, name: string): boolean =>
  nearestWord(typed.toLowerCase(), [name.toLowerCase()]) !== undefined;
