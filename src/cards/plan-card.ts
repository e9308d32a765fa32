/** planned and waitingForSlot: what would be previewed, what it costs, and what is known to be wrong about it. */
import { broughtAlongLines } from './comes-back-words';
import { formatInstant } from '../times/print-time';
import type { RecoveryIn, RecoveryRequest, RecoveryState } from '../recovery/request';
import type { SlotHolder } from '../recovery/slot-holder';
import { halvesOf } from '../recovery/split-scope';
import { actorWords } from './audit-words';
import { REASON_INPUT, actionsOf, twinLine, type Button } from './buttons';
import type { DrawnCard, Viewing } from './card';
import { earlierButtons, holdsDamage } from './earlier-snapshot';
import { scopeWords } from './entity-words';
import { expand } from './expand';
import { neutralise } from './neutralise';
import type { TimeNote } from '../times/time-notes';
import { nothingYetWords } from './follow-up-words';
import { overtakenWords } from './overtaken-words';
import { factsView, momentWords, noteLines, textLines, untilWords, wishFacts, wishWords } from './request-facts'; // prettier-ignore
import { mightOf, requestButtons } from './request-buttons';
import { askedElsewhere } from './restore-command';
import template from './templates/plan.card.json';
import { whereaboutsFacts, whereaboutsWarnings } from './whereabouts-words';
import { nameOf } from './wording';

const INSIDE_SNAPSHOT =
  'Changes made before the snapshot are inside it and stay. A preview changes nothing, but it takes the one preview or recovery that the tenant can run at a time.';
const PHRASE_LENGTH = 60;
const COST =
  'How long, by Microsoft’s documentation: loading a snapshot for the first time 1 h to 2 h 30 min, then about 45 min for each 100,000 changes.';

const HOLDER_WORDS: { readonly [What in SlotHolder['what']]: string } = {
  preview: 'a preview',
  recovery: 'a recovery',
  unknown: 'a preview or recovery',
};

/** `recovery R-8H2M, since Sun 29 Mar 2026 10:00 Europe/Oslo`; who started another one is known where the audit log told. */
export function holderWords({ what, requestId, startedAt, by, isUnread }: SlotHolder, zone: string): string {
  const outside = by ? `started outside Rewind by ${actorWords(by)}` : 'started outside Rewind (by whom is unknown)';
  const whose = requestId === undefined ? outside : `of ${requestId}`;
  const unread = isUnread ? ', of which nobody could read whether it still runs' : '';
  return `${HOLDER_WORDS[what]} ${whose}${startedAt ? `, since ${formatInstant(startedAt, zone)}` : ''}${unread}`;
}

const TIME_NOTES: { readonly [Note in TimeNote]: (phrase: string, zone: string) => string } = {
  doubledLocalTime: (phrase, zone) =>
    `The clock in ${zone} was set back that day and showed “${phrase}” twice: the earlier time was taken.`,
  missingLocalTime: (phrase, zone) =>
    `The clock in ${zone} was set forward that day and never showed “${phrase}”: the time before that was taken.`,
};

/** What became of a clock time that comes twice, or never. */
function timeNoteLines({ plan, zone }: RecoveryRequest): readonly string[] {
  const phrase = neutralise(plan.timePhrase, { maxLength: PHRASE_LENGTH });
  return (plan.timeNotes ?? []).map((note) => TIME_NOTES[note](phrase, zone));
}

function warningLines(request: RecoveryRequest, now: Date): readonly string[] {
  const { incidentAt } = request.plan;
  const named = whereaboutsWarnings(request, now);
  if (incidentAt === undefined || !holdsDamage(request)) return named;
  const at = formatInstant(incidentAt, request.zone);
  return [...named, `Warning: this snapshot was taken after the incident (${at}) and may already hold the damage. Take an earlier one.`]; // prettier-ignore
}

function asksReason({ plan, reason, state }: RecoveryRequest, buttons: readonly Button[]): boolean {
  const canStart = buttons.some((button) => button.kind === 'press' && button.verb === 'startPreview');
  return plan.wantsApproval && reason === undefined && state.name === 'planned' && canStart;
}

interface Plan {
  readonly subtitle: string;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly lines: readonly string[];
  readonly summary: string;
}

