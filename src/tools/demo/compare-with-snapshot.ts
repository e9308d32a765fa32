/** The pretend tenant beside the snapshot, object by object: what differs although a recovery could have brought it back is a failure. */
import { isSynced } from '../../sandbox/graph/state/directory-object';
import type { Sandbox } from '../../sandbox/start-sandbox';
import { differs } from './differs';

export type Difference = ReturnType<Sandbox['graph']['inspect']['compare']>[number];

/** What was done to an object, and how it stands where it is as in the snapshot again. */
const FATES: { readonly [Action in Difference['action']]: { readonly was: string; readonly is: string } } = {
  update: { was: 'was changed', is: 'as in the snapshot' },
  restore: { was: 'was deleted', is: 'there again, as in the snapshot' },
  softDelete: { was: 'joined since', is: 'not there, as in the snapshot (recoverable for 30 days)' },
  hardDeleted: { was: 'was deleted for good', is: 'there again, as in the snapshot' },
};

export function usersThatDiffer({ graph }: Sandbox, snapshotId: string): readonly Difference[] {
  return graph.inspect.compare(snapshotId).filter(({ type }) => type === 'user');
}

/**
 * @returns one line for each object that had differed, and one for all others
 * @throws Error where one differs that should not
 */
export function compareWithSnapshot(
  sandbox: Sandbox,
  snapshotId: string,
  before: readonly Difference[],
): readonly string[] {
  const after = new Map(usersThatDiffer(sandbox, snapshotId).map((difference) => [difference.id, difference]));
  const unexpected = [...after.keys()].filter((id) => !before.some((one) => one.id === id));
  if (unexpected.length > 0) throw differs(`${unexpected.join(', ')} did not differ before and does now`);
  const lines = before.map((was) => lineOf(was, after.get(was.id), sandbox));
  return [...lines, `${'Every other user'.padEnd(30)} → as in the snapshot, untouched`];
}

function lineOf(was: Difference, now: Difference | undefined, sandbox: Sandbox): string {
  const name = was.displayName ?? was.id;
  const fate = FATES[was.action];
  const start = `${name.padEnd(16)} ${fate.was.padEnd(13)}`;
  if (now === undefined) return `${start} → ${fate.is}`;
  const what = now.attributes.join(', ');
  if (now.action === 'hardDeleted') return `${start} → gone for good: no recovery can bring it back`;
  const object = sandbox.graph.state.tenant.directory.find(was.id);
  if (!object || !isSynced(object))
    throw differs(`${name} is not as in the snapshot: ${what || FATES[now.action].was}`);
  return `${start} → still differs (${what}): synchronised from on-premises, no recovery can change it`;
}
