import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Place } from '../../src/approvals/approval';
import type { Change } from '../../src/recovery/change';
import type { RecoveryState } from '../../src/recovery/request';
import type { NewRequest } from '../../src/recovery/store-ports';
import type { Clock } from '../../src/shared/clock';
import type {
  ConversationId,
  ObjectId,
  PersonId,
  PreviewJobId,
  RequestId,
  SnapshotId,
  TenantId,
} from '../../src/shared/ids';
import type { Log } from '../../src/shared/log';
import { openStore, type Store } from '../../src/store/open-store';
import type { TestDatabase } from './test-database';

export const ANA = '11111111-1111-4111-8111-111111111111' as PersonId;
export const BEN = '22222222-2222-4222-8222-222222222222' as PersonId;
export const CHANNEL: Place = { conversationId: '19:incident;messageid=1' as ConversationId, kind: 'channel' };
export const NOON = new Date('2026-05-04T12:00:00.000Z');

export const PLANNED: RecoveryState = { name: 'planned', expiresAt: new Date('2026-05-04T12:30:00.000Z') };
export const PREVIEWING = { name: 'previewing', starterId: ANA, intendedAt: NOON } as const satisfies RecoveryState;
export const READING: RecoveryState = { name: 'reading', previewJobId: 'job-1' as PreviewJobId, computedAt: NOON };
export const WITHDRAWN: RecoveryState = { name: 'withdrawn', at: NOON, byId: ANA };

export const WISH: NewRequest = {
  requesterId: ANA,
  reason: 'the sync wiped the departments',
  place: CHANNEL,
  zone: 'Europe/Berlin',
  plan: {
    scope: { kind: 'types', types: ['user'] },
    snapshotId: 'snapshot-1' as SnapshotId,
    snapshotAt: new Date('2026-05-04T08:00:00.000Z'),
    timePhrase: 'this morning',
    wantsApproval: true,
  },
  state: PLANNED,
};

export class HandClock implements Clock {
  private time = NOON.getTime();

  now(): Date {
    return new Date(this.time);
  }

  advance(ms: number): void {
    this.time += ms;
  }
}

export interface World {
  readonly store: Store;
  readonly clock: HandClock;
  readonly tenantId: TenantId;
  /** What was logged, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Another store on the same database and tenant, as a second process has it. */
  another(): Promise<Store>;
  close(): Promise<void>;
}

export function logInto(lines: Readonly<Record<string, unknown>>[]): Log {
  return pino(
    { level: 'debug', base: null },
    { write: (line) => void lines.push(JSON.parse(line) as Readonly<Record<string, unknown>>) },
  );
}

/** A tenant of its own, so that the tests of one database do not see each other. */
export async function openWorld({ url }: Pick<TestDatabase, 'url'>): Promise<World> {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const clock = new HandClock();
  const tenantId = randomUUID() as TenantId;
  const open = () => openStore({ url, tenantId, clock, log: logInto(lines) });
  const stores = [await open()];
  return {
    store: stores[0] as Store,
    clock,
    tenantId,
    lines,
    another: async () => {
      const store = await open();
      stores.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The nth change: every second one a group, every third one a soft delete, every tenth only shown. */
export function changeOf(n: number): Change {
  return {
    type: n % 2 === 0 ? 'group' : 'user',
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as ObjectId,
    action: n % 3 === 0 ? 'softDelete' : 'update',
    displayName: `Person Ünal ${n}`,
    now: { department: null },
    target: n % 5 === 0 ? { jobTitle: `title ${n}` } : { department: `department ${n}` },
    links: [],
    shownOnly: n % 10 === 0,
  };
}

export const changesOf = (count: number): readonly Change[] =>
  Array.from({ length: count }, (_unused, index) => changeOf(index));

export async function savePages(store: Store, requestId: RequestId, changes: readonly Change[]): Promise<void> {
  const PAGE = 999;
  for (let page = 0; page * PAGE < changes.length; page += 1)
    await store.changes.savePage({ requestId, revision: 1, page, changes: changes.slice(page * PAGE, (page + 1) * PAGE) }); // prettier-ignore
}
