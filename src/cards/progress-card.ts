/** previewing, reading and recovering: words, elapsed time and the documented range; never a percentage that nobody knows. */
import { formatInstant } from '../times/print-time';
import type { RecoveryIn, RecoveryRequest } from '../recovery/request';
import { actionsOf, twinLine } from './buttons';
import { awayWords, isSaidAway, UNREAD } from './away-words';
import type { DrawnCard, Viewing } from './card';
import { summedWords } from './counts-line';
import { expand } from './expand';
import { nothingYetWords } from './follow-up-words';
import { overtakingWords } from './overtaken-words';
import { factsView, noteLines, textLines, wishFacts, wishWords, type Fact } from './request-facts';
import { requestButtons } from './request-buttons';
import { jobWords } from './state-words';
import template from './templates/report.card.json';
import { counted, lasting, listed, nameOf } from './wording';
import { approverIdsOf } from '../approvals/approval';

/** Microsoft's documentation, not our promise. */
const PREVIEW_RANGE =
  'Microsoft documents 1 h to 2 h 30 min for the first load of a snapshot, and about 45 min for each 100,000 changes.';
const RECOVERY_RANGE = 'Microsoft documents at least 1 h, and up to 30 h for 500,000 changes.';
const WILL_SAY = 'You can leave this: the card is kept up to date, and a message says when it is finished.';

interface Progress {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  readonly summary: string;
}

function draw(request: RecoveryRequest, viewing: Viewing, progress: Progress): DrawnCard {
  const buttons = requestButtons(request, viewing);
  const card = expand(template, {
    title: progress.title,
    subtitle: `${request.id} · ${wishWords(request)}`,
    lines: textLines(progress.lines),
    ...factsView([...progress.facts, ...wishFacts(request, viewing)]),
    notes: textLines(noteLines(viewing.notes)),
    twin: twinLine(buttons),
    actions: actionsOf(buttons),
  });
  return { card, summary: progress.summary };
}

function startedFact({ zone }: RecoveryRequest, since: Date, { now }: Viewing): Fact {
  const elapsed = lasting(now.getTime() - since.getTime());
  return { title: 'Started', value: `${formatInstant(since, zone)}, ${elapsed} ago` };
}

/** What Microsoft does for the request now, and what people have to know before anything else. */
function doingOf(request: RecoveryRequest, job: Parameters<typeof jobWords>[0]): string {
  return isSaidAway(request) ? UNREAD : jobWords(job);
}

const awayLines = (request: RecoveryRequest): readonly string[] => [awayWords(request) ?? []].flat();

function askedToStop({ names }: Viewing, personId: string): string {
  return `${nameOf(names, personId)} asked to stop. Microsoft may go on for a while.`;
}

export function drawPreviewing(request: RecoveryIn<'previewing'>, viewing: Viewing): DrawnCard {
  const { status, previewJobId: jobId, intendedAt, starterId, cancelAskedById, ifBusy } = request.state;
  const doing = doingOf(request, { status, jobId, isBusy: ifBusy !== undefined });
  const stopping =
    cancelAskedById === undefined ? [] : [`${askedToStop(viewing, cancelAskedById)} A canceled preview has no result.`];
  return draw(request, viewing, {
    title: `Preview: ${doing}`,
    lines: [...awayLines(request), `${nothingYetWords(request)} ${PREVIEW_RANGE}`, ...stopping, WILL_SAY],
    facts: [
      startedFact(request, intendedAt, viewing),
      { title: 'Started by', value: nameOf(viewing.names, starterId) },
    ],
    summary: `Preview of ${request.id}: ${doing}`,
  });
}

export function drawReading(request: RecoveryIn<'reading'>, viewing: Viewing): DrawnCard {
  return draw(request, viewing, {
    title: isSaidAway(request) ? `Changes: ${UNREAD}` : 'Reading the changes',
    lines: [
      ...awayLines(request),
      `${nothingYetWords(request)} The preview is finished. Every page of changes is read and judged before anything can be decided.`,
      WILL_SAY,
    ],
    facts: [{ title: 'Previewed', value: formatInstant(request.state.computedAt, request.zone) }],
    summary: `Reading the changes of ${request.id}`,
  });
}

const COMPARED =
  'A fresh preview is compared with what was approved. Nothing new in it: Run now follows, on what is still to be recovered. Otherwise the approvals are dismissed, and only the difference is shown.';

