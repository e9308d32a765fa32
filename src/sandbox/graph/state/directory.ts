/**
 * The pretend tenant's objects and its snapshots. A snapshot costs nothing when it is taken: the newest one keeps the former
 * value of every object that is written after it, so the state at a snapshot is its own notes, then the younger snapshots', then now.
 */
import type { DirectoryObject } from './directory-object';
import type { EntityType } from './entity-types';

export interface Snapshot {
  readonly createdAt: Date;
  /** False after it was made to disappear: Microsoft does not list it any more. */
  readonly isListed: boolean;
  /** Objects written since the snapshot before. */
  readonly changedObjects: number;
}

interface KeptSnapshot extends Snapshot {
  isListed: boolean;
  /** Values before the first write after this snapshot; `undefined`: there was no such object. */
  readonly former: Map<string, DirectoryObject | undefined>;
}

export class PretendDirectory {
  private readonly byType = new Map<EntityType, Map<string, DirectoryObject>>();
  /** Oldest first. */
  private readonly kept: KeptSnapshot[] = [];
  private written = 0;

  /** How many writes there were. */
  get writes(): number {
    return this.written;
  }

  /** Soft-deleted objects too. */
  find(id: string): DirectoryObject | undefined {
    for (const objects of this.byType.values()) {
      const object = objects.get(id);
      if (object) return object;
    }
    return undefined;
  }

  findAlive(id: string): DirectoryObject | undefined {
    const object = this.find(id);
    return object?.deletedAt === undefined ? object : undefined;
  }

  *alive(type: EntityType): Iterable<DirectoryObject> {
    for (const object of this.byType.get(type)?.values() ?? []) if (object.deletedAt === undefined) yield object;
  }

  /** Soft-deleted only. */
  *deleted(type: EntityType): Iterable<DirectoryObject> {
    for (const object of this.byType.get(type)?.values() ?? []) if (object.deletedAt !== undefined) yield object;
  }

  count(type: EntityType): number {
    return this.byType.get(type)?.size ?? 0;
  }

  put(object: DirectoryObject): void {
    this.note(object.id);
    const objects = this.byType.get(object.type) ?? new Map<string, DirectoryObject>();
    this.byType.set(object.type, objects.set(object.id, object));
  }

  /** For good: no snapshot brings it back. */
  remove(id: string): void {
    this.note(id);
    for (const objects of this.byType.values()) objects.delete(id);
  }

  takeSnapshot(createdAt: Date): Snapshot {
    const changedObjects = this.kept.at(-1)?.former.size ?? 0;
    const snapshot = {
      createdAt,
      isListed: true,
      changedObjects,
      former: new Map<string, DirectoryObject | undefined>(),
    };
    this.kept.push(snapshot);
    return snapshot;
  }

  /** Newest first, as Microsoft lists them. */
  snapshots(): readonly Snapshot[] {
    return this.kept.filter((snapshot) => snapshot.isListed).reverse();
  }

  /** It leaves the list; older snapshots still need its notes. */
  hideSnapshot(snapshot: Snapshot): void {
    const found = this.kept.find((candidate) => candidate === snapshot);
    if (found) found.isListed = false;
  }

  /** A snapshot that is being worked on stays until the work is done, and so do the younger ones. */
  dropSnapshotsBefore(time: Date, inUse?: Snapshot): void {
    while (this.kept[0] && this.kept[0].createdAt < time && this.kept[0] !== inUse) this.kept.shift();
  }

  findAt(snapshot: Snapshot, id: string): DirectoryObject | undefined {
    for (const { former } of this.since(snapshot)) if (former.has(id)) return former.get(id);
    return this.find(id);
  }

  /** Ids of everything written since: the only objects that can differ. In order of the first write. */
  touchedSince(snapshot: Snapshot): ReadonlySet<string> {
    return new Set(this.since(snapshot).flatMap(({ former }) => [...former.keys()]));
  }

  private since(snapshot: Snapshot): readonly KeptSnapshot[] {
    const index = this.kept.findIndex((candidate) => candidate === snapshot);
    if (index < 0) throw new Error(`no snapshot of ${snapshot.createdAt.toISOString()} is kept`);
    return this.kept.slice(index);
  }

  private note(id: string): void {
    this.written += 1;
    const newest = this.kept.at(-1);
    if (newest && !newest.former.has(id)) newest.former.set(id, this.find(id));
  }
}
