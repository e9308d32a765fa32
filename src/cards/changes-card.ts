/** The changes of a request: one page of them, and why some of them failed. */
import type { Change } from '../recovery/change';
import type { RecoveryRequest } from '../recovery/request';
import { sayButton, type Button } from './buttons';
import type { DrawnCard, Names } from './card';
import { changeRow } from './change-row';
import { countsLine } from './counts-line';
import type { Detail } from './fit';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { counted, grouped } from './wording';

export interface ChangesView {
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  /** Changes that match, on all pages. */
  readonly total: number;
  /** As typed after the request's id: `deletes`, `users`, `"Finance"`. */
  readonly filterWords?: string | undefined;
  readonly mayShowValues: boolean;
  readonly names: Names;
}

function listRow(change: Change, view: Pick<ChangesView, 'names' | 'mayShowValues'>, detail: Detail): ListRow {
  const { name, action, who, lines } = changeRow(change, { ...view, detail });
  return { name, details: [action, ...lines], small: [who] };
}

/** A longer filter is typed again, not carried by buttons. */
const MAX_FILTER_LENGTH = 300;

function pageButtons({ request, page, pageCount, filterWords }: ChangesView): readonly Button[] {
  if (filterWords !== undefined && filterWords.length > MAX_FILTER_LENGTH) return [];
  const command = `changes ${request.id}${filterWords ? ` ${filterWords}` : ''}`;
  return [
    ...(page < pageCount ? [sayButton('Next page', `${command} page ${page + 1}`)] : []),
    ...(page > 1 ? [sayButton('Previous page', `${command} page ${page - 1}`)] : []),
  ];
}

export function drawChanges(view: ChangesView): DrawnCard {
  const { request, page, pageCount, total, filterWords } = view;
  const filter = filterWords ? ` (${neutralise(filterWords, { maxLength: 60 })})` : '';
  const summary = `${request.id}: ${counted(total, 'change')}${filter}`;
  const hidden = view.mayShowValues ? [] : ['Names and counts only: values are shown to role holders.'];
  const card = drawList({
    title: summary,
    lines: [
      ...(request.preview ? [countsLine(request.preview.counts)] : []),
      ...(total === 0 ? ['Nothing matches. Filters: users, deletes, or a name in quotes.'] : []),
      ...(pageCount > 1 ? [`Page ${grouped(page)} of ${grouped(pageCount)}.`] : []),
      ...hidden,
    ],
    rows: view.changes.map((change) => (detail) => listRow(change, view, detail)),
    leftOut: (count) => `… and ${grouped(count)} more on this page, too long for one card: filter by a name in quotes`, // prettier-ignore
    buttons: pageButtons(view),
  });
  return { card, summary };
}

export interface FailedChangesView {
  readonly request: RecoveryRequest;
  readonly changes: readonly Change[];
  readonly hasMore: boolean;
  readonly names: Names;
  readonly mayShowValues: boolean;
}

/** What fits into a command that somebody might still read. */
const MAX_RETRIED = 20;

function retryButtons({ request, changes, hasMore }: FailedChangesView): readonly Button[] {
  if (hasMore || changes.length === 0 || changes.length > MAX_RETRIED) return [];
  const ids = [...new Set(changes.map(({ id }) => id))].join(' and ');
  const command = `restore ${ids} from ${request.plan.snapshotId} because retry of what failed in ${request.id}`;
  return [sayButton('Retry failed', command)];
}

function failedRow(change: Change, view: FailedChangesView, detail: Detail): ListRow {
  const { name, who } = changeRow(change, { ...view, detail: { ...detail, attributes: 0 } });
  const why = neutralise(change.failureMessage ?? '', { maxLength: 200 }) || 'Microsoft gives no reason';
  return { name, details: [`Failed: ${why}`], small: [who] };
}

const NEXT_STEP =
  'Next step: remove the cause (an object that another service manages, a name that is taken, a missing licence), then retry only these, or set the values by hand in the Entra admin center.';

export function drawFailedChanges(view: FailedChangesView): DrawnCard {
  const { request, changes, hasMore } = view;
  const total = Math.max(request.outcome?.failedChanges ?? 0, changes.length);
  const title = total === 0 ? `${request.id}: nothing failed` : `${request.id}: ${counted(total, 'change')} failed`;
  const card = drawList({
    title,
    lines: changes.length === 0 ? ['Microsoft lists no failed changes.'] : [NEXT_STEP],
    rows: changes.map((change) => (detail) => failedRow(change, view, detail)),
    leftOut: (count) => `… and ${grouped(count)} more, too long for one card`,
    notes: hasMore ? ['There are more than are shown here.'] : [],
    buttons: retryButtons(view),
    printsTwins: changes.length <= 3,
  });
  return { card, summary: title };
}
