/** previewed, awaitingApproval and approved: risk before counts, counts before rows, rows before the button. */
import { ageOf, formatInstant } from '../times/print-time';
import { shortDigest } from '../approvals/digest';
import type { Hazard } from '../recovery/hazard';
import { isHeldUp } from '../recovery/slot-wait';
import type { PreviewResult } from '../recovery/preview-result';
import { isRecoverable } from '../recovery/recovery-scope';
import { objectsOf, type RecoveryIn, type RecoveryRequest } from '../recovery/request';
import { auditLines, changedBy, goneLines, untoldGoneLines } from './audit-words';
import { actionsOf, REASON_INPUT, twinLine, type Button } from './buttons';
import type { DrawnCard, Viewing } from './card';
import { askWords, hasAskButton, whoVotes } from './asking-words';
import { withDraft } from './drafts';
import { changeRow, moreRows, type ChangeRow } from './change-row';
import { changesWords, countsLine, toastWords } from './counts-line';
import { differenceRows, differentObjects } from './difference-rows';
import { earlierButtons } from './earlier-snapshot';
import { expand, type View } from './expand';
import { checkedWords, nothingYetWords } from './follow-up-words';
import { fitted, type Detail } from './fit';
import { hazardSentence } from './hazard-sentences';
import { cannotSeeWords } from './limit-words';
import { overtakenWords } from './overtaken-words';
import { dismissedWords, isRecheckedFirst, nothingNewWords, startWords } from './recheck-words';
import { factsView, momentWords, noteLines, textLines, untilWords, wishFacts, wishWords, type Fact } from './request-facts'; // prettier-ignore
import { hasRows, lookingButtons, requestButtons } from './request-buttons';
import template from './templates/approval.card.json';
import { pinLines } from './pin-words';
import { approvalFacts, candidateFacts, quorumWarnings } from './quorum-words';
import { tenseOf } from './tense';
import { notShownLines } from './whereabouts-words';
import { nameOf } from './wording';

const SHARED_NAMES_ONLY = 'Here everybody sees names and counts only. Show values brings the values to role holders.';
const NAMES_ONLY = 'Names and counts only: values are shown to holders of a backup role.';

/** Rows beside the soft-deletes, which always come first and in full up to 20. */
const DELETE_ROWS = 20;
const OTHER_ROWS = 5;

/** By the person's own press or window: what each of the three states adds to the same card. */
interface Question {
  readonly title: string;
  readonly said: string;
  /** What a re-check found, if there was one. */
  readonly recheck: readonly string[];
  readonly facts: readonly Fact[];
  readonly inputs: readonly View[];
  readonly summary: string;
}

const HAZARD_FACES: { readonly [Severity in Hazard['severity']]: { readonly weight: string; readonly color: string; readonly rank: number } } = {
  danger: { weight: 'Bolder', color: 'Attention', rank: 0 },
  warning: { weight: 'Bolder', color: 'Default', rank: 1 },
  note: { weight: 'Default', color: 'Default', rank: 2 },
}; // prettier-ignore

function hazardViews(
  { hazards, audit }: PreviewResult,
  { names, zone }: Detail & { readonly zone: string },
): readonly View[] {
  const faced = hazards.map((hazard) => ({ hazard, ...HAZARD_FACES[hazard.severity] }));
  faced.sort((left, right) => left.rank - right.rank);
  return faced.map(({ hazard, weight, color }) => ({
    text: hazardSentence(hazard, { names, audit, zone }),
    weight,
    color,
  }));
}

/** That fewer people decide than should is a risk like the others. */
function quorumViews(request: RecoveryRequest, view: Viewing['quorum']): readonly View[] {
  return quorumWarnings(request, view).map((text) => ({ text, weight: 'Bolder', color: 'Attention' }));
}

