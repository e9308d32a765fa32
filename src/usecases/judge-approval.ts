/** What the approval rules are asked about, gathered at the press: nothing of it is remembered from the time the request was asked. */
import { approverIdsOf } from '../approvals/approval';
import { confirmationsOf } from '../approvals/confirmation';
import { humansBehind, type HumanOf } from '../approvals/humans';
import type { Approval } from '../approvals/policy';
import { quorumOf, type Quorum, type Stakes } from '../approvals/quorum';
import type { PreviewResult } from '../recovery/preview-result';
import type { RecoveryIn } from '../recovery/request';
import { stakesOf } from '../recovery/stakes';
import { freshUntilOf } from '../recovery/slot-wait';
import type { NoticeDraft } from '../recovery/store-ports';
import { RewindError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import { accountsOfHuman } from './accounts-of-human';
import { judgeQuorum } from './judge-quorum';
import type { UsecasePorts } from './ports';

export type Votable = (RecoveryIn<'awaitingApproval'> | RecoveryIn<'approved'>) & { readonly preview: PreviewResult };

export interface GatheredApproval extends Approval {
  /** Approvers who hold the role no more: their votes are not among `votes` (A2). */
  readonly lapsedIds: readonly PersonId[];
  /** Every account of the presser, as far as it can be told. */
  readonly presserIds: readonly PersonId[];
}

/** @param presserId - whose role the press itself asks for, with the presser's own token */
export async function gatherApproval(
  request: Votable,
  presserId: PersonId,
  ports: UsecasePorts,
): Promise<GatheredApproval> {
  const stakes = stakesOf(request.preview);
  const [quorum, lapsedIds, whose] = await Promise.all([
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
    previewFreshUntil: freshUntilOf(request),
    quorum,
    confirmations: confirmationsOf({ stakes, quorum, limits: ports.settings.quorum }),
    humanOf: whose?.humanOf,
    presserIds: whose?.accountsOf.get(presserId) ?? [presserId],
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
  const standings = await Promise.all(others.map((id) => directory.standingOf(id, { isFresh: true })));
  return others.filter((_, index) => standings[index] !== 'administrator');
}

interface Whose {
  readonly humanOf: HumanOf;
  readonly accountsOf: ReadonlyMap<PersonId, readonly PersonId[]>;
}

/**
 * A4: every one of them with all accounts of the person, so that a chain of accounts between two of them is no way around it.
 * `undefined` where the directory does not tell, or does not know one of them: what cannot be checked is refused.
 */
async function whoseAccounts(ids: readonly PersonId[], ports: UsecasePorts): Promise<Whose | undefined> {
  try {
    const known = await ports.directory.accountsOf(ids);
    if (!ids.every((id) => known.has(id))) return undefined;
  } catch (error) {
    if (error instanceof RewindError) return undefined;
    throw error;
  }
  const accountsOf = new Map<PersonId, readonly PersonId[]>();
  for (const id of new Set(ids)) {
    const own = await accountsOfHuman(id, ports);
    if (!own) return undefined;
    accountsOf.set(id, own);
  }
  const ofOne = [...accountsOf].flatMap(([id, own]) => own.map((other) => [id, other] as const));
  return { humanOf: humansBehind([], ofOne), accountsOf };
}

/** Votes that no longer count are dismissed with the move that a press makes, and their voters told (A2, A11). */
export function noticeToDismissed({ place }: Votable, { lapsedIds }: GatheredApproval): readonly NoticeDraft[] {
  return lapsedIds.length > 0 ? [{ kind: 'votesDismissed', place, peopleIds: lapsedIds }] : [];
}
