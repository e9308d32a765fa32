/** The announcement of a recovery that was started outside Rewind. It says when it was seen, so that it stays true. */
import type { AuditActor } from '../tenant/audit';
import type { OutsideJob } from '../recovery/outside-job';
import { formatInstant } from '../times/print-time';
import { actorWords } from './audit-words';
import { sayButton } from './buttons';
import type { DrawnCard } from './card';
import { scopeWords } from './entity-words';
import { drawList } from './list-card';

const TITLES: { readonly [What in OutsideJob['what']]: string } = {
  recovery: 'A recovery was started outside Rewind',
  unknown: 'Something was started outside Rewind',
};

const SURPRISES: { readonly [What in OutsideJob['what']]: string } = {
  recovery: 'Nobody was asked here to approve it.',
  unknown:
    'Microsoft calls it by a name that Rewind does not know; it may be a recovery. Nobody was asked here to approve it.',
};

const UNKNOWN = 'unknown so far (Microsoft’s list of jobs names nobody, and Entra’s audit log is minutes late)';

const starterWords = (by: AuditActor | undefined): string => (by ? `${actorWords(by)}, by Entra’s audit log` : UNKNOWN);

export function drawOutsideJob(job: OutsideJob, zone: string): DrawnCard {
  const { what, startedAt, targetAt, scope, by, seenAt, ranWhenSeen } = job;
  const at = (time: Date | undefined) => (time === undefined ? 'not told by Microsoft' : formatInstant(time, zone));
  const looked = formatInstant(seenAt, zone);
  const card = drawList({
    title: TITLES[what],
    lines: [
      SURPRISES[what],
      `When: ${at(startedAt)}`,
      `Back to: ${at(targetAt)}`,
      `Scope: ${scope === undefined ? 'not told by Microsoft' : scopeWords(scope)}`,
      `Who: ${starterWords(by)}`,
      ranWhenSeen
        ? `It was running when Rewind looked at ${looked}. Until it ends, nothing else can start in this tenant.`
        : `It had ended when Rewind looked at ${looked}.`,
    ],
    rows: [],
    leftOut: () => '',
    buttons: [sayButton('Who holds the slot now', 'snapshots')],
  });
  return { card, summary: by ? `${TITLES[what]} by ${actorWords(by)}` : TITLES[what] };
}
