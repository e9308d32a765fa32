/** previewed, awaitingApproval and approved: risk before counts, counts before rows, rows before the button. */
import { ageOf, formatInstant } from '../recovery/print-time';
import { approverIdsOf } from '../approvals/approval';
import { shortDigest } from '../approvals/digest';
import type { Hazard } from '../recovery/hazard';
import { pinningOf } from '../recovery/recovery-scope';
import { objectsOf, type PreviewResult, type RecoveryIn, type RecoveryRequest } from '../recovery/request';
import { actionsOf, INPUTS, twinLine, type Button } from './buttons';
import type { DrawnCard, Viewing } from './card';
import { changeRow, moreRows, type ChangeRow } from './change-row';
import { changesWords, countsLine, toastWords } from './counts-line';
import { typesWords } from './entity-words';
import { expand, type View } from './expand';
import { fitted, type Detail } from './fit';
import { hazardSentence } from './hazard-sentences';
import { factViews, momentWords, noteLines, NOTHING_YET, textLines, untilWords, wishFacts, wishWords, type Fact } from './request-facts'; // prettier-ignore
import { lookingButtons, mightOf, requestButtons } from './request-buttons';
import template from './templates/approval.card.json';
import { approvalFacts, approvalsSentence, candidateFacts, quorumWarnings } from './quorum-words';
import { nameOf } from './wording';

const CANNOT_SEE =
  'This preview cannot see: objects deleted for good, owners, managers and sponsors, dynamic membership rules, consents given by users, secrets and certificates. A missing row is no evidence.';
const SHARED_NAMES_ONLY = 'Here everybody sees names and counts only. Show values brings the values to role holders.';
const NAMES_ONLY = 'Names and counts only: values are shown to holders of a backup role.';

/** Rows beside the soft-deletes, which always come first and in full up to 20. */
const DELETE_ROWS = 20;
const OTHER_ROWS = 5;

/** By the person's own press or window: what each of the three states adds to the same card. */
interface Question {
  readonly title: string;
  readonly said: string;
  readonly facts: readonly Fact[];
  readonly inputs: readonly View[];
  readonly summary: string;
}

const RIDERS = ['oAuth2PermissionGrant', 'appRoleAssignment'];

/** A13: exactly these ids, or by type with whatever rides along. The same rule decides what Graph is told. */
function pinSentence({ counts }: PreviewResult): string {
  const types = Object.keys(counts.byType).filter((type) => (counts.byType[type] ?? 0) > 0);
  const objects = objectsOf(counts);
  switch (pinningOf(counts)) {
    case 'mixed':
      return 'It cannot be recovered in one go: settings that the tenant has only once cannot be pinned together with other objects. Make two requests.';
    case 'types':
      return `It runs by type (${typesWords(types)}): whatever else of these types changes until then rides along.`;
    case 'ids': {
      const rides = types.some((type) => RIDERS.includes(type)) ? ' Grants and assignments come back with their service principal, whose other grants ride along.' : ''; // prettier-ignore
      return `It is pinned to exactly ${objects === 1 ? 'this object' : `these ${objects} objects`}.${rides}`;
    }
  }
}

const HAZARD_FACES: { readonly [Severity in Hazard['severity']]: { readonly weight: string; readonly color: string; readonly rank: number } } = {
  danger: { weight: 'Bolder', color: 'Attention', rank: 0 },
  warning: { weight: 'Bolder', color: 'Default', rank: 1 },
  note: { weight: 'Default', color: 'Default', rank: 2 },
}; // prettier-ignore

function hazardViews(hazards: readonly Hazard[], { names }: Detail): readonly View[] {
  const faced = hazards.map((hazard) => ({ hazard, ...HAZARD_FACES[hazard.severity] }));
  faced.sort((left, right) => left.rank - right.rank);
  return faced.map(({ hazard, weight, color }) => ({ text: hazardSentence(hazard, { names }), weight, color }));
}

/** That fewer people decide than should is a risk like the others. */
function quorumViews(view: Viewing['quorum']): readonly View[] {
  return quorumWarnings(view).map((text) => ({ text, weight: 'Bolder', color: 'Attention' }));
}

function rowsOf({ rows }: Viewing): Viewing['rows'] {
  const deletes = rows.filter(({ action }) => action === 'softDelete').slice(0, DELETE_ROWS);
  return [...deletes, ...rows.filter(({ action }) => action !== 'softDelete').slice(0, OTHER_ROWS)];
}

const rowView = ({ lines, ...row }: ChangeRow): View => ({ ...row, lines: textLines(lines) });

function changesView(request: RecoveryRequest, viewing: Viewing, detail: Detail): View {
  const { preview } = request;
  if (preview === undefined) return { hazards: [], counts: 'The changes are not read yet', rows: [], more: [] };
  const rows = rowsOf(viewing).slice(0, detail.rows);
  return {
    hazards: [...quorumViews(viewing.quorum), ...hazardViews(preview.hazards, detail)],
    counts: countsLine(preview.counts),
    rows: rows.map((change) => rowView(changeRow(change, { ...viewing, detail }))),
    more: moreRows(objectsOf(preview.counts) + preview.counts.shownOnly, rows.length, `changes ${request.id}`),
  };
}

