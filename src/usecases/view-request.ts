/** Everything that drawing a request's card needs besides the request: the rows that matter most, names, related requests. Reads only. */
import { approverIdsOf } from '../approvals/approval';
import { confirmationsOf, type Confirmation } from '../approvals/confirmation';
import type { HumanOf } from '../approvals/humans';
import type { Quorum } from '../approvals/quorum';
import type { Change } from '../recovery/change';
import type { Candidate } from '../recovery/ports';
import { changesRevisionOf, objectsOf, type RecoveryRequest } from '../recovery/request';
import { stakesOf } from '../recovery/stakes';
import type { DifferenceRows } from '../recovery/recheck';
import { touchSameThings } from '../recovery/same-things';
import { TOP_DELETES, TOP_OTHERS } from '../recovery/top-rows';
import { idsSpokenOf } from '../recovery/value-difference';
import type { PersonId } from '../shared/ids';
import { quorumAmong } from './judge-quorum';
import type { UsecasePorts } from './ports';
import { tamperedWith } from './stored-changes';
import { ifRead, namesFor } from './while-unread';
import { viewDifferences } from './view-differences';
import { whoCouldApprove, type Approvers, type Asked } from './who-could-approve';

/** Of what the rows speak of; the people come on top. */
const NAMED_OBJECTS = 100;

export interface RequestView {
  readonly request: RecoveryRequest;
  /** Soft deletes first and in full up to 20, then others. */
  readonly rows: readonly Change[];
  /** Display names by object id, as the directory has them. */
  readonly names: ReadonlyMap<string, string>;
  /** Other open requests for the same things. */
  readonly related: readonly RecoveryRequest[];
  readonly approval: ApprovalView | undefined;
  /** In place of the rows, where a re-check found other changes than the approved ones. */
  readonly differences: DifferenceRows | undefined;
}

/** What approval takes as things are now, where it is asked for or was to be. */
interface ApprovalView {
  readonly quorum: Quorum;
  readonly confirmations: readonly Confirmation[];
  /** Names of people who could still approve, one for each person: now, or after activating the role. */
  readonly active: readonly string[];
  readonly eligible: readonly string[];
  /** The same of those who could, if the changes did not touch their own power (A3). */
  readonly touched: readonly string[];
  /** Accounts that could approve; a person may have several. */
  readonly candidateIds: readonly PersonId[];
  readonly touchedIds: readonly PersonId[];
  readonly humanOf: HumanOf;
}

/** @param who - where a drawing may take what was remembered */
export async function viewRequest(
  request: RecoveryRequest,
  ports: UsecasePorts,
  who: (asked: Asked) => Promise<Approvers> = (asked) => whoCouldApprove(asked, ports),
): Promise<RequestView> {
  const hasRows = request.preview !== undefined && !tamperedWith(request);
  const rows = hasRows ? await topRows(request, ports) : [];
  const spokenOf = idsSpokenOf(rows, NAMED_OBJECTS);
  const names = await namesFor(request, [...new Set([...peopleOf(request), ...spokenOf])], ports.directory);
  const open = request.state.name === 'planned' ? await ports.requests.open() : [];
  const related = open.filter((other) => other.id !== request.id && touchSameThings(other.plan, request.plan));
  const differences = hasRows ? await viewDifferences(request, ports) : undefined;
  const approval = await ifRead(request, () => approvalView(request, ports, who));
  return { request, rows, names, related, approval, differences };
}

/** A preview that rests can be asked for: whether there is anybody to ask decides its button. */
async function approvalView(
  request: RecoveryRequest,
  ports: UsecasePorts,
  who: (asked: Asked) => Promise<Approvers>,
): Promise<ApprovalView | undefined> {
  const { state, preview } = request;
  const isAsked = state.name === 'awaitingApproval' || state.name === 'previewed';
  if (!isAsked || !preview || objectsOf(preview.counts) === 0) return undefined;
  const stakes = stakesOf(preview);
  const approvers = await who(request);
  const { candidates, touched, humanOf } = approvers;
  const quorum = quorumAmong(approvers, stakes, ports);
  const voters = new Set(approverIdsOf(request).map(humanOf));
  const left = peopleBy(humanOf, candidates);
  const namesWith = (role: Candidate['role']) =>
    [...left].filter(([human, candidate]) => !voters.has(human) && candidate.role === role).map(([, { name }]) => name);
  const confirmations = confirmationsOf({ stakes, quorum, limits: ports.settings.quorum });
  const candidateIds = candidates.map(({ id }) => id);
  return {
    quorum,
    confirmations,
    active: namesWith('active'),
    eligible: namesWith('eligible'),
    touched: [...peopleBy(humanOf, touched).values()].map(({ name }) => name),
    candidateIds,
    touchedIds: touched.map(({ id }) => id),
    humanOf,
  };
}

const peopleBy = (humanOf: HumanOf, candidates: readonly Candidate[]): ReadonlyMap<string, Candidate> =>
  new Map(candidates.map((candidate) => [humanOf(candidate.id), candidate]));

async function topRows(request: RecoveryRequest, { changes }: UsecasePorts): Promise<readonly Change[]> {
  const list = { requestId: request.id, revision: changesRevisionOf(request) };
  const { changes: top, counts } = await changes.listed({ ...list, first: 0, limit: TOP_DELETES });
  const deletes = top.slice(0, counts.softDelete);
  const others = await changes.listed({ ...list, first: counts.softDelete, limit: TOP_OTHERS });
  return [...deletes, ...others.changes];
}

function peopleOf({ requesterId, votes, state }: RecoveryRequest): readonly PersonId[] {
  const stateIds = 'byId' in state && state.byId ? [state.byId] : [];
  const starterIds = 'starterId' in state ? [state.starterId] : [];
  const cancelerIds = 'cancelAskedById' in state && state.cancelAskedById ? [state.cancelAskedById] : [];
  const tellIds = 'tellIds' in state ? state.tellIds : [];
  const voterIds = votes.map((vote) => vote.voterId);
  return [...new Set([requesterId, ...voterIds, ...stateIds, ...starterIds, ...cancelerIds, ...tellIds])];
}
