/** previewing, reading and recovering: words, elapsed time and the documented range; never a percentage that nobody knows. */
import { formatInstant } from '../recovery/print-time';
import { objectsOf, type RecoveryIn, type RecoveryRequest } from '../recovery/request';
import { actionsOf, twinLine } from './buttons';
import type { DrawnCard, Viewing } from './card';
import { countsLine } from './counts-line';
import { expand } from './expand';
import { factViews, noteLines, NOTHING_YET, textLines, wishFacts, wishWords, type Fact } from './request-facts';
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
    facts: factViews([...progress.facts, ...wishFacts(request, viewing)]),
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

export function drawPreviewing(request: RecoveryIn<'previewing'>, viewing: Viewing): DrawnCard {
  const { status, previewJobId, intendedAt, starterId } = request.state;
  const doing = jobWords(status, previewJobId);
  return draw(request, viewing, {
    title: `Preview: ${doing}`,
    lines: [`${NOTHING_YET} ${PREVIEW_RANGE}`, WILL_SAY],
    facts: [
      startedFact(request, intendedAt, viewing),
      { title: 'Started by', value: nameOf(viewing.names, starterId) },
    ],
    summary: `Preview of ${request.id}: ${doing}`,
  });
}

export function drawReading(request: RecoveryIn<'reading'>, viewing: Viewing): DrawnCard {
  return draw(request, viewing, {
    title: 'Reading the changes',
    lines: [
      `${NOTHING_YET} The preview is finished. Every page of changes is read and judged before anybody can approve.`,
      WILL_SAY,
    ],
    facts: [{ title: 'Previewed', value: formatInstant(request.state.computedAt, request.zone) }],
    summary: `Reading the changes of ${request.id}`,
  });
}

function progressFacts({ state, preview }: RecoveryIn<'recovering'>): readonly Fact[] {
  const { changedObjects, changedLinks } = state;
  const links = changedLinks === undefined ? '' : `, ${counted(changedLinks, 'link')}`;
  const done = changedObjects === undefined ? 'Microsoft does not tell yet' : `${counted(changedObjects, 'object')}${links}`; // prettier-ignore
  return [
    { title: 'Done so far', value: done },
    ...(preview === undefined ? [] : [{ title: 'Approved', value: `${counted(objectsOf(preview.counts), 'object')}: ${countsLine(preview.counts)}` }]), // prettier-ignore
  ];
}

export function drawRecovering(request: RecoveryIn<'recovering'>, viewing: Viewing): DrawnCard {
  const { status, recoveryJobId, intendedAt, starterId, cancelAskedById } = request.state;
  const doing = jobWords(status, recoveryJobId);
  const approvers = approverIdsOf(request).map((id) => nameOf(viewing.names, id));
  const stopping =
    cancelAskedById === undefined
      ? 'Cancel stops what is left; what was applied stays.'
      : `${nameOf(viewing.names, cancelAskedById)} asked to stop. Microsoft may go on for a while; what was applied stays.`;
  return draw(request, viewing, {
    title: `Recovery: ${doing}`,
    lines: [`Changes are being made now. ${stopping} ${RECOVERY_RANGE}`, WILL_SAY],
    facts: [
      startedFact(request, intendedAt, viewing),
      { title: 'Started by', value: nameOf(viewing.names, starterId) },
      ...(approvers.length === 0 ? [] : [{ title: 'Approvers', value: listed(approvers) }]),
      ...progressFacts(request),
    ],
    summary: `Recovery of ${request.id}: ${doing}`,
  });
}
