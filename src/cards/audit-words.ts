/** Who did what, as the audit log tells it. Every name in it comes from the directory; who it does not name is unknown. */
import type { AuditActor } from '../tenant/audit';
import type { GoneObject } from '../recovery/audit-findings';
import { formatInstant, formatMoment } from '../times/print-time';
import type { RecoveryRequest } from '../recovery/request';
import { typeWord } from './entity-words';
import { neutralise } from './neutralise';
import { lasting, nameWithId, shownName } from './wording';

interface Shown {
  /** Sign-in names are values. */
  readonly mayShowValues?: boolean | undefined;
}
interface Named {
  readonly name?: string | undefined;
  readonly signInName?: string | undefined;
}

/** What the log calls a person or an object, as far as it may be told. */
export const loggedName = ({ name, signInName }: Named, { mayShowValues = false }: Shown): string | undefined =>
  name ?? (mayShowValues ? signInName : undefined);

/** `Mallory (…0000000000f1)`, `the application HR Provisioning`, `unknown` */
export function actorWords(actor: AuditActor, shown: Shown = {}): string {
  switch (actor.kind) {
    case 'person': {
      const name = loggedName(actor, shown);
      if (actor.id === undefined) return name === undefined ? 'a person without a display name' : shownName(name);
      return name === undefined ? neutralise(actor.id, { maxLength: 64 }) : nameWithId({ name, id: actor.id });
    }
    case 'application':
      return `the application ${shownName(actor.name ?? actor.appId ?? '')}`;
    case 'unknown':
      return 'unknown';
  }
}

export const activityWords = (activity: string): string => neutralise(activity, { maxLength: 80 });

const CONSENT = /^consent to application\b/i;

/** One line for each row of which the audit log knows who made it what it is now; of the others it is said that nobody knows. */
export function changedBy({ preview, zone }: RecoveryRequest, shown: Shown): (id: string) => readonly string[] {
  const audit = preview?.audit;
  if (!audit || audit.log === 'unknown') return () => [];
  const traces = new Map<string, (typeof audit.traces)[number]>(audit.traces.map((trace) => [trace.id, trace]));
  return (id) => {
    const trace = traces.get(id);
    if (trace === undefined) return ['Changed by: unknown, the audit log does not tell'];
    const beforeMs = preview.computedAt.getTime() - trace.at.getTime();
    const before = beforeMs >= 0 ? ` (${lasting(beforeMs)} before the preview)` : '';
    const when = `${formatInstant(trace.at, zone)}${before}`;
    const who = actorWords(trace.actor, shown);
    return [CONSENT.test(trace.activity) ? `Consented by ${who}, ${when}` : `Changed by ${who}: ${activityWords(trace.activity)}, ${when}`]; // prettier-ignore
  };
}

/** What the log could not tell at all. */
export function auditLines({ preview }: RecoveryRequest): readonly string[] {
  switch (preview?.audit?.log) {
    case 'unknown':
      return ['Who made these changes is unknown: Entra’s audit log could not be read.'];
    case 'partly':
      return [
        'The audit log is longer than what was read of it: where nobody is named, who made the change is unknown.',
      ];
    case 'read':
    case undefined:
      return [];
  }
}

const GONE = 5;
const ANYTHING =
  'Whether anything was deleted for good since the snapshot is unknown: Entra’s audit log could not be read.';
const MORE = 'The log may name more that was deleted for good: it was not read to its end.';

interface Moment extends Shown {
  readonly now: Date;
}

function goneWords({ type, id, name, signInName, at, actor }: GoneObject, zone: string, shown: Moment): string {
  const known = loggedName({ name, signInName }, shown);
  const what =
    known === undefined ? `${typeWord({ type })} ${id}` : `${nameWithId({ name: known, id })} (${typeWord({ type })})`;
  return `${what}, ${formatMoment(at, { zone, now: shown.now })} by ${actorWords(actor, shown)}`;
}

/** What no preview shows and no recovery brings back, as far as the audit log names it: said before anything else is read. */
export function goneLines({ preview, zone }: RecoveryRequest, shown: Moment): readonly string[] {
  const { objects = [] } = preview?.audit?.gone ?? {};
  if (objects.length === 0) return [];
  const words = objects.slice(0, GONE).map((object) => goneWords(object, zone, shown)).join('; '); // prettier-ignore
  const more = objects.length > GONE ? `; and ${objects.length - GONE} more` : '';
  return [`Deleted for good since the snapshot, cannot come back: ${words}${more}.`];
}

/** That the log did not tell, or not all of it. */
export function untoldGoneLines({ preview }: Pick<RecoveryRequest, 'preview'>): readonly string[] {
  const { log, gone } = preview?.audit ?? {};
  if (log === 'unknown') return [ANYTHING];
  return gone && !gone.isAll ? [MORE] : [];
}
