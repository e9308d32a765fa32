/** The states at rest: what became of it, what was left out, and where to look. No button is left that changes the request. */
import { afterwardsLines } from './comes-back-words';
import { approverIdsOf } from '../approvals/approval';
import { formatInstant } from '../times/print-time';
import { changedNothing, mayBeFollowed } from '../recovery/follow-up';
import { isChoice } from '../recovery/recovery-scope';
import type { RecoveryRequest, RecoveryState } from '../recovery/request';
import { goneLines, untoldGoneLines } from './audit-words';
import { actionsOf, twinLine } from './buttons';
import type { DrawnCard, Viewing } from './card';
import { summedWords } from './counts-line';
import { expand } from './expand';
import { failureSentence } from './failure-sentences';
import { followUpLines, nothingWasWords, splitWords } from './follow-up-words';
import { notCoveredWords } from './limit-words';
import { failedCount, outcomeToast } from './outcome-toast';
import { factsView, momentWords, noteLines, reasonWords, textLines, wishFacts, wishWords, type Fact } from './request-facts'; // prettier-ignore
import { requestButtons } from './request-buttons';
import template from './templates/report.card.json';
import { counted, lasting, listed, nameOf } from './wording';

type RestName = 'recovered' | 'failed' | 'canceled' | 'rejected' | 'withdrawn' | 'expired' | 'split';
type RestState = Extract<RecoveryState, { name: RestName }>;
type FailedState = Extract<RestState, { name: 'failed' }>;
type RestingRequest = Omit<RecoveryRequest, 'state'> & { state: RestState };

interface Result {
  readonly title: string;
  readonly lines: readonly string[];
}

function failedWords({ id, outcome }: RecoveryRequest): string {
  const failed = outcome?.failedChanges;
  if (failed === undefined) return 'Whether changes failed is not known: Microsoft’s list of them could not be read.';
  if (failed === 0) return 'Microsoft reports no failed changes.';
  if (outcome?.isFailedUnread)
    return `${counted(failed, 'change')} failed; which ones is not known, because their list could not be read.`;
  return `${counted(failed, 'change')} failed: failed ${id} shows why, and what to do.`;
}

function auditLine({ outcome, zone }: RecoveryRequest): string {
  if (outcome === undefined) return 'Entra’s audit log (category Backup and Recovery) names who started it.';
  return `Entra’s audit log (category Backup and Recovery, from ${formatInstant(outcome.startedAt, zone)}) names who started it: job ${outcome.recoveryJobId}.`;
}

function changedWords({ outcome }: RecoveryRequest): string {
  const { changedObjects, changedLinks } = outcome ?? {};
  if (changedObjects === undefined) return 'Microsoft does not tell how many objects were changed.';
  const links = changedLinks ? ` and ${counted(changedLinks, 'link')}` : '';
  return `${counted(changedObjects, 'object')}${links} changed.`;
}

const NOTHING_CHANGED =
  'Microsoft changed nothing and reports no failed changes: the objects were already as in the snapshot when the recovery ran.';

const checkLine = ({ plan }: RecoveryRequest) =>
  `Check result previews ${isChoice(plan) ? 'what was approved' : 'the same scope'} again: what it still shows was not recovered, or was changed since.`;

const undoLine = ({ id }: RecoveryRequest) =>
  `There is no undo. The values as they were before the recovery, as its preview read them: changes ${id}.`;

function recovered(request: RestingRequest, viewing: Viewing): Result {
  const gone = [...goneLines(request, viewing), ...untoldGoneLines(request)];
  const failed = request.outcome?.failedChanges;
  const isWhole = request.outcome === undefined || failed === 0;
  if (changedNothing(request))
    return { title: 'Recovered: nothing was left to change', lines: [NOTHING_CHANGED, ...gone, checkLine(request), notCoveredWords(request), auditLine(request)] }; // prettier-ignore
  return {
    title: isWhole ? 'Recovered' : `Recovered, ${failedCount(request.outcome)}`,
    lines: [
      `${changedWords(request)} ${failedWords(request)}`,
      ...gone,
      ...afterwardsLines(request),
      checkLine(request),
      notCoveredWords(request),
      undoLine(request),
      auditLine(request),
    ],
  };
}

const FAILED_WHAT: { readonly [During in FailedState['during']]: string } = {
  preview: 'Preview',
  reading: 'Reading the changes',
  approval: 'Request',
  recheck: 'Re-check',
  recovery: 'Recovery',
};

function failed(request: RestingRequest, state: FailedState): Result {
  // Nobody read what came of it: then no number of it is said.
  const read = request.outcome === undefined ? [] : [`${changedWords(request)} ${failedWords(request)}`];
  const applied = [...read, checkLine(request), undoLine(request), auditLine(request)];
  return {
    title: failedTitle(state),
    lines: [failureSentence(state, request.zone), ...(mayBeFollowed(request) ? applied : [])],
  };
}

