/** The way out where the snapshot may hold the damage already: the same wish from the snapshot before it. */
import type { RecoveryRequest } from '../recovery/request';
import { sayButton, type Button } from './buttons';
import { typedScope } from './entity-words';

/** The snapshot is not older than the incident that was named, or the audit log shows the damage before it. */
export function holdsDamage({ plan, preview }: RecoveryRequest): boolean {
  if (plan.incidentAt !== undefined && plan.snapshotAt >= plan.incidentAt) return true;
  return preview?.hazards.some(({ kind }) => kind === 'snapshotAfterDamage') === true;
}

/** As the time grammar reads it, to the second. */
const instantToType = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** What a button's command may carry of the reason; it carries all of it, or there is no button. */
const KEPT_REASON = 200;

/** With the whole reason: what was said is said again. */
const restoreCommand = (wish: string, reason: string | undefined): string =>
  reason === undefined ? `restore ${wish}` : `restore ${wish} because ${reason}`;

/** Nothing is substituted: it is offered. */
export function earlierButtons(request: RecoveryRequest): readonly Button[] {
  const scope = typedScope(request.plan);
  const { plan, reason } = request;
  if (scope === undefined || !holdsDamage(request) || (reason?.length ?? 0) > KEPT_REASON) return [];
  const earlier = `${scope} from before ${instantToType(plan.snapshotAt)}`;
  return [sayButton('Earlier snapshot', plan.wantsApproval ? restoreCommand(earlier, reason) : `preview ${earlier}`)];
}
