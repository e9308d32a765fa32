/** Why somebody without an active role is refused, each with its own way out. */
import { refused, type Refusal } from '../approvals/refusal';
import type { DirectoryReader, Power } from '../recovery/ports';

export const ADMINISTRATOR = 'Entra Backup Administrator';

interface Needed {
  /** False where a Reader's role is enough, too. */
  readonly takesAdministrator: boolean;
}

/** A Reader, somebody who has to activate the role first, or somebody who does not have it. */
export async function roleRefusal(
  power: Power,
  { takesAdministrator }: Needed,
  directory: Pick<DirectoryReader, 'approverCandidates'>,
): Promise<Refusal> {
  if ((await power.standing()) === 'reader') return refused('readerMayNotAsk');
  const candidates = await directory.approverCandidates();
  const isEligible = candidates.some(({ id, role }) => id === power.personId && role === 'eligible');
  if (isEligible) return refused('roleNotActive');
  return refused('roleMissing', takesAdministrator ? { role: ADMINISTRATOR } : {});
}
