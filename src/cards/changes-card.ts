/** The changes of a request: one page of them, and why some of them failed. */
import type { Change } from '../recovery/change';
import type { PreviewResult } from '../recovery/preview-result';
import type { RecoveryRequest } from '../recovery/request';
import { failedChangesOf } from '../recovery/follow-up';
import { formatInstant } from '../times/print-time';
import { changesCommand, ownChangesButton, pressButton, sayButton, type Button } from './buttons';
import type { DrawnCard, Names, Viewer } from './card';
import { changeRow } from './change-row';
import { countsLine, summedWords, totalWords } from './counts-line';
import type { Detail } from './fit';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { mightOf, retryButtons } from './request-buttons';
import type { RowView } from './row-view';
import { stateWords } from './state-words';
import { tenseOf } from './tense';
import { counted, grouped } from './wording';

export interface ChangesView {
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  /** That was asked for and is not there: the last one is shown. */
  readonly missingPage?: number;
  /** Rows that match, on all pages; so many of them are only shown. */
  readonly total: number;
  readonly shownOnly: number;
  /** As typed after the request's id: `deletes`, `users`, `"Finance"`. */
  readonly filterWords?: string | undefined;
  readonly mayShowValues: boolean;
  /** In place of the request's card, for the presser alone: what it leads to stays there. */
  readonly isOwnView?: boolean;
  readonly names: Names;
}

function listRow(change: Change, view: Omit<RowView, 'detail'>, detail: Detail): ListRow {
  const { name, action, who, lines } = changeRow(change, { ...view, detail });
  return { name, details: [action, ...lines], small: [who] };
}

const NAMES_ONLY = 'Names and counts only. Show values brings the values to holders of a backup role.';

/** A longer filter is typed again, not carried by buttons. */
const MAX_FILTER_LENGTH = 300;
const isTooLong = (filterWords = ''): boolean => filterWords.length > MAX_FILTER_LENGTH;

/** Where everybody reads it there are names only, and the way to the values. */
function buttonsOf(view: ChangesView): readonly Button[] {
  const { request, page, pageCount, filterWords, isOwnView } = view;
  const back = isOwnView ? [pressButton(request, { verb: 'refresh', title: 'Back' })] : [];
  if (isTooLong(filterWords)) return back;
  const own = (title: string, wanted: number) => ownChangesButton(request, title, { page: wanted, filterWords });
  const typed = (title: string, wanted: number) => sayButton(title, `${changesCommand(request, filterWords)} page ${wanted}`); // prettier-ignore
  const turn = isOwnView ? own : typed;
  return [
    ...(page < pageCount ? [turn('Next page', page + 1)] : []),
    ...(bringsValues(view) ? [own('Show values', page)] : []),
    ...(page > 1 ? [turn('Previous page', page - 1)] : []),
    ...back,
  ];
}

const bringsValues = ({ mayShowValues, changes }: ChangesView): boolean => !mayShowValues && changes.length > 0;

/** What the list is about, where it is not what lies ahead. */
function tenseLines(request: RecoveryRequest): readonly string[] {
  const { preview, zone, state } = request;
  const read = preview === undefined ? '' : ` as the preview of ${formatInstant(preview.computedAt, zone)} read it`;
  const failed = failedChangesOf(request) === 0 ? '' : ` What failed: failed ${request.id}.`;
  switch (tenseOf(request)) {
    case 'ahead':
      return [];
    case 'ran':
      return [`As it was before the recovery,${read}. Microsoft does not tell of each object whether it was changed.${failed}`]; // prettier-ignore
    case 'dropped':
      return [`It is ${stateWords(state)} and changed nothing. This is what it would have done,${read}.`];
  }
}

/** Of the whole, also where the list is of a part. */
const countsOf = ({ counts }: PreviewResult, isPart: boolean): string =>
  isPart ? `Of ${summedWords(counts)}` : countsLine(counts);

const missingPageLines = ({ missingPage, pageCount }: ChangesView): readonly string[] =>
  missingPage === undefined
    ? []
    : [`There is no page ${grouped(missingPage)}: the last one is page ${grouped(pageCount)}.`];

export function drawChanges(view: ChangesView): DrawnCard {
  const { request, page, pageCount, total, shownOnly, filterWords } = view;
  const filter = filterWords ? ` (${neutralise(filterWords, { maxLength: 60 })})` : '';
  const summary = `${request.id}: ${totalWords({ objects: total - shownOnly, shownOnly })}${filter}`;
  const hidden = bringsValues(view) ? [NAMES_ONLY] : [];
  const tense = tenseOf(request);
  const card = drawList({
    title: summary,
    lines: [
      ...tenseLines(request),
      ...(request.preview ? [countsOf(request.preview, filterWords !== undefined)] : []),
      ...(total === 0 ? ['Nothing matches. Filters: users, deletes, or a name in quotes.'] : []),
      ...missingPageLines(view),
      ...(pageCount > 1 ? [`Page ${grouped(page)} of ${grouped(pageCount)}.`] : []),
      ...hidden,
    ],
    rows: view.changes.map((change) => (detail) => listRow(change, { ...view, tense }, detail)),
    leftOut: (count) => `… and ${grouped(count)} more on this page, too long for one card: filter by a name in quotes`, // prettier-ignore
    buttons: buttonsOf(view),
  });
  return { card, summary };
}

export interface FailedChangesView {
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  readonly hasMore: boolean;
  readonly names: Names;
  readonly mayShowValues: boolean;
  readonly viewer: Viewer;
}

/** Microsoft's own words may quote a value. */
function failureWords({ failureMessage = '' }: Change, { mayShowValues, request }: FailedChangesView): string {
  const why = neutralise(failureMessage, { maxLength: 200 });
  if (why === '') return 'Failed: Microsoft gives no reason';
  return mayShowValues ? `Failed: ${why}` : `Failed. Its reason: type failed ${request.id} in your personal chat with me.`; // prettier-ignore
}

function failedRow(change: Change, view: FailedChangesView, detail: Detail): ListRow {
  const { name, who } = changeRow(change, { ...view, tense: 'ran', detail: { ...detail, attributes: 0 } });
  return { name, details: [failureWords(change, view)], small: [who] };
}

const NEXT_STEP =
  'Next step: remove the cause (an object that another service manages, a name that is taken, a missing licence), then retry only these, or set the values by hand in the Entra admin center.';

const UNREAD_LIST =
  'Rewind could not read Microsoft’s list of failed changes, so what is in it is not known. A check shows what is left.';

/** An empty list says something only where it was read. */
function noneListed({ outcome }: FailedChangesView['request']) {
  const isUnread = outcome === undefined || outcome.isFailedUnread === true;
  if (isUnread) return { title: 'what failed could not be read', line: UNREAD_LIST };
  return { title: 'nothing failed', line: 'Microsoft lists no failed changes.' };
}

export function drawFailedChanges(view: FailedChangesView): DrawnCard {
  const { request, changes, hasMore } = view;
  const total = Math.max(request.outcome?.failedChanges ?? 0, changes.length);
  const none = noneListed(request);
  const title = total === 0 ? `${request.id}: ${none.title}` : `${request.id}: ${counted(total, 'change')} failed`;
  const card = drawList({
    title,
    lines: changes.length === 0 ? [none.line] : [NEXT_STEP],
    rows: changes.map((change) => (detail) => failedRow(change, view, detail)),
    leftOut: (count) => `… and ${grouped(count)} more, too long for one card`,
    notes: hasMore ? ['There are more than are shown here.'] : [],
    buttons: changes.length === 0 ? [] : retryButtons(request, mightOf(request, view)),
  });
  return { card, summary: title };
}