const UNREAD_WHAT: { readonly [During in FailedState['during']]: string } = {
  preview: 'The preview could not be read',
  reading: 'The changes could not be read',
  approval: 'The votes are over: Microsoft could not be read',
  recheck: 'The re-check could not be read',
  recovery: 'The recovery could not be read',
};

function failedTitle({ because, during }: FailedState): string {
  if (because === 'snapshotGone') return 'Void: the snapshot is gone';
  return because === 'couldNotBeRead' ? UNREAD_WHAT[during] : `${FAILED_WHAT[during]} failed`;
}

function canceled(request: RestingRequest, viewing: Viewing, state: Extract<RestState, { name: 'canceled' }>): Result {
  const who = state.byId === undefined ? 'outside Rewind' : `by ${nameOf(viewing.names, state.byId)}`;
  if (state.during === 'preview') {
    return {
      title: 'Preview canceled',
      lines: [`Stopped ${who}. ${nothingWasWords(request)} A canceled preview has no result.`],
    };
  }
  if (state.during === 'recheck') {
    return {
      title: 'Canceled during the re-check',
      lines: [`Stopped ${who}. ${nothingWasWords(request)} Without the re-check, what was approved does not run.`],
    };
  }
  return {
    title: 'Recovery canceled',
    lines: [
      `Stopped ${who}. What was applied stays: ${changedWords(request)} ${failedWords(request)}`,
      checkLine(request),
      undoLine(request),
      auditLine(request),
    ],
  };
}

/** What did not happen: whether somebody pressed for it in vain is not kept. */
const NOT_IN_TIME: ReadonlyMap<string, string> = new Map([
  ['planned', 'no preview was started'],
  ['awaitingApproval', 'not enough people approved'],
  ['approved', 'the approved recovery was not started'],
]);

type Expired = Extract<RestState, { name: 'expired' }>;

function expiredWords({ zone }: RestingRequest, { during, slotFreeAt, at }: Expired): string {
  const what = NOT_IN_TIME.get(during);
  if (what === undefined) return 'Its time is over.';
  const silence = during === 'awaitingApproval' ? ' Silence is never consent.' : '';
  if (!slotFreeAt) return `Its time ended at ${formatInstant(at, zone)}: ${what} in time.${silence}`;
  return `The slot was free from ${formatInstant(slotFreeAt, zone)} on, and ${what} within the time after that.${silence}`;
}

function resultOf(request: RestingRequest, viewing: Viewing): Result {
  const { state } = request;
  const by = (id: string) => nameOf(viewing.names, id);
  switch (state.name) {
    case 'recovered':
      return recovered(request, viewing);
    case 'failed':
      return failed(request, state);
    case 'canceled':
      return canceled(request, viewing, state);
    case 'rejected':
      return {
        title: 'Rejected',
        lines: [`${by(state.byId)} rejected it: ${reasonWords(state.reason)}`, `${nothingWasWords(request)} Make a new request when that is settled.`], // prettier-ignore
      };
    case 'withdrawn':
      return { title: 'Withdrawn', lines: [`${by(state.byId)} withdrew it. ${nothingWasWords(request)}`] };
    case 'split':
      return { title: 'Split in two', lines: [`${by(state.byId)} made two requests of it, each judged and voted on alone: ${splitWords(request)}. ${nothingWasWords(request)}`] }; // prettier-ignore
    case 'expired': {
      return { title: 'Expired', lines: [`${expiredWords(request, state)} ${nothingWasWords(request)} Make a new request, so that everybody sees today’s changes.`] }; // prettier-ignore
    }
  }
}

function pastFacts(request: RestingRequest, { names, now }: Viewing): readonly Fact[] {
  const { outcome, preview, state } = request;
  const approvers = approverIdsOf(request).map((id) => nameOf(names, id));
  const took = outcome === undefined ? '' : `, took ${lasting(state.at.getTime() - outcome.startedAt.getTime())}`;
  return [
    { title: 'Ended', value: `${momentWords(state.at, request, now)}${took}` },
    ...(preview === undefined ? [] : [{ title: 'Previewed', value: summedWords(preview.counts) }]),
    ...(approvers.length === 0 ? [] : [{ title: 'Approvers', value: listed(approvers) }]),
  ];
}

const LOOK_BACK = 'To look back, type: history';

export function drawResult(request: RestingRequest, viewing: Viewing): DrawnCard {
  const buttons = requestButtons(request, viewing);
  const { title, lines } = resultOf(request, viewing);
  const card = expand(template, {
    title,
    subtitle: `${request.id} · ${wishWords(request)}`,
    lines: textLines([...lines, ...followUpLines(request)]),
    ...factsView([...wishFacts(request, viewing), ...pastFacts(request, viewing)]),
    notes: textLines(noteLines(viewing.notes)),
    twin: buttons.length === 0 ? textLines([LOOK_BACK]) : twinLine(buttons),
    actions: actionsOf(buttons),
  });
  return { card, summary: outcomeToast(request) ?? `${title}: ${wishWords(request)} (${request.id})` };
}
