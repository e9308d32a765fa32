import type { Candidate, DirectoryReader } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';

/** A5: active and PIM-eligible holders of the role, without the requester and whoever changed the request. */
export async function whoCouldApprove(
  { requesterId, changedByIds }: Pick<RecoveryRequest, 'requesterId' | 'changedByIds'>,
  directory: DirectoryReader,
): Promise<readonly Candidate[]> {
  const candidates = await directory.approverCandidates();
  return candidates.filter(({ id }) => id !== requesterId && !changedByIds.includes(id));
}
