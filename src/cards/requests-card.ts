/** Requests as lists: the open ones, and what became of the others. */
import { approverIdsOf } from '../approvals/approval';
import { formatInstant } from '../times/print-time';
import type { RecoveryRequest } from '../recovery/request';
import { sayButton } from './buttons';
import type { DrawnCard, Names } from './card';
import { changesWords } from './counts-line';
import { chosenWords } from './entity-words';
import { drawList, type ListRow } from './list-card';
import { failedCount } from './outcome-toast';
import { stateWords } from './state-words';
import { switchedOffLines, type SwitchedOffView } from './switched-off';
import { counted, grouped, lasting, listed, nameOf } from './wording';

interface RequestsView extends SwitchedOffView {
  readonly requests: readonly RecoveryRequest[];
  readonly names: Names;
  readonly now: Date;
  readonly zone: string;
}

function requestRow(request: RecoveryRequest, { names, now, zone }: RequestsView): ListRow {
  const { id, plan, preview, createdAt, state } = request;
  const changes = preview ? `, ${changesWords(preview.counts)}` : '';
  return {
    name: `${id} · ${stateWords(state)}`,
    details: [
      `${chosenWords(plan)} to ${formatInstant(plan.snapshotAt, zone)}${changes}`,
      `Asked by ${nameOf(names, request.requesterId)} at ${formatInstant(createdAt, zone)}, ${lasting(now.getTime() - createdAt.getTime())} ago`,
    ],
    small: [`status ${id}`],
  };
}

export function drawRequests(view: RequestsView): DrawnCard {
  const { requests } = view;
  const title = requests.length === 0 ? 'No open requests' : counted(requests.length, 'open request');
  const card = drawList({
    title,
    lines: [
      ...switchedOffLines(view),
      ...(requests.length === 0 ? ['Nothing is waiting for anybody. Older ones: history.'] : []),
    ],
    rows: requests.map((request) => () => requestRow(request, view)),
    leftOut: (count) => `… and ${grouped(count)} more. Look at one by its id: status R-…`,
    asOf: view,
    buttons: requests.slice(0, 6).map(({ id }) => sayButton(`Open ${id}`, `status ${id}`)),
    isStacked: true,
    printsTwins: false,
  });
  return { card, summary: title };
}

function outcomeWords({ outcome }: RecoveryRequest): readonly string[] {
  if (outcome === undefined) return [];
  const changed = outcome.changedObjects === undefined ? 'changes not counted by Microsoft' : `${counted(outcome.changedObjects, 'object')} changed`; // prettier-ignore
  return [`${changed}, ${failedCount(outcome)}`];
}

function historyRow(request: RecoveryRequest, view: RequestsView): ListRow {
  const approvers = approverIdsOf(request).map((id) => nameOf(view.names, id));
  const row = requestRow(request, view);
  const approved = approvers.length === 0 ? [] : [`Approved by ${listed(approvers)}`];
  return { ...row, details: [...row.details, ...approved, ...outcomeWords(request)] };
}

export function drawHistory(view: RequestsView & { readonly days: number }): DrawnCard {
  const { requests, days } = view;
  const title = `${counted(requests.length, 'request')} in ${counted(days, 'day')}`;
  const card = drawList({
    title,
    lines: requests.length === 0 ? ['Nobody asked for anything. Look further back: history 90d.'] : [],
    rows: requests.map((request) => () => historyRow(request, view)),
    leftOut: (count) => `… and ${grouped(count)} older. Ask for fewer days: history 7d`,
    asOf: view,
  });
  return { card, summary: title };
}
