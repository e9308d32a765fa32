/** New messages: few, and to the people they concern. The approve button is on the card, never here (A22). */
import { approverIdsOf } from '../approvals/approval';
import { shortDigest } from '../approvals/digest';
import { formatClock, formatInstant } from '../times/print-time';
import { changedNothing } from '../recovery/follow-up';
import type { RecoveryRequest } from '../recovery/request';
import type { NoticeDraft } from '../recovery/store-ports';
import { markPerson } from '../shared/person-mark';
import type { Moment } from './as-of';
import type { Names } from './card';
import { changesWords, toastWords } from './counts-line';
import { awayNotice } from './away-words';
import { failureSentence } from './failure-sentences';
import { nothingWasWords, nothingYetWords } from './follow-up-words';
import { failedCount, finishedToast, outcomeToast } from './outcome-toast';
import { dismissedSentence, nothingNewWords } from './recheck-words';
import { reasonWords, wishWords } from './request-facts';
import { safeLink } from './safe-link';
import { stateWords } from './state-words';
import { SWITCHED_OFF } from './switched-off';
import { counted, listed, nameOf, remaining } from './wording';

interface DrawnNotice {
  /** Markdown, with the names of people marked. Whom else it concerns is not in it: the channel puts the mentions in front. */
  readonly text: string;
  readonly summary: string;
}
interface NoticeFacts {
  readonly names: Names;
  readonly now: Date;
  /** Where the request's live card stands, if Teams has an address for it. */
  readonly cardLink?: string | undefined;
  /** It is said in the requester's personal chat, where nobody else reads and nobody can approve. */
  readonly isOwnChat?: boolean | undefined;
  /** Until then an approval starts the recovery, without looking again first. */
  readonly startsAtOnceUntil?: Date | undefined;
  /** The kill switch: no button leads on. */
  readonly isSwitchedOff?: boolean | undefined;
}

/** Marked, so that nothing else in the text is taken for the name. */
const personIn = (names: Names, id: string): string => markPerson(id, nameOf(names, id));

/** `Sun 29 Mar 2026 11:48 Europe/Oslo (48 min left at 11:00)` */
function untilSaid(until: Date, { now, zone }: Moment): string {
  const at = until > now ? ` at ${formatClock(now, zone)}` : '';
  return `${formatInstant(until, zone)} (${remaining(until, now)}${at})`;
}

function approvalLine(request: RecoveryRequest, facts: NoticeFacts): string {
  return askedLine(request, facts, `The button is on the card, under the changes: approve ${request.id}`);
}

/** Where the card may not stand. */
function escalationLine(request: RecoveryRequest, facts: NoticeFacts): string {
  return askedLine(request, facts, `Whoever may approve it gets the card with: approve ${request.id}`);
}

function askedLine(request: RecoveryRequest, facts: NoticeFacts, how: string): string {
  const { names, now, isOwnChat = false, isSwitchedOff } = facts;
  const { state, reason, zone } = request;
  const until = state.name === 'awaitingApproval' ? ` Until ${untilSaid(state.expiresAt, { now, zone })}.` : ''; // prettier-ignore
  const why = reason === undefined ? '' : ` Reason: ${reasonWords(reason)}.`;
  const asked = `${wishWords(request)}, ${toastWords(request)}.${why}${until} ${nothingYetWords(request)}`;
  return isOwnChat
    ? `${asked} Nobody can approve it in this chat: see the card for who was shown it.`
    : `${personIn(names, request.requesterId)} asks: ${asked}${atOnceWords(request, facts)} ${isSwitchedOff ? SWITCHED_OFF : how}`;
}

/** `Approve before 14:20 starts it at once.` */
function atOnceWords({ state, zone }: RecoveryRequest, { startsAtOnceUntil, isSwitchedOff }: NoticeFacts): string {
  if (!startsAtOnceUntil || state.name !== 'awaitingApproval' || isSwitchedOff) return '';
  const until = startsAtOnceUntil < state.expiresAt ? startsAtOnceUntil : state.expiresAt;
  return ` Approve before ${formatClock(until, zone)} starts it at once; later a fresh preview comes first.`;
}

function recoveredWords(request: RecoveryRequest): string {
  if (changedNothing(request))
    return 'Microsoft changed nothing: the objects were already as in the snapshot. The card says what was not covered.';
  const { id, outcome } = request;
  const { changedObjects } = outcome ?? {};
  const changed = changedObjects === undefined ? 'the recovery is finished' : `${counted(changedObjects, 'object')} changed`; // prettier-ignore
  const failed =
    outcome?.failedChanges === 0
      ? 'nothing failed'
      : `${failedCount(outcome)}${outcome?.isFailedUnread ? '' : ` (failed ${id})`}`;
  return `${changed}, ${failed}. The card says what was not covered.`;
}

/** The re-check of an approved request ended: what it found, and what is to be done. */
function recheckedLine(request: RecoveryRequest, { now, isSwitchedOff }: NoticeFacts): string | undefined {
  const { id, state, recheck, zone } = request;
  if (!recheck) return undefined;
  if (state.name === 'approved')
    return `${nothingNewWords(recheck)} This request has changed nothing yet. ${isSwitchedOff ? SWITCHED_OFF : `Press Run now on the card until ${untilSaid(state.expiresAt, { now, zone })}: run ${id}`}`;
  const found = state.name === 'previewed' || state.name === 'awaitingApproval' ? dismissedSentence(request) : undefined; // prettier-ignore
  return found && `${found} This request has changed nothing. ${votedAnewWords(request, { now, isSwitchedOff })}`;
}