function previewFacts({ preview, digest, zone }: RecoveryRequest, { now, windows }: Viewing): readonly Fact[] {
  if (preview === undefined) return [];
  const made = `${formatInstant(preview.computedAt, zone)}, ${ageOf(preview.computedAt, now)}`;
  return [
    { title: 'Preview', value: `${made} (at most ${windows.previewMaxAgeMinutes} min when it runs)` },
    ...(digest === undefined ? [] : [{ title: 'Fingerprint', value: shortDigest(digest) }]),
  ];
}

function hiddenLines({ mayShowValues, viewer }: Viewing): readonly string[] {
  if (mayShowValues) return [];
  return [viewer.isShared ? SHARED_NAMES_ONLY : NAMES_ONLY];
}

function draw(request: RecoveryRequest, viewing: Viewing, question: Question): DrawnCard {
  const buttons: readonly Button[] = requestButtons(request, viewing);
  const looking = lookingButtons(request, viewing);
  const facts = [...wishFacts(request, viewing), ...previewFacts(request, viewing), ...approvalFacts(request, viewing)];
  const pin = request.preview && objectsOf(request.preview.counts) > 0 ? [pinSentence(request.preview)] : [];
  const card = fitted((detail) =>
    expand(template, {
      title: question.title,
      subtitle: question.said,
      ...changesView(request, viewing, detail),
      facts: factViews([...facts, ...question.facts]),
      lines: textLines([...hiddenLines(viewing), ...pin, CANNOT_SEE, ...noteLines(viewing.notes)]),
      inputs: question.inputs,
      looking: actionsOf(looking),
      twin: twinLine([...looking, ...buttons]),
      actions: actionsOf(buttons),
    }),
  );
  return { card, summary: question.summary };
}

export function drawPreviewed(request: RecoveryIn<'previewed'>, viewing: Viewing): DrawnCard {
  const might = mightOf(request, viewing);
  const next = might.ask
    ? `Ask for recovery asks a second Backup Administrator to approve exactly this.`
    : 'Only its requester, with the Administrator role, can ask for the recovery.';
  const asksReason = might.ask && request.reason === undefined;
  const input = { id: INPUTS.reason, label: 'Why is this needed? (to ask for recovery)', placeholder: 'What happened, at least 10 characters' }; // prettier-ignore
  return draw(request, viewing, {
    title: `${wishWords(request)}: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`,
    said: `${request.id} · previewed. ${NOTHING_YET} ${next}`,
    facts: [],
    inputs: asksReason ? [input] : [],
    summary: `Preview ready: ${toastWords(request)} in ${request.id}`,
  });
}

function whoVotes(request: RecoveryRequest, { viewer, quorum }: Viewing): string {
  if (!viewer.isShared && viewer.personId === request.requesterId) return 'You asked, so somebody else has to approve.';
  if (mightOf(request, { viewer }).vote) return approvalsSentence(request, quorum);
  const hasVoted = approverIdsOf(request).some((id) => id === viewer.personId);
  return hasVoted ? 'Your approval counts already.' : 'Only another Backup Administrator can approve.';
}

export function drawAwaitingApproval(request: RecoveryIn<'awaitingApproval'>, viewing: Viewing): DrawnCard {
  return draw(request, viewing, {
    title: `Approval needed: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`,
    said: `${request.id} · ${nameOf(viewing.names, request.requesterId)} asks: ${wishWords(request)}. ${NOTHING_YET} ${whoVotes(request, viewing)}`,
    facts: [
      ...candidateFacts(viewing.quorum),
      { title: 'Window', value: `approve until ${untilWords(request.state.expiresAt, request, viewing.now)}` },
      { title: 'Then', value: `starts with the last approval; if it cannot, Run now within ${viewing.windows.executionMinutes} min` }, // prettier-ignore
    ],
    inputs: [],
    summary: `Approval needed: ${toastWords(request)}`,
  });
}

const NOT_RUN_BECAUSE: { readonly [Why in RecoveryIn<'approved'>['state']['because']]: string } = {
  slotBusy: 'The tenant’s one preview or recovery was busy when the last approval came.',
  graphAway: 'Microsoft Graph could not be reached when the last approval came.',
  startWasLost: 'The start did not reach Microsoft: nothing is running.',
};

export function drawApproved(request: RecoveryIn<'approved'>, viewing: Viewing): DrawnCard {
  const { because, expiresAt, approvedAt } = request.state;
  const who = 'Run now can be pressed by its requester or an approver.';
  return draw(request, viewing, {
    title: `Approved, not yet run: ${request.preview ? changesWords(request.preview.counts) : 'changes'}`,
    said: `${request.id} · ${wishWords(request)}. ${NOTHING_YET} ${NOT_RUN_BECAUSE[because]} ${who}`,
    facts: [
      { title: 'Approved', value: momentWords(approvedAt, request, viewing.now) },
      { title: 'Window', value: `Run now until ${untilWords(expiresAt, request, viewing.now)}` },
    ],
    inputs: [],
    summary: `Approved, press Run now: ${toastWords(request)}`,
  });
}