/** However young it is, a preview from before another recovery does not run. */
function whyRechecked(request: RecoveryRequest, { windows }: Viewing): string {
  const overtaking = overtakingWords(request);
  return overtaking === undefined
    ? `the preview was older than ${windows.previewMaxAgeMinutes} min.`
    : `the preview is from before another recovery. ${overtaking}.`;
}

export function drawRechecking(request: RecoveryIn<'rechecking'>, viewing: Viewing): DrawnCard {
  const { status, previewJobId: jobId, intendedAt, starterId, cancelAskedById, computedAt, ifBusy } = request.state;
  const isReading = computedAt !== undefined && !isSaidAway(request);
  const doing = isReading ? 'reading the changes' : doingOf(request, { status, jobId, isBusy: ifBusy !== undefined });
  const stopping = cancelAskedById === undefined ? '' : ` ${nameOf(viewing.names, cancelAskedById)} asked to stop.`;
  return draw(request, viewing, {
    title: `Re-check: ${doing}`,
    lines: [
      ...awayLines(request),
      `${nothingYetWords(request)} All approvals are in, but ${whyRechecked(request, viewing)} ${COMPARED}${stopping}`,
      ...(computedAt ? [] : [PREVIEW_RANGE]),
      WILL_SAY,
    ],
    facts: [
      startedFact(request, intendedAt, viewing),
      { title: 'Started by', value: nameOf(viewing.names, starterId) },
      ...approversFacts(request, viewing),
    ],
    summary: `Re-check of ${request.id}: ${doing}`,
  });
}

function approversFacts(request: RecoveryRequest, { names }: Viewing): readonly Fact[] {
  const approvers = approverIdsOf(request).map((id) => nameOf(names, id));
  return approvers.length === 0 ? [] : [{ title: 'Approvers', value: listed(approvers) }];
}

function progressFacts(request: RecoveryIn<'recovering'>): readonly Fact[] {
  const { state, preview } = request;
  const { changedObjects, changedLinks } = state;
  const links = changedLinks ? `, ${counted(changedLinks, 'link')}` : '';
  // Microsoft's counters stand at nought until it begins to count.
  const when = isSaidAway(request) ? ', when it was last read' : '';
  const title = when === '' ? 'Done so far' : 'Done';
  const done = changedObjects ? [{ title, value: `${counted(changedObjects, 'object')}${links}${when}` }] : [];
  return [
    ...done,
    ...(preview === undefined ? [] : [{ title: 'Approved', value: summedWords(preview.counts) }]), // prettier-ignore
  ];
}

const UNCLEAR_START =
  'Microsoft was asked to start, and has not said yet whether it did. If it did, changes are being made now.';
const RUNNING = 'Changes are being made now. Cancel stops what is left; what was applied stays.';

const BUSY_START =
  'Microsoft says that a preview or a recovery runs, and it may be this one: the list of jobs tells within a minute. If it is, changes are being made now.';

function goingWords(request: RecoveryIn<'recovering'>): string {
  const { recoveryJobId, ifBusy } = request.state;
  if (recoveryJobId === undefined) return ifBusy ? BUSY_START : UNCLEAR_START;
  return awayWords(request) === undefined ? RUNNING : 'Cancel stops what is left; what was applied stays.';
}

export function drawRecovering(request: RecoveryIn<'recovering'>, viewing: Viewing): DrawnCard {
  const { status, recoveryJobId: jobId, intendedAt, starterId, cancelAskedById, ifBusy } = request.state;
  const doing = doingOf(request, { status, jobId, isBusy: ifBusy !== undefined });
  const going = goingWords(request);
  const said =
    cancelAskedById === undefined ? going : `${askedToStop(viewing, cancelAskedById)} What was applied stays.`;
  return draw(request, viewing, {
    title: `Recovery: ${doing}`,
    lines: [...awayLines(request), `${said} ${RECOVERY_RANGE}`, WILL_SAY],
    facts: [
      startedFact(request, intendedAt, viewing),
      { title: 'Started by', value: nameOf(viewing.names, starterId) },
      ...approversFacts(request, viewing),
      ...progressFacts(request),
    ],
    summary: `Recovery of ${request.id}: ${doing}`,
  });
}
