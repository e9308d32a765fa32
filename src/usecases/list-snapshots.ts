/** What there is to go back to, and who holds the slot. What the list shows is what there is: retention is Microsoft's. */
import type { Snapshot } from '../recovery/ports';
import type { SlotHolder } from '../recovery/slot-holder';
import { findSlotHolder, type SlotPorts } from './find-slot-holder';

export interface SnapshotList {
  /** Newest first. */
  readonly snapshots: readonly Snapshot[];
  readonly holder: SlotHolder | undefined;
}

export async function listSnapshots(ports: SlotPorts): Promise<SnapshotList> {
  const snapshots = await ports.backup.listSnapshots();
  return { snapshots, holder: await findSlotHolder(ports) };
}
