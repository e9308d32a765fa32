/**
 * What a re-check found. Every page is read under a revision of its own, so that what was approved stays as it was, and the two are
 * compared by item hash. Nothing new: *Run now*, on what is still in it (A13). Anything else is a new preview: votes dismissed (A11).
 */
import { approverIdsOf } from '../../approvals/approval';
import { digestOf } from '../../approvals/digest';
import { MOST_FRESH_MINUTES } from '../../approvals/windows';
import { isComplete } from '../../approvals/policy';
import { digestSubjectOf } from '../../recovery/digest-subject';
import { isSubset, type Recheck } from '../../recovery/recheck';
import type { PreviewResult } from '../../recovery/preview-result';
import { objectsOf, type RecoveryIn } from '../../recovery/request';
import { pinningOf } from '../../recovery/recovery-scope';
import { createTopRows } from '../../recovery/top-rows';
import { stakesOf } from '../../recovery/stakes';
import type { NoticeDraft } from '../../recovery/store-ports';
import { minutesAfter } from '../../shared/clock';
import type { Digest, PreviewJobId } from '../../shared/ids';
import { judgeQuorum } from '../../usecases/judge-quorum';
import { differencesIn } from '../../usecases/view-differences';
import { failed } from '../endings';
import { noticeToInvolved } from '../notices';
import { moveTo, type Reading, type StepResult, type StepSettings } from '../step';
import { putToTheVote, readPreview, type ReadPreview } from './read-changes';

type Rechecking = RecoveryIn<'rechecking'>;
interface Finished {
  readonly previewJobId: PreviewJobId;
  readonly computedAt: Date;
}

export async function readRecheck(request: Rechecking, job: Finished, reading: Reading): Promise<StepResult> {
  const { freshRevision } = request.state;
  if (!(await isKeptAsApproved(request, reading))) return failed(request, { at: reading.clock.now(), because: 'keptChangesDiffer' }); // prettier-ignore
  const asFresh: RecoveryIn<'reading'> = { ...request, revision: freshRevision, state: { name: 'reading', ...job } };
  const read = await readPreview(asFresh, { moreRows: () => differentRows(request, reading) }, reading);
  if (!read) return failed(request, { at: reading.clock.now(), because: 'snapshotGone' });
  const recheck = await compared(request, read.digest, reading);
  if (await mayStillRun(request, { ...read, recheck }, reading)) return runNowNext(request, { ...read, recheck }, reading); // prettier-ignore
  return dismissed(request, recheck, await putToTheVote(asFresh, read, reading));
}

/** The fresh changes are compared with the hashes that are kept: these have to be the approved ones still. */
async function isKeptAsApproved(request: Rechecking, { changes }: Reading): Promise<boolean> {
  const { id, revision, digest } = request;
  return (await digestOf(digestSubjectOf(request), changes.itemHashes(id, revision))) === digest;
}

/** What the card will show where the votes are dismissed: who made these changes is asked about, too. */
async function differentRows({ id: requestId, revision: approvedRevision, state }: Rechecking, { changes }: Reading) {
  const { freshRevision } = state;
  const { appeared, changed } = await differencesIn({ requestId, approvedRevision, freshRevision }, changes);
  const top = createTopRows();
  for (const change of [...appeared, ...changed]) top.see(change);
  return top.rows();
}

async function compared(request: Rechecking, freshDigest: Digest, reading: Reading): Promise<Recheck> {
  const { id: requestId, revision: approvedRevision, recheck, preview, state } = request;
  const { freshRevision } = state;
  const { counts } = await reading.changes.compare({ requestId, approvedRevision, freshRevision, limit: 0 });
  const approvedObjects = recheck?.approvedRevision === approvedRevision ? recheck.approvedObjects : preview && objectsOf(preview.counts); // prettier-ignore
  return { at: reading.clock.now(), approvedRevision, freshRevision, freshDigest, approvedObjects: approvedObjects ?? 0, difference: counts }; // prettier-ignore
}

interface Found extends ReadPreview {
  readonly recheck: Recheck;
}

/** What was approved as a list of ids runs as one (A13). */
function isAsPinned({ plan, preview }: Rechecking, fresh: PreviewResult): boolean {
  const pinning = pinningOf(fresh.counts, plan);
  return pinning === 'ids' || (preview !== undefined && pinning === pinningOf(preview.counts, plan));
}

/** Nothing but what was approved, by as many people as the fresh changes take: what is known of them may have changed, too. */
async function mayStillRun(request: Rechecking, { preview, recheck }: Found, reading: Reading): Promise<boolean> {
  if (!isSubset(recheck.difference) || objectsOf(preview.counts) === 0 || !isAsPinned(request, preview)) return false;
  const fresh = { ...request, revision: recheck.freshRevision, preview };
  const { quorum, humanOf } = await judgeQuorum(fresh, stakesOf(preview), reading);
  return isComplete({ ...request, quorum }, humanOf);
}

/** Votes, digest and revision stay: they are for what was approved, and this is part of it. */
function runNowNext(request: Rechecking, { preview, recheck }: Found, { clock, settings }: Reading): StepResult {
  const { approvedAt } = request.state.resume;
  const now = clock.now();
  const expiresAt = freshUntil(request, preview, { now, settings });
  return moveTo(
    { name: 'approved', approvedAt, expiresAt, because: 'rechecked', freshUntil: expiresAt },
    {
      what: 'recheckFoundNothingNew',
      with: { preview, recheck, overtaken: undefined },
      notices: noticeToInvolved('finished', request),
    },
  );
}

/**
 * A12: whoever waited for hours is not hurried. What runs pinned to ids may start for as long as the re-check took, at least the execution
 * window and at most 3 h; what runs by kind for the preview's maximum age, because other objects of the kind ride along. No age forces
 * another re-check meanwhile.
 */
function freshUntil(
  { plan, state: { intendedAt } }: Rechecking,
  { counts, computedAt }: PreviewResult,
  { now, settings }: { readonly now: Date; readonly settings: StepSettings },
): Date {
  const least = minutesAfter(now, settings.executionWindowMinutes);
  const tookMs = Math.min(now.getTime() - intendedAt.getTime(), MOST_FRESH_MINUTES * 60_000);
  const asLong = new Date(now.getTime() + tookMs);
  const until = pinningOf(counts, plan) === 'ids' ? asLong : minutesAfter(computedAt, settings.previewMaxAgeMinutes);
  return until > least ? until : least;
}

function dismissed(request: Rechecking, recheck: Recheck, asked: StepResult): StepResult {
  if (asked.kind !== 'moveTo') return asked;
  const { notices = [], with: read, what = 'recheckDiffers' } = asked.move;
  const isNothingLeft = read?.preview !== undefined && objectsOf(read.preview.counts) === 0;
  const told = noticeToInvolved(isNothingLeft ? 'finished' : 'votesDismissed', request);
  const fresh = { ...read, revision: recheck.freshRevision, votes: [], recheck };
  return moveTo(asked.state, {
    what: isNothingLeft ? 'recheckFoundNothingLeft' : what,
    with: fresh,
    notices: [...told, ...toOthers(notices, request)],
  });
}

/** Whoever voted, or asked, is told once: that it has to be voted on again. */
function toOthers(notices: readonly NoticeDraft[], request: Rechecking): readonly NoticeDraft[] {
  const toldIds = [request.requesterId, ...approverIdsOf(request)];
  const others = notices.map((notice) => ({ ...notice, peopleIds: notice.peopleIds.filter((id) => !toldIds.includes(id)) })); // prettier-ignore
  return others.filter(({ peopleIds }) => peopleIds.length > 0);
}
