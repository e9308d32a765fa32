/**
 * Before anything is posted, a look at Microsoft's list of jobs. A start of this request that was taken for lost and began after all is
 * adopted, and nothing is posted a second time; a job of somebody else that runs is told at once, instead of asking Microsoft to refuse.
 */
import type { BackupReader, TenantJob } from '../recovery/ports';
import type { OpenStart } from '../recovery/open-start';
import type { RecoveryRequest } from '../recovery/request';
import { progressOf } from '../recovery/terms';
import { RewindError } from '../shared/errors';
import { startedEarlier } from './find-started-job';
import { freeSlot, type FreeSlotPorts } from './free-slot';
import type { Owners } from './owned-jobs';

export type FirstLook =
  /** Nothing speaks against a start. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'begun'; readonly job: TenantJob; readonly start: OpenStart }
  | { readonly kind: 'busy'; readonly job: TenantJob }
  /** An earlier start may have begun, and nobody can say: nothing is posted. */
  | { readonly kind: 'unsure' };

export type FirstLookPorts = FreeSlotPorts & Owners & { readonly backup: Pick<BackupReader, 'listJobs'> };

export async function lookFirst(
  request: RecoveryRequest,
  whats: readonly OpenStart['what'][],
  ports: FirstLookPorts,
): Promise<FirstLook> {
  await freeSlot(ports);
  const listed = await ports.backup.listJobs().catch(noneIfUnread);
  const { openStarts = [] } = request;
  if (!listed) return openStarts.some(({ what }) => whats.includes(what)) ? { kind: 'unsure' } : { kind: 'clear' };
  const begun = await startedEarlier(listed, whats, { request, ports });
  if (begun) return { kind: 'begun', ...begun };
  // Of a status that nobody knows the POST itself will tell.
  const running = listed.find(({ status }) => status !== 'unknown' && progressOf(status) === 'running');
  return running ? { kind: 'busy', job: running } : { kind: 'clear' };
}

/** Busy or refused alike: the POST itself will tell. */
function noneIfUnread(error: unknown): undefined {
  if (error instanceof RewindError) return undefined;
  throw error;
}