/** The audit log was asked about the rows of the whole, not about those of a difference. */
function rowsOf(request: RecoveryRequest, viewing: Viewing, detail: Detail): readonly ChangeRow[] {
  const { rows, differences } = viewing;
  const tense = tenseOf(request);
  if (differences) return differenceRows(differences, { ...viewing, detail, tense });
  const deletes = rows.filter(({ action }) => action === 'softDelete').slice(0, DELETE_ROWS);
  const others = rows.filter(({ action }) => action !== 'softDelete').slice(0, OTHER_ROWS);
  return [...deletes, ...others].map((change) =>
    changeRow(change, { ...viewing, detail, tense, changedBy: changedBy(request, viewing) }),
  );
}

function rowCount({ recheck }: RecoveryRequest, { counts }: PreviewResult, { differences }: Viewing): number {
  if (differences && recheck) return differentObjects(recheck.difference);
  return objectsOf(counts) + counts.shownOnly;
}

const rowView = ({ lines, ...row }: ChangeRow): View => ({ ...row, lines: textLines(lines) });

function changesView(request: RecoveryRequest, viewing: Viewing, detail: Detail): View {
  const { preview } = request;
  if (preview === undefined)
    return { hazards: [], counts: textLines(['The changes are not read yet']), rows: [], more: [] };
  const rows = rowsOf(request, viewing, detail).slice(0, detail.rows);
  return {
    hazards: [...quorumViews(request, viewing.quorum), ...hazardViews(preview, { ...detail, zone: request.zone })],
    counts: textLines(countsLines(request, preview)),
    rows: rows.map(rowView),
    more: moreRows(rowCount(request, preview, viewing), rows.length, `changes ${request.id}`),
  };
}

/** The title of a check says it already. */
const countsLines = (request: RecoveryRequest, { counts }: PreviewResult): readonly string[] =>
  checkedWords(request) && objectsOf(counts) + counts.shownOnly === 0 ? [] : [countsLine(counts)];

/** What has nothing in it to recover is only looked at. */
const leadsOn = ({ preview, plan }: RecoveryRequest): boolean =>
  preview !== undefined && isRecoverable(preview.counts, plan);

function previewFacts({ preview, digest, state, zone }: RecoveryRequest, { now, windows }: Viewing): readonly Fact[] {
  if (preview === undefined) return [];
  const made = `${formatInstant(preview.computedAt, zone)}, ${ageOf(preview.computedAt, now)}`;
  // Of what waits for a vote alone: a re-check counts as fresh for as long as it took, and what is only looked at never runs.
  const limit = state.name === 'awaitingApproval' ? ` (at most ${windows.previewMaxAgeMinutes} min when it runs)` : '';
  return [
    { title: 'Preview', value: `${made}${limit}` },
    ...(digest === undefined ? [] : [{ title: 'Fingerprint', value: shortDigest(digest) }]),
  ];
}

function hiddenLines({ mayShowValues, viewer }: Viewing): readonly string[] {
  if (mayShowValues) return [];
  return [viewer.isShared ? SHARED_NAMES_ONLY : NAMES_ONLY];
}

function draw(request: RecoveryRequest, viewing: Viewing, question: Question): DrawnCard {
  const all: readonly Button[] = requestButtons(request, viewing);
  // What has to come first stands first.
  const leading = all.filter((button) => button.kind === 'press' && button.verb === 'split');
  const buttons = all.filter((button) => !leading.includes(button));
  const looking = [...lookingButtons(request, viewing), ...earlierButtons(request)];
  const facts = [...wishFacts(request, viewing), ...previewFacts(request, viewing), ...approvalFacts(request, viewing)];
  const card = fitted((detail) =>
    expand(template, {
      title: question.title,
      subtitle: question.said,
      leading: actionsOf(leading),
      ...changesView(request, viewing, detail),
      recheck: textLines([
        ...goneLines(request, viewing),
        ...overtakenWords(request, leadsOn(request)),
        ...question.recheck,
      ]),
      ...factsView([...facts, ...question.facts]),
      lines: textLines([
        ...(hasRows(request) ? hiddenLines(viewing) : []),
        ...pinLines(request),
        ...auditLines(request),
        ...(request.preview && objectsOf(request.preview.counts) === 0 ? notShownLines(request, viewing.now) : []),
        ...untoldGoneLines(request),
        cannotSeeWords(request),
        ...noteLines(viewing.notes),
      ]),
      inputs: question.inputs,
      looking: actionsOf(looking),
      twin: twinLine([...leading, ...looking, ...buttons]),
      actions: actionsOf(buttons),
    }),
  );
  return { card, summary: question.summary };
}

