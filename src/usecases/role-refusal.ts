/** Why somebody without an active Administrator role is refused, each with its own way out. */
import { refused, type Refusal } from '../approvals/refusal';
import type { DirectoryReader, Power } from '../recovery/ports';

const ADMINISTRATOR = 'Entra Backup Administrator';

/** A Reader, somebody who has to activate the role first, or somebody who does not have it. */
export async function roleRefusal(
  power: Power,
  directory: Pick<DirectoryReader, 'approverCandidates'>,
): Promise<Refusal> {
  if ((await power.standing()) === 'reader') return refused('readerMayNotAsk');
  const candidates = await directory.approverCandidates();
  const isEligible = candidates.some(({ id, role }) => id === power.personId && role === 'eligible');
  return isEligible ? refused('roleNotActive') : refused('roleMissing', { role: ADMINISTRATOR });
}
