/** What an Administrator types to go back to exactly what a request is about; undefined where nobody would type it. */
import type { RecoveryRequest } from '../recovery/request';
import type { Viewing } from './card';
import { typedScope } from './entity-words';

/** As the time grammar reads it: the snapshot is the newest one until then. */
const secondAfter = (at: Date): string =>
  `${new Date(Math.ceil(at.getTime() / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** A sentence holds no longer one. */
const LONGEST = 120;

export function restoreCommand({ plan }: Pick<RecoveryRequest, 'plan'>): string | undefined {
  const scope = typedScope(plan);
  const command = `restore ${scope ?? ''} from ${secondAfter(plan.snapshotAt)}`;
  return scope === undefined || command.length > LONGEST ? undefined : command;
}

/** The same wish once more, for the same reason. */
export function askAgainCommand(request: Pick<RecoveryRequest, 'plan' | 'reason'>): string | undefined {
  const command = request.plan.wantsApproval ? restoreCommand(request) : undefined;
  const reason = request.reason?.replaceAll(/\s+/g, ' ');
  return command && (reason ? `${command} because ${reason}` : command);
}

/** For a Reader whose own preview it is: it leads to no recovery by itself. */
export function askedElsewhere(request: RecoveryRequest, { viewer }: Pick<Viewing, 'viewer'>): string | undefined {
  const isReaders = !viewer.isShared && viewer.standing === 'reader' && viewer.personId === request.requesterId;
  const command = isReaders ? restoreCommand(request) : undefined;
  return command && `A recovery is asked for by an Entra Backup Administrator, who types: ${command}`;
}
