/** The changes of a preview, and what follows from them: a card to explore, or a question to those who may approve. */
import { digestOf } from '../../approvals/digest';
import { digestSubjectOf } from '../../recovery/digest-subject';
import type { Candidate } from '../../recovery/ports';
import { sealed } from '../../recovery/preview-seal';
import { hasEnoughPeople } from '../../approvals/quorum';
import { isRecoverable } from '../../recovery/recovery-scope';
import type { PreviewResult } from '../../recovery/preview-result';
import type { RecoveryIn } from '../../recovery/request';
import { stakesOf } from '../../recovery/stakes';
import { minutesAfter } from '../../shared/clock';
import type { Digest, PersonId } from '../../shared/ids';
import { judgeQuorum } from '../../usecases/judge-quorum';
import { isSnapshotGone } from '../../usecases/snapshot-is-gone';
import { otherHolders } from '../../usecases/who-could-approve';
import { failed } from '../endings';
import { noticeTo } from '../notices';
import { moveTo, type Reading, type StepResult } from '../step';
import { keptHalf } from './change-source';
import { readPages, type PagesToRead } from './read-pages';

type BeingRead = RecoveryIn<'reading'>;

export async function readChanges(request: BeingRead, reading: Reading): Promise<StepResult> {
  const { from } = request.state;
  const source = from && (await keptHalf(request, from, reading));
  if (from && !source) return failed(request, { at: reading.clock.now(), because: 'keptChangesDiffer' });
  const read = await readPreview(request, { source }, reading);
  return read
    ? await putToTheVote(request, read, reading)
    : failed(request, { at: reading.clock.now(), because: 'snapshotGone' });
}

export interface ReadPreview {
  readonly preview: PreviewResult;
  readonly digest: Digest;
  /** The fresh preview is from after whatever overtook the one before it. */
  readonly overtaken: undefined;
}

/** @returns `undefined` where Microsoft no longer lists the snapshot (A15) */
export async function readPreview(
  request: BeingRead,
  pages: Omit<PagesToRead, 'candidateIds'>,
  reading: Reading,
): Promise<ReadPreview | undefined> {
  const { id, revision } = request;
  const { candidates } = await otherHolders(request, reading);
  const preview = await readPages(request, { ...pages, candidateIds: idsOf(candidates) }, reading);

  if (await isSnapshotGone(request, reading.backup)) return undefined;

  const digest = await digestOf(digestSubjectOf(request), reading.changes.itemHashes(id, revision));
  return { preview: sealed(preview, digest), digest, overtaken: undefined };
}

/** Asks for approval where that was wished, and where there is something that can be recovered; otherwise who asked is told that it is read. */
export async function putToTheVote(request: BeingRead, read: ReadPreview, reading: Reading): Promise<StepResult> {
  const { counts } = read.preview;
  if (request.plan.wantsApproval && isRecoverable(counts, request.plan))
    return await askForApproval(request, read, reading);
  return moveTo({ name: 'previewed' }, { with: read, notices: noticeTo([request.requesterId], 'finished', request) });
}

/** A5, A6: how many have to approve is known now; where they do not exist, the requester is told and asks again when they do. */
async function askForApproval(request: BeingRead, read: ReadPreview, reading: Reading): Promise<StepResult> {
  const { preview } = read;
  const { candidates, quorum } = await judgeQuorum({ ...request, preview }, stakesOf(preview), reading);
  if (!hasEnoughPeople(quorum)) {
    const notices = noticeTo([request.requesterId], 'finished', request);
    return moveTo({ name: 'previewed' }, { what: 'tooFewApprovers', with: read, notices });
  }
  const opensAt = reading.clock.now();
  const expiresAt = minutesAfter(opensAt, reading.settings.approvalWindowMinutes);
  return moveTo(
    { name: 'awaitingApproval', opensAt, expiresAt },
    { with: read, notices: noticeTo(idsOf(candidates), 'approvalNeeded', request) },
  );
}

const idsOf = (candidates: readonly Candidate[]): readonly PersonId[] => candidates.map(({ id }) => id);
