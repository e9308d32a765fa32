/**
 * A5: the people who could approve a request: active and PIM-eligible holders of the role, not whoever asked or changed it, and as soon as
 * its changes are known nobody whose own power they touch (A3). The only place that decides it: cards, messages, reminders and quorum
 * all ask here.
 */
import { countHumans, humansBehind, type Account, type HumanOf } from '../approvals/humans';
import type { Change } from '../recovery/change';
import type { Candidate, DirectoryReader } from '../recovery/ports';
import { changesRevisionOf, type RecoveryRequest } from '../recovery/request';
import type { ChangeStore } from '../recovery/store-ports';
import { UnreadablePageError } from '../shared/errors';
import type { PersonId } from '../shared/ids';
import { accountsToldOf } from './accounts-of-human';
import { peopleTouched, type OwnIds } from './is-power-touched';
import type { RuleSettings } from './ports';

export interface HolderPorts {
  readonly directory: Pick<DirectoryReader, 'approverCandidates' | 'accountsOf'>;
  readonly settings: Pick<RuleSettings, 'personAliases'>;
}

export interface WhoPorts {
  readonly directory: HolderPorts['directory'] &
    Pick<DirectoryReader, 'accountsWithEmployeeId' | 'factsOf' | 'membershipsOf'>;
  readonly settings: HolderPorts['settings'] & Pick<RuleSettings, 'privilegedGroupIds'>;
  readonly changes: Pick<ChangeStore, 'changes'>;
}

type Authored = Pick<RecoveryRequest, 'requesterId' | 'changedByIds'>;

/** With a preview, its changes are stored under the revision that the request names. */
export type Asked = Authored & Pick<RecoveryRequest, 'id' | 'revision' | 'recheck' | 'preview'>;

export interface Approvers {
  /** Accounts; a person may have several. */
  readonly candidates: readonly Candidate[];
  /** How many people they are. */
  readonly count: number;
  readonly humanOf: HumanOf;
  /** Accounts of people who hold the role, or may, and whose own power the changes touch. */
  readonly touched: readonly Candidate[];
}

export async function whoCouldApprove(request: Asked, ports: WhoPorts): Promise<Approvers> {
  const holders = await otherHolders(request, ports);
  if (!request.preview) return holders;
  const { candidates: all, humanOf } = holders;
  const touchedHumans = await humansTouched(request, holders, ports);
  const isTouched = ({ id }: Candidate) => touchedHumans.has(humanOf(id));
  const candidates = all.filter((candidate) => !isTouched(candidate));
  return { candidates, count: peopleOf(candidates, humanOf), humanOf, touched: all.filter(isTouched) };
}

/** Who could approve something that this person asks for, before any change is known. Second accounts of the person are left out too (A4). */
export async function otherHolders(
  { requesterId, changedByIds }: Authored,
  { directory, settings }: HolderPorts,
): Promise<Approvers> {
  const all = await directory.approverCandidates();
  const authorIds = [requesterId, ...changedByIds];
  const unlisted = authorIds.filter((id) => !all.some((candidate) => candidate.id === id));
  const accounts: readonly Account[] = [...all, ...(await directory.accountsOf(unlisted)).values()];
  const humanOf = humansBehind(accounts, settings.personAliases);
  const authors = new Set(authorIds.map(humanOf));
  const candidates = all.filter(({ id }) => !authors.has(humanOf(id)));
  return { candidates, count: peopleOf(candidates, humanOf), humanOf, touched: [] };
}

const peopleOf = (candidates: readonly Candidate[], humanOf: HumanOf): number =>
  countHumans(candidates.map(({ id }) => id), humanOf); // prettier-ignore

async function humansTouched(
  request: Asked,
  { candidates, humanOf }: Approvers,
  ports: WhoPorts,
): Promise<ReadonlySet<string>> {
  const idsOf = new Map<string, readonly PersonId[]>();
  for (const { id } of candidates) idsOf.set(humanOf(id), [...(idsOf.get(humanOf(id)) ?? []), id]);
  const people = await Promise.all([...idsOf].map(async ([human, ids]) => [human, await everyAccount(ids, ports)] as const)); // prettier-ignore
  const changes = readable(ports.changes.changes(request.id, changesRevisionOf(request)));
  const touched = await peopleTouched(changes, people.map(([, own]) => own), ports); // prettier-ignore
  return new Set(people.filter(([, own]) => touched.has(own)).map(([human]) => human));
}

/** Of somebody with more accounts than can be told, those that are known. */
async function everyAccount(ids: readonly PersonId[], ports: WhoPorts): Promise<OwnIds> {
  const told = await Promise.all(ids.slice(0, 1).map((id) => accountsToldOf(id, ports)));
  return [...new Set([...ids, ...told.flatMap((own) => own ?? [])])];
}

/** Nothing is approved or run of changes that cannot be read: who they touch is as good as it can be told. */
async function* readable(changes: AsyncIterable<Change>): AsyncIterable<Change> {
  try {
    yield* changes;
  } catch (error) {
    if (!(error instanceof UnreadablePageError)) throw error;
  }
}
