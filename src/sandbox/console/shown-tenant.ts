/** The pretend tenant as the console's panel shows it. */
import { MEMBERS } from '../cast';
import { isSynced } from '../graph/state/directory-object';
import type { TenantJob } from '../graph/state/tenant-job';
import type { ConsoleWorld } from './console-world';
import { RefusedAct } from './refused-act';
import { storyOf } from './story-so-far';
import { pendingTroubles } from './troubles';
import type { ShownDifference, ShownSlot, ShownTenant } from './wire';

export function tenantOf(world: ConsoleWorld): ShownTenant {
  const { clock, graph, teams } = world.sandbox;
  const { state } = graph;
  const [newest] = state.jobs.list();
  const active = state.jobs.active();
  const { roles, directory } = state.tenant;
  return {
    now: clock.now().toISOString(),
    speed: clock.speed,
    snapshots: state.listSnapshots().map((snapshot) => ({ id: state.snapshotId(snapshot), at: snapshot.createdAt.toISOString() })), // prettier-ignore
    slot: active && slotOf(active),
    last: newest && newest !== active ? slotOf(newest) : undefined,
    writes: directory.writes,
    troubles: pendingTroubles(graph.faults),
    story: storyOf(world),
    eligible: MEMBERS.filter(({ isEligibleOnly }) => isEligibleOnly).map(({ id, alias }) => ({
      alias,
      isActive: roles.activeRoleIds(id).size > 0,
    })),
    personalChats: Object.fromEntries(
      MEMBERS.map((person) => [person.alias, teams.messagesIn(person, 'personal').filter(({ from }) => from === 'bot').length]), // prettier-ignore
    ),
  };
}

function slotOf({ kind, status, by, origin, startedAt }: TenantJob): ShownSlot {
  return { kind, status, byName: by.name, isFromPortal: origin === 'portal', startedAt: startedAt.toISOString() };
}

const WHAT: Readonly<Record<string, string>> = {
  restore: 'deleted',
  softDelete: 'new since',
  hardDeleted: 'deleted for good',
};

/** @throws RefusedAct where the snapshot is not listed any more */
export function differencesFrom(snapshotId: string, { sandbox: { graph } }: ConsoleWorld): readonly ShownDifference[] {
  if (!graph.state.findSnapshot(snapshotId)) throw new RefusedAct('Microsoft does not list that snapshot any more.');
  const { directory } = graph.state.tenant;
  const isOnPremises = (id: string) => {
    const object = directory.find(id);
    return object !== undefined && isSynced(object);
  };
  return graph.inspect.compare(snapshotId).map(({ type, id, displayName, action, attributes }) => ({
    id,
    type,
    name: displayName ?? id,
    what: `${WHAT[action] ?? attributes.join(', ')}${isOnPremises(id) ? ' (synchronised from on-premises: only shown, cannot be recovered)' : ''}`,
  }));
}
