/** What the approval rules are asked about, gathered at the press: nothing of it is remembered from the time the request was asked. */
import { approverIdsOf } from '../approvals/approval';
import { confirmationsOf } from '../approvals/confirmation';
import { humansBehind, withAliases, type HumanOf } from '../approvals/humans';
import type { Approval } from '../approvals/policy';
import { quorumOf, type Quorum, type Stakes } from '../approvals/quorum';
import type { PreviewResult, RecoveryIn } from '../recovery/request';
import { stakesOf } from '../recovery/stakes';
import { RewindError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import { judgeQuorum } from './judge-quorum';
import type { UsecasePorts } from './ports';

export type Votable = (RecoveryIn<'awaitingApproval'> | RecoveryIn<'approved'>) & { readonly preview: PreviewResult };

export interface GatheredApproval extends Approval {
  /** Approvers who hold the role no more: their votes are not among `votes` (A2). */
  readonly lapsedIds: readonly PersonId[];
}

/** @param presserId - whose role the press itself asks for, with the presser's own token */
export async function gatherApproval(
  request: Votable,
  presserId: PersonId,
  ports: UsecasePorts,
): Promise<GatheredApproval> {
  const stakes = stakesOf(request.preview);
  const [quorum, lapsedIds, humanOf] = await Promise.all([
    quorumNow(request, stakes, ports),
    lapsedApprovers(request, presserId, ports),
    whoseAccounts([presserId, request.requesterId, ...request.changedByIds, ...approverIdsOf(request)], ports),
  ]);
  return {
    ...request,
    votes: request.votes.filter(({ voterId }) => !lapsedIds.includes(voterId)),
    lapsedIds,
    isOpen: request.state.name === 'awaitingApproval',
    expiresAt: request.state.expiresAt,
    previewComputedAt: request.preview.computedAt,
    quorum,
    confirmations: confirmationsOf({ stakes, quorum, limits: ports.settings.quorum }),
    humanOf,
  };
}

/** Where one approval is enough, the presser is one: who else there is has not to be asked. */
async function quorumNow(request: Votable, stakes: Stakes, ports: UsecasePorts): Promise<Quorum> {
  const alone = quorumOf(stakes, { others: 1, limits: ports.settings.quorum });
  return alone.asked === 1 ? alone : (await judgeQuorum(request, stakes, ports)).quorum;
}

async function lapsedApprovers(
  request: Votable,
  presserId: PersonId,
  { directory }: UsecasePorts,
): Promise<readonly PersonId[]> {
  const others = approverIdsOf(request).filter((id) => id !== presserId);
  const standings = await Promise.all(others.map((id) => directory.standingOf(id)));
  return others.filter((_, index) => standings[index] !== 'administrator');
}

/** A4. `undefined` where the directory does not tell, or does not know one of them: what cannot be checked is refused. */
async function whoseAccounts(
  ids: readonly PersonId[],
  { directory, settings }: UsecasePorts,
): Promise<HumanOf | undefined> {
  try {
    const accounts = await directory.accountsOf(withAliases(ids, settings.personAliases));
    const isKnown = ids.every((id) => accounts.has(id));
    return isKnown ? humansBehind([...accounts.values()], settings.personAliases) : undefined;
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
}
