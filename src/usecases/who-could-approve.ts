/** A5: the people who could approve a request: active and PIM-eligible holders of the role, not whoever asked or changed it. */
import { countHumans, humansBehind, type Account, type HumanOf } from '../approvals/humans';
import type { Candidate, DirectoryReader } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { RuleSettings } from './ports';

export interface WhoPorts {
  readonly directory: Pick<DirectoryReader, 'approverCandidates' | 'accountsOf'>;
  readonly settings: Pick<RuleSettings, 'personAliases'>;
}

export interface Approvers {
  /** Accounts; a person may have several. */
  readonly candidates: readonly Candidate[];
  /** How many people they are. */
  readonly count: number;
  readonly humanOf: HumanOf;
}

/** Second accounts of the requester are left out too (A4). */
export async function whoCouldApprove(
  { requesterId, changedByIds }: Pick<RecoveryRequest, 'requesterId' | 'changedByIds'>,
  { directory, settings }: WhoPorts,
): Promise<Approvers> {
  const all = await directory.approverCandidates();
  const authorIds = [requesterId, ...changedByIds];
  const unlisted = authorIds.filter((id) => !all.some((candidate) => candidate.id === id));
  const accounts: readonly Account[] = [...all, ...(await directory.accountsOf(unlisted)).values()];
  const humanOf = humansBehind(accounts, settings.personAliases);
  const authors = new Set(authorIds.map(humanOf));
  const candidates = all.filter(({ id }) => !authors.has(humanOf(id)));
  return { candidates, count: countHumans(candidates.map(({ id }) => id), humanOf), humanOf }; // prettier-ignore
}
