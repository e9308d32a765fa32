/** Writes a recovery's plan into the pretend tenant, as Microsoft's service would. */
import type { JsonObject } from '../../../shared/json';
import type { Change } from './changes';
import type { Tenant } from './tenant';
import type { TenantEditor } from './tenant-editor';
import { writableChanges, type FailedChange, type TenantJob } from './tenant-job';

/** Object writes are logged as the service's; who asked for the recovery stands in the log of jobs. */
const SERVICE = { kind: 'application', appId: 'a50f0d49-6f8f-4402-829c-8a911168e575', name: 'Microsoft Entra Backup and Recovery' } as const; // prettier-ignore

interface Circumstances {
  readonly tenant: Tenant;
  /** Object id → why it cannot be written. */
  readonly reasons: ReadonlyMap<string, string>;
  /** How many changes of the plan are written before it stops. */
  readonly limit: number;
  readonly at: Date;
}

export function writeRecovery(
  recovery: TenantJob,
  { tenant, reasons, limit, at }: Circumstances,
): { readonly changes: readonly Change[]; readonly failed: readonly FailedChange[] } {
  const changes: Change[] = [];
  const failed: FailedChange[] = [];
  const editor = tenant.editAs(SERVICE, at);
  for (const change of writableChanges(recovery).slice(0, Number.isFinite(limit) ? limit : undefined)) {
    const reason = reasons.get(change.now.id) ?? goneReason(tenant, change);
    if (reason === undefined) {
      writeChange(editor, change);
      changes.push(change);
    } else {
      failed.push({ change, reason });
    }
  }
  return { changes, failed };
}

function goneReason(tenant: Tenant, { now }: Change): string | undefined {
  return tenant.directory.find(now.id) ? undefined : 'Update failed: Resource does not exist.';
}

function writeChange(editor: TenantEditor, change: Change): void {
  const { id } = change.now;
  if (change.action === 'softDelete') {
    editor.softDelete(id);
    return;
  }
  if (change.action === 'restore') editor.restore(id);
  if (change.attributes.length > 0) editor.update(id, targetValues(change));
  if (change.membersToAdd.length > 0) editor.addMembers(id, change.membersToAdd);
  if (change.membersToRemove.length > 0) editor.removeMembers(id, change.membersToRemove);
}

/** The snapshot's values of the attributes that differ. */
export function targetValues({ attributes, then }: Change): JsonObject {
  return Object.fromEntries(attributes.map((name) => [name, then?.attributes[name] ?? null]));
}