const previewTitle = (request: RecoveryRequest): string =>
  `${wishWords(request)}: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`;

export function drawPreviewed(request: RecoveryIn<'previewed'>, viewing: Viewing): DrawnCard {
  const mayAsk = hasAskButton(request, viewing);
  const { title, said } = checkedWords(request) ?? { title: previewTitle(request), said: nothingYetWords(request) };
  const { draft } = viewing;
  const asksReason = mayAsk && (request.reason === undefined || draft?.verb === 'askForRecovery');
  return draw(request, viewing, {
    title,
    said: `${request.id} · previewed. ${said} ${askWords(request, viewing)}`,
    recheck: dismissedWords(request),
    facts: [],
    inputs: asksReason
      ? withDraft('askForRecovery', [REASON_INPUT], draft).map((input) => ({ value: '', ...input }))
      : [],
    summary: `Preview ready: ${toastWords(request)} in ${request.id}`,
  });
}

const WINDOW_OVER = 'The time to approve is over: it is about to expire.';

function thenWords(request: RecoveryIn<'awaitingApproval'>, viewing: Viewing): string {
  const words = `the last approval ${startWords(request, viewing, request.state.expiresAt)}`;
  const minutes = viewing.windows.executionMinutes;
  return isRecheckedFirst(request, viewing)
    ? words
    : `${words}. If it cannot be started then, Run now within ${minutes} min`;
}

export function drawAwaitingApproval(request: RecoveryIn<'awaitingApproval'>, viewing: Viewing): DrawnCard {
  const isOver = viewing.now >= request.state.expiresAt;
  return draw(request, viewing, {
    title: `Approval needed: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`,
    said: `${request.id} · ${nameOf(viewing.names, request.requesterId)} asks: ${wishWords(request)}. ${nothingYetWords(request)} ${isOver ? WINDOW_OVER : whoVotes(request, viewing)}`,
    recheck: dismissedWords(request),
    facts: [
      ...candidateFacts(viewing.quorum),
      { title: 'Window', value: `approve until ${untilWords(request.state.expiresAt, request, viewing.now)}` },
      { title: 'Then', value: thenWords(request, viewing) },
    ],
    inputs: [],
    summary: `Approval needed: ${toastWords(request)}`,
  });
}

const NOT_RUN_BECAUSE: { readonly [Why in RecoveryIn<'approved'>['state']['because']]: string } = {
  slotBusy: 'The tenant’s one preview or recovery was busy when the last approval came.',
  graphAway: 'Microsoft Graph could not be reached when the last approval came.',
  startWasLost: 'The start did not reach Microsoft: nothing is running.',
  rechecked: 'The preview was too old when the last approval came, so it was re-checked.',
};

export function drawApproved(request: RecoveryIn<'approved'>, viewing: Viewing): DrawnCard {
  const { because, expiresAt, approvedAt } = request.state;
  const window = isHeldUp(request.state)
    ? `none runs out while the slot is taken; ${viewing.windows.executionMinutes} min begin when it is free`
    : `Run now until ${untilWords(expiresAt, request, viewing.now)}`;
  const who = viewing.refusals?.runNow ? '' : 'Run now can be pressed by its requester or an approver.';
  return draw(request, viewing, {
    title: `Approved, not yet run: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`,
    said: `${request.id} · ${wishWords(request)}. ${nothingYetWords(request)} ${NOT_RUN_BECAUSE[because]} ${who}`,
    recheck: request.recheck ? [nothingNewWords(request.recheck)] : [],
    facts: [
      { title: 'Approved', value: momentWords(approvedAt, request, viewing.now) },
      { title: 'Window', value: window },
      { title: 'Run now', value: startWords(request, viewing, expiresAt) },
    ],
    inputs: [],
    summary: `Approved, press Run now: ${toastWords(request)}`,
  });
}
