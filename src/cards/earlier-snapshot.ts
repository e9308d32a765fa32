/** The way out where the snapshot may hold the damage already: the same wish from the snapshot before it. */
import type { RecoveryRequest } from '../recovery/request';
import { sayButton, type Button } from './buttons';
import { typedScope } from './entity-words';

/** The snapshot is not older than the incident that was named, or the audit log shows the damage before it. */
export function holdsDamage({ plan, preview }: RecoveryRequest): boolean {
  if (plan.incidentAt !== undefined && plan.snapshotAt >= plan.incidentAt) return true;
  return preview?.hazards.some(({ kind }) => kind === 'snapshotAfterDamage') === true;
}

/** What a button's command may carry of the reason. */
const KEPT_REASON = 200;

/** As the time grammar reads it, to the second. */
const instantToType = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Nothing is substituted: it is offered. */
export function earlierButtons(request: RecoveryRequest): readonly Button[] {
  const scope = typedScope(request.plan);
  if (scope === undefined || !holdsDamage(request)) return [];
  const { plan, reason } = request;
  const earlier = `${scope} from before ${instantToType(plan.snapshotAt)}`;
  return [sayButton('Earlier snapshot', plan.wantsApproval ? restoreCommand(earlier, reason) : `preview ${earlier}`)];
}

/** A reason that would not fit on the card is asked for again. */
function restoreCommand(wish: string, reason: string | undefined): string {
  return reason === undefined || reason.length > KEPT_REASON ? `restore ${wish}` : `restore ${wish} because ${reason}`;
}