function draw(request: RecoveryRequest, viewing: Viewing, plan: Plan): DrawnCard {
  const buttons = [...requestButtons(request, viewing), ...earlierButtons(request)];
  const card = expand(template, {
    first: nothingYetWords(request),
    title: wishWords(request),
    subtitle: plan.subtitle,
    warnings: textLines(warningLines(request, viewing.now)),
    ...factsView([...wishFacts(request, viewing), ...whereaboutsFacts(request, viewing.now), ...plan.facts]),
    lines: textLines([
      ...overtakenWords(request, true),
      ...timeNoteLines(request),
      ...broughtAlongLines(request),
      ...plan.lines,
      ...noteLines(viewing.notes),
    ]),
    inputs: asksReason(request, buttons) ? [{ ...REASON_INPUT }] : [],
    twin: twinLine(buttons),
    actions: actionsOf(buttons),
  });
  return { card, summary: plan.summary };
}

const TO_THE_VOTE = 'When the changes are read, a second Backup Administrator is asked to approve them.';

/** What comes of the preview. A Reader's leads to no recovery by itself: somebody else asks for the same. */
function afterWords(request: RecoveryRequest, viewing: Viewing): string {
  if (request.plan.wantsApproval) return TO_THE_VOTE;
  const { isShared } = viewing.viewer;
  const mayAsk = !isShared && mightOf(request, viewing).ask;
  const then = mayAsk ? 'Then a recovery can be asked for.' : 'Then its requester can ask for a recovery, with the Administrator role.'; // prettier-ignore
  return `When the changes are read they can be looked at. ${askedElsewhere(request, viewing) ?? then}`;
}

/** The preview looks at the whole kinds: Microsoft knows no exception. */
const leavingLines = ({ plan: { scope, except = [] } }: RecoveryRequest): readonly string[] =>
  except.length === 0 ? [] : [`The preview looks at ${scopeWords(scope)}. What is excepted is taken out of what it finds, deleted objects included, and is not recovered.`]; // prettier-ignore

/** The words alone tell that it may come to that. */
const splittingLines = (request: RecoveryRequest): readonly string[] =>
  halvesOf(request) === undefined ? [] : ['Settings that the tenant has only once cannot be pinned together with other objects: where both have changed, one recovery of them cannot be run. Plan both makes two requests now; Split in two does it after the preview, without a second one.']; // prettier-ignore

export function drawPlan(request: RecoveryIn<'planned'>, viewing: Viewing): DrawnCard {
  const { state } = request;
  const lost = 'The last start did not reach Microsoft: nothing is running. Press Start preview again.';
  return draw(request, viewing, {
    subtitle: `${request.id} · waiting for Start preview by ${nameOf(viewing.names, request.requesterId)}`,
    facts: [{ title: 'Window', value: `Start preview until ${untilWords(state.expiresAt, request, viewing.now)}` }],
    lines: [
      ...(state.startWasLost === true ? [lost] : []),
      ...leavingLines(request),
      ...splittingLines(request),
      `${INSIDE_SNAPSHOT} ${afterWords(request, viewing)}`,
      COST,
    ],
    summary: `${wishWords(request)}: ready to preview (${request.id})`,
  });
}

const RESUMES: { readonly [Name in Extract<RecoveryState, { name: 'waitingForSlot' }>['resume']['name']]: string } = {
  planned: 'Start preview',
  awaitingApproval: 'Approve',
  approved: 'Run now',
};

export function drawWaiting(request: RecoveryIn<'waitingForSlot'>, viewing: Viewing): DrawnCard {
  const { holder, since, resume, tellIds } = request.state;
  const told = tellIds.slice(0, 3).map((id) => nameOf(viewing.names, id));
  return draw(request, viewing, {
    subtitle: `${request.id} · the slot is busy`,
    facts: [
      { title: 'In the way', value: holderWords(holder, request.zone) },
      { title: 'Waiting', value: `since ${momentWords(since, request, viewing.now)}` },
      { title: 'Window', value: 'none runs out while the slot is taken; a whole one begins when it is free' },
    ],
    lines: [
      `The tenant runs one preview or recovery at a time. When it is free, press ${RESUMES[resume.name]} again: nothing starts by itself.`,
      ...(told.length === 0 ? [] : [`Will be told when it is free: ${told.join(', ')}${tellIds.length > 3 ? ' and others' : ''}.`]), // prettier-ignore
    ],
    summary: `Waiting for the slot: ${holderWords(holder, request.zone)} (${request.id})`,
  });
}
