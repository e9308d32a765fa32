/**
 * Every page of the changes: read, judged, hashed, stored. One page is in memory at a time, whatever the size of the tenant.
 * An interrupted reading, and one whose page's token expires, begins again from the first page, and keeps nothing of before.
 */
import type { Change } from '../../recovery/change';
import { createChangeCounter } from '../../recovery/change-counts';
import { leaveOut } from '../../recovery/leave-out';
import { createHazardJudge, type HazardJudge } from '../../recovery/hazards';
import { hazardsOfLost, type LookedUpPolicy } from '../../recovery/lost-references';
import type { ObjectFacts } from '../../recovery/ports';
import { isChoice } from '../../recovery/recovery-scope';
import type { PreviewResult } from '../../recovery/preview-result';
import type { RecoveryIn } from '../../recovery/request';
import { createTopRows } from '../../recovery/top-rows';
import { fromFirstPage } from '../../shared/from-first-page';
import type { ObjectId, PersonId } from '../../shared/ids';
import type { Reading } from '../step';
import type { ChangeSource } from './change-source';
import { PolicyFacts } from './policy-facts';
import { traceChanges, type TracedRow } from './trace-changes';
import { withAccess } from './with-access';

type BeingRead = RecoveryIn<'reading'>;

export interface PagesToRead {
  /** Microsoft’s preview by default. */
  readonly source?: ChangeSource | undefined;
  /** People who could approve it. */
  readonly candidateIds: readonly PersonId[];
  /** Rows that a card shows besides the top ones, when everything is stored. */
  readonly moreRows?: (() => Promise<readonly TracedRow[]>) | undefined;
}

export async function readPages(
  request: BeingRead,
  { source = () => fromMicrosoft(request, reading), candidateIds, moreRows }: PagesToRead,
  reading: Reading,
): Promise<PreviewResult> {
  const { id: requestId, plan, requesterId, state } = request;
  const { emergencyAccountIds } = reading.settings;
  const policies = new PolicyFacts(
    { involvedIds: [requesterId, ...candidateIds], emergencyAccountIds },
    reading.directory,
  );
  const { judge, counter, top, leftOut } = await fromFirstPage(
    () => readOnce(request, { source: source(), policies, judge: judgeOf(request, candidateIds, reading) }, reading),
    (times) => {
      reading.log.warn({ requestId, times }, 'changes are read again from the first page');
    },
  );
  const { previewJobId, computedAt } = state;
  const restoredIds = examplesOf(judge, 'handRestoredDeletedAgain');
  const rows = [...((await moreRows?.()) ?? []), ...top.rows()];
  const audit = await traceChanges({ rows, restoredIds, ...plan }, reading.audit);
  const lost = hazardsOfLost(policies.lookedUp(), await comingBack(request, policies.lookedUp(), reading));
  const hazards = [...judge.hazards(audit.damage !== undefined, lost)];
  return { previewJobId, computedAt, counts: counter.counts(), leftOut, hazards, audit };
}

/** Without what was excepted. The re-check of what was chosen does not look at that: it stays as it was found first. */
function fromMicrosoft({ plan, preview, state }: BeingRead, { backup }: Reading): ReturnType<ChangeSource> {
  const leaving = leaveOut(plan);
  return {
    ...leaving,
    pages: backup.changePages(plan.snapshotId, state.previewJobId),
    leftOut: () => (preview ? preview.leftOut : leaving.leftOut()),
  };
}

interface Judging {
  readonly source: ReturnType<ChangeSource>;
  readonly policies: PolicyFacts;
  /** Has seen nothing yet. */
  readonly judge: HazardJudge;
}

async function readOnce(
  { id: requestId, revision }: BeingRead,
  { source, policies, judge }: Judging,
  reading: Reading,
) {
  const { changes, stopping, directory } = reading;
  const counter = createChangeCounter();
  const top = createTopRows();

  await changes.clear(requestId, revision);
  let page = 0;
  for await (const pageAsRead of source.pages) {
    stopping.throwIfAborted();
    const kept = await withAccess(source.keep(pageAsRead), directory);
    const facts = await factsOf(kept, policies, reading);
    const judged = kept.map((change): Change => {
      const about = facts.get(change.id);
      const known = about?.synced ? { ...change, shownOnly: true } : change;
      counter.see(known);
      judge.see(known, about);
      top.see(known);
      return known;
    });
    await changes.savePage({ requestId, revision, page, changes: judged });
    page += 1;
  }
  return { judge, counter, top, leftOut: source.leftOut() };
}

/** Of what policies point to and is gone: what the same recovery restores. Read only where there is something to look for. */
async function comingBack(
  { id, revision }: BeingRead,
  policies: readonly LookedUpPolicy[],
  { changes }: Reading,
): Promise<ReadonlySet<ObjectId>> {
  const lost = new Set(policies.flatMap((policy) => policy.lost.map((reference) => reference.id)));
  const back = new Set<ObjectId>();
  if (lost.size === 0) return back;
  for await (const change of changes.changes(id, revision, { action: 'restore' }))
    if (lost.has(change.id) && !change.shownOnly) back.add(change.id);
  return back;
}

function judgeOf(
  { plan, requesterId }: BeingRead,
  candidateIds: readonly PersonId[],
  { settings }: Reading,
): HazardJudge {
  const { emergencyAccountIds, privilegedGroupIds } = settings;
  const { snapshotAt, incidentAt } = plan;
  return createHazardJudge({ snapshotAt, incidentAt, requesterId, candidateIds, emergencyAccountIds, privilegedGroupIds, isChoice: isChoice(plan) }); // prettier-ignore
}

const examplesOf = (judge: HazardJudge, kind: string): readonly ObjectId[] =>
  judge.hazards().filter((hazard) => hazard.kind === kind).flatMap(({ examples }) => examples.map(({ id }) => id)); // prettier-ignore

/** A page's objects as the directory knows them. Policies are no directory objects: their facts are asked for elsewhere. */
async function factsOf(page: readonly Change[], policies: PolicyFacts, { directory }: Reading) {
  const facts = new Map<ObjectId, ObjectFacts>(await directory.factsOf(page.map(({ id }) => id)));
  for (const [id, coversPeopleInvolved] of await policies.of(page)) {
    facts.set(id, { ...(facts.get(id) ?? { id, synced: false }), coversPeopleInvolved });
  }
  return facts;
}
