import { isPreviewTooOld } from '../approvals/windows';
import type { RecoveryRequest } from '../recovery/request';
import { agedPreviewOf } from '../recovery/slot-wait';
import { RewindError } from '../shared/errors';
import { overtakenBy, type OvertakenPorts } from './overtaken-by';
import type { UsecasePorts } from './ports';

/** A12: the last vote, and *Run now*, would start a re-check instead of the recovery. Where Microsoft cannot be asked, as far as is known. */
export async function wouldRecheck(
  request: RecoveryRequest,
  ports: OvertakenPorts & { readonly settings: Pick<UsecasePorts['settings'], 'windows'> },
): Promise<boolean> {
  const preview = agedPreviewOf(request);
  if (!preview) return false;
  if (isPreviewTooOld(preview, ports.clock.now(), ports.settings.windows)) return true;
  try {
    return (await overtakenBy(request, ports)) !== undefined;
  } catch (error) {
    if (error instanceof RewindError) return request.overtaken !== undefined;
    throw error;
  }
}
