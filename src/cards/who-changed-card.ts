/** What the audit log tells of one object or of a kind of objects: who, what, to whom, when. Names and attributes, never values. */
import type { AuditEvent } from '../tenant/audit';
import { formatInstant } from '../times/print-time';
import type { Scope } from '../recovery/scope';
import { activityWords, actorWords, loggedName } from './audit-words';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { scopeWords } from './entity-words';
import type { Detail } from './fit';
import { drawList, type ListRow } from './list-card';
import { neutralise } from './neutralise';
import { lasting, listed, nameWithId, shownName } from './wording';

interface WhoChangedView {
  readonly scope: Scope;
  /** Of this page, newest first. */
  readonly events: readonly AuditEvent[];
  readonly page: number;
  readonly pageCount: number;
  readonly hasMore: boolean;
  readonly since: Date;
  readonly reachesBackTo: Date | undefined;
  readonly zone: string;
  readonly now: Date;
  /** Sign-in names are told only there. */
  readonly mayShowValues: boolean;
  /** The command of the next page. */
  readonly more: string | undefined;
}

const TARGETS = 3;
const ATTRIBUTES = 4;

const targetWords = (target: AuditEvent['targets'][number], view: WhoChangedView): string => {
  const name = loggedName(target, view) ?? '';
  return target.id === undefined ? shownName(name) : nameWithId({ name, id: target.id });
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function eventRow(event: AuditEvent, view: WhoChangedView, { attributes: most }: Detail): ListRow {
  const { zone, now } = view;
  const { actor, activity, targets, attributes, at, succeeded } = event;
  const whom = listed(
    targets.slice(0, TARGETS).map((target) => targetWords(target, view)),
    { total: targets.length },
  );
  const touched = attributes.slice(0, Math.min(most, ATTRIBUTES)).map((name) => neutralise(name, { maxLength: 60 }));
  return {
    name: capital(actorWords(actor, view)),
    details: [
      `${activityWords(activity)}${whom === '' ? '' : `: ${whom}`}${succeeded ? '' : ' (did not succeed)'}`,
      ...(touched.length === 0 ? [] : [`Touched: ${listed(touched, { total: attributes.length })}`]),
    ],
    small: [`${formatInstant(at, zone)}, ${lasting(now.getTime() - at.getTime())} ago`],
  };
}

type Found = Pick<WhoChangedView, 'events' | 'page' | 'pageCount'>;

function foundWords({ events, page, pageCount }: Found, since: string): string {
  if (events.length > 0) return `${capital(since)}, newest first. Page ${page} of ${pageCount}.`;
  if (page > pageCount) return `There is no page ${page}: what the log tells ${since} ends with page ${pageCount}.`;
  return `Entra’s audit log tells of no change ${since}.`;
}

function linesOf({ events, page, pageCount, since, reachesBackTo, hasMore, zone }: WhoChangedView): readonly string[] {
  return [
    foundWords({ events, page, pageCount }, `since ${formatInstant(since, zone)}`),
    ...(reachesBackTo ? [`The log reaches back to ${formatInstant(reachesBackTo, zone)} only: what was done before is not in it.`] : []), // prettier-ignore
    ...(hasMore ? ['The log is longer than what is read at once: older changes are not listed. Ask with a later time, or about one object.'] : []), // prettier-ignore
  ];
}

const LATE = 'The log is some minutes late, and does not hold everything: a missing line is no evidence.';

export function drawWhoChanged(view: WhoChangedView): DrawnCard {
  const { scope, events, more } = view;
  const title = `Who changed ${scopeWords(scope)}`;
  const card = drawList({
    title,
    lines: linesOf(view),
    rows: events.map((event) => (detail: Detail) => eventRow(event, view, detail)),
    leftOut: (count) => `… and ${count} more on this page that do not fit: ask with a later time.`,
    notes: [LATE],
    asOf: view,
    buttons: more === undefined ? [] : [sayButton('More', more)],
  });
  return { card, summary: `${title}: ${events.length === 0 ? 'nothing found' : 'newest first'}` };
}

const WHY: { readonly [Why in 'refused' | 'away']: string } = {
  refused:
    'Microsoft does not let Rewind read it: the permission AuditLog.Read.All or the licence is missing. An administrator has to see to that.',
  away: 'It is busy or away: try again in a few minutes.',
};

export function auditUnknownSentence(because: 'refused' | 'away'): string {
  return `Entra’s audit log could not be read, so who changed it is unknown. ${WHY[because]}`;
}