/** Where a vote is asked for again: until when. */
function votedAnewWords(
  { id, state, zone }: RecoveryRequest,
  { now, isSwitchedOff }: Pick<NoticeFacts, 'now' | 'isSwitchedOff'>,
): string {
  if (state.name !== 'awaitingApproval') return `Look: status ${id}`;
  if (isSwitchedOff) return SWITCHED_OFF;
  return `It can be approved on the card until ${untilSaid(state.expiresAt, { now, zone })}: approve ${id}`;
}

function finishedLine(request: RecoveryRequest, facts: NoticeFacts): string {
  const { id, state, preview } = request;
  const rechecked = recheckedLine(request, facts);
  if (rechecked !== undefined) return rechecked;
  if (state.name === 'recovered') return `${wishWords(request)}: ${recoveredWords(request)}`;
  if (state.name === 'previewed' && preview) {
    return `${wishWords(request)}: the preview is ready, ${changesWords(preview.counts)}. ${nothingYetWords(request)} Look: changes ${id}`;
  }
  if (state.name === 'rejected')
    return `${wishWords(request)}: rejected by ${personIn(facts.names, state.byId)}. Reason: ${reasonWords(state.reason)}. ${nothingWasWords(request)} Look: status ${id}`;
  return `${wishWords(request)}: ${stateWords(state)}. Look: status ${id}`;
}

/** After a re-check, or because an approver lost the role since. */
function dismissedLine(request: RecoveryRequest, facts: NoticeFacts): string {
  const lapsed = `your approval no longer counts: what it was given for has changed, or your role is not active any more. Look again: status ${request.id}`;
  return request.state.name === 'approved' ? lapsed : (recheckedLine(request, facts) ?? lapsed);
}

function failedLine({ id, state, zone }: RecoveryRequest): string {
  return state.name === 'failed' ? failureSentence(state, zone) : `It failed. Look: status ${id}`;
}

interface NextPress {
  readonly who: string;
  readonly button: string;
  readonly command: string;
  readonly until: Date;
}

/** Who can press what, as things are when it is said. */
function nextPressOf(request: RecoveryRequest, { names }: NoticeFacts): NextPress | undefined {
  const { id, state, requesterId, digest } = request;
  const requester = `${personIn(names, requesterId)}, who asked,`;
  if (state.name === 'planned')
    return { who: requester, button: 'Start preview', command: `start ${id}`, until: state.expiresAt };
  if (state.name === 'awaitingApproval') {
    const button = digest === undefined ? 'Approve' : `Approve ${shortDigest(digest)}`;
    return { who: 'whoever may approve it', button, command: `approve ${id}`, until: state.expiresAt };
  }
  if (state.name !== 'approved') return undefined;
  const approvers = listed(approverIdsOf(request).map((approverId) => personIn(names, approverId)));
  const who = approvers === '' ? requester : `${requester} and ${approvers}, who approved it,`;
  return { who, button: 'Run now', command: `run ${id}`, until: state.expiresAt };
}

function slotFreeLine(request: RecoveryRequest, facts: NoticeFacts): string {
  const moment = { now: facts.now, zone: request.zone };
  const isFree = `The slot is free again (as of ${formatClock(moment.now, moment.zone)}), and nothing starts by itself.`;
  if (facts.isSwitchedOff) return `${isFree} ${SWITCHED_OFF}`;
  const next = nextPressOf(request, facts);
  if (next === undefined) return `${isFree} Look: status ${request.id}`;
  return `${isFree} Now ${next.who} can press ${next.button} on the card until ${untilSaid(next.until, moment)}: ${next.command}`;
}

/** A toast is short and has no Markdown; the line is the whole message. */
function lineOf(kind: NoticeDraft['kind'], request: RecoveryRequest, facts: NoticeFacts): DrawnNotice {
  const { id } = request;
  switch (kind) {
    case 'approvalNeeded':
      return { text: `${facts.isOwnChat ? 'Approval is asked for. ' : ''}${approvalLine(request, facts)}`, summary: `Approval needed: ${toastWords(request)}` }; // prettier-ignore
    case 'reminder':
      return { text: `Still waiting for approval. ${approvalLine(request, facts)}`, summary: `Still waiting for approval: ${toastWords(request)}` }; // prettier-ignore
    case 'escalation':
      return { text: `Half of the time is over, and it still waits for approval. ${escalationLine(request, facts)}`, summary: `Still waiting for approval: ${toastWords(request)}` }; // prettier-ignore
    case 'finished':
      return { text: finishedLine(request, facts), summary: finishedToast(request) };
    case 'failed':
      return { text: failedLine(request), summary: outcomeToast(request) ?? `${id} failed` };
    case 'expired':
      return { text: `${wishWords(request)}: its time is over and nothing was changed. Make a new request if it is still needed.`, summary: `${id} expired` }; // prettier-ignore
    case 'votesDismissed':
      return { text: dismissedLine(request, facts), summary: `Approvals of ${id} no longer count` };
    case 'slotFree':
      return { text: slotFreeLine(request, facts), summary: `The slot is free: ${id} can go on` };
    case 'away':
      return { text: awayNotice(request), summary: `${id}: Microsoft cannot be read at the moment` };
  }
}

export function drawNotice(
  { kind }: Pick<NoticeDraft, 'kind'>,
  request: RecoveryRequest,
  facts: NoticeFacts,
): DrawnNotice {
  const { text, summary } = lineOf(kind, request, facts);
  const way = facts.cardLink === undefined ? '' : ` [Open the card](${safeLink(facts.cardLink)})`;
  return { text: `${request.id}: ${text}${way}`, summary };
}
