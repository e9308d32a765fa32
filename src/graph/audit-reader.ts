/**
 * Entra's audit log with the reading identity. It is a courtesy: nothing waits for it, and where it cannot be read nothing is concluded.
 * So every question ends after some pages and some seconds, and a failure is an answer.
 */
import { isSameActor, type AuditEvent } from '../tenant/audit';
import type { AuditAnswer, AuditQuery, AuditReader } from '../recovery/ports';
import type { AccessToken } from '../shared/access-token';
import { RewindError } from '../shared/errors';
import { fromFirstPage } from '../shared/from-first-page';
import { auditFilter } from './audit-contract';
import { createGraphClient, type GraphClient, type GraphSettings } from './client';
import { GraphRefusedError } from './errors';
import { listAuditEvents } from './operations/audit-events';

const PAGE_SIZE = 999;
const MAX_PAGES = 10;
/** No further page is asked for after so long. */
const PATIENCE_MS = 15_000;
const ONE_CALL = { timeoutMs: 10_000, retryBudgetMs: 6_000 } as const;

/** Less patient than the reader of the changes, which has to know. */
export function createAuditReader(settings: GraphSettings, accessToken: AccessToken): AuditReader {
  const client = createGraphClient({ ...ONE_CALL, ...settings }, accessToken);
  return {
    events: async (query) => {
      if (query.actor?.kind === 'unknown') return { kind: 'read', events: [], hasMore: false };
      const startedAt = performance.now();
      return await fromFirstPage(() => readEvents(client, query, startedAt)).catch(unknownOf);
    },
    reachesBackTo: async () => {
      const oldest = client.call(listAuditEvents, { oldestFirst: true, top: 1 });
      return await oldest.then(({ answer }) => answer.items[0]?.at, (error: unknown) => (unknownOf(error), undefined)); // prettier-ignore
    },
  };
}

/** Whatever Graph said instead of an answer. A bug of ours is no answer, and is thrown on. */
function unknownOf(error: unknown): Extract<AuditAnswer, { kind: 'unknown' }> {
  if (error instanceof GraphRefusedError) return { kind: 'unknown', because: 'refused' };
  if (error instanceof RewindError) return { kind: 'unknown', because: 'away' };
  throw error;
}

async function readEvents(client: GraphClient, query: AuditQuery, startedAt: number): Promise<AuditAnswer> {
  const { limit } = query;
  const events: AuditEvent[] = [];
  let pages = 0;
  // Sorted out here, so a page may hold few that fit: such questions ask for full pages.
  const top = query.category === undefined ? Math.min(limit + 1, PAGE_SIZE) : PAGE_SIZE;
  for await (const page of client.pages(listAuditEvents, { filter: auditFilter(query), top })) {
    for (const event of page) {
      if (!fits(event, query)) continue;
      if (events.length === limit) return { kind: 'read', events, hasMore: true };
      events.push(event);
    }
    pages += 1;
    if (pages === MAX_PAGES || performance.now() - startedAt > PATIENCE_MS) return { kind: 'read', events, hasMore: true }; // prettier-ignore
  }
  return { kind: 'read', events, hasMore: false };
}

/** What the filter cannot ask, and what it should have. */
function fits({ actor, category }: AuditEvent, query: AuditQuery): boolean {
  if (query.actor !== undefined && !isSameActor(actor, query.actor)) return false;
  return query.category === undefined || query.category === category;
}
