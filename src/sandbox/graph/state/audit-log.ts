/** The pretend tenant's directory audit log: who did what to which object, newest last. */
import { randomUUID } from 'node:crypto';
import type { Json } from '../../../shared/json';

export type Initiator =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly signInName: string }
  | { readonly kind: 'application'; readonly appId: string; readonly name: string };

export interface AuditTarget {
  readonly id: string;
  readonly name: string | null;
  /** `User`, `Group`, `Policy`, … */
  readonly type: string;
  readonly signInName?: string | undefined;
  readonly properties: readonly { readonly name: string; readonly before: Json; readonly after: Json }[];
}

export interface AuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly category: string;
  readonly activity: string;
  readonly operation: 'Add' | 'Assign' | 'Update' | 'Delete';
  readonly service: string;
  readonly by: Initiator;
  readonly targets: readonly AuditTarget[];
}

export class AuditLog {
  private written: AuditEvent[] = [];

  write(event: Omit<AuditEvent, 'id'>): void {
    this.written.push({ id: `Directory_${randomUUID()}`, ...event });
  }

  /** Microsoft keeps its log for some weeks. */
  forgetBefore(time: Date): void {
    this.written = this.written.filter(({ at }) => at >= time);
  }

  events(): readonly AuditEvent[] {
    return this.written;
  }
}
