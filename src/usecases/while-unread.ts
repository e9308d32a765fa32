/**
 * A card has to be drawn, and a message said, also while Microsoft cannot be read: that is what they tell. What only the directory
 * knows is left out then; names are those that were read last.
 */
import type { DirectoryReader } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { RewindError } from '../shared/errors';
import type { ObjectId, PersonId } from '../shared/ids';

/** It is drawn again when Microsoft is read again; of any other request a drawing that fails is tried again. */
const isUnread = ({ away, state }: Pick<RecoveryRequest, 'away' | 'state'>): boolean =>
  away !== undefined || (state.name === 'failed' && state.because === 'couldNotBeRead');

/** @returns `undefined` where it cannot be read, and the request says so already */
export async function ifRead<Answer>(
  request: Pick<RecoveryRequest, 'away' | 'state'>,
  read: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RewindError && isUnread(request)) return undefined;
    throw error;
  }
}

const MOST_NAMES = 5000;
const lastRead = new WeakMap<object, Map<string, string>>();

type Directory = Pick<DirectoryReader, 'namesOf'>;

/** Names of people and objects; of those that cannot be read now as they were read last, where they were. */
export async function namesFor(
  request: Pick<RecoveryRequest, 'away' | 'state'>,
  ids: readonly (PersonId | ObjectId)[],
  directory: Directory,
): Promise<ReadonlyMap<string, string>> {
  const known = lastRead.get(directory) ?? new Map<string, string>();
  lastRead.set(directory, known);
  const names = await ifRead(request, () => directory.namesOf(ids));
  if (!names) return new Map([...known].filter(([id]) => ids.some((asked) => asked === id)));
  if (known.size > MOST_NAMES) known.clear();
  for (const [id, name] of names) known.set(id, name);
  return names;
}
