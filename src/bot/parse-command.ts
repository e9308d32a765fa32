// TEMPORARY until grammar lands
import type { RequestId } from '../shared/ids';
import type { ScopePhrase } from '../recovery/scope';
import { parseTimePhrase, type TimePhrase } from '../recovery/time-phrase';
import type { ChangeFilter } from '../recovery/store-ports';
type WithId<K> = { kind: K; id: RequestId };
export type ParsedCommand =
  | { kind: 'snapshots' }
  | { kind: 'requests' }
  | { kind: 'history'; days: number }
  | { kind: 'preview'; scope: ScopePhrase; time: TimePhrase; timeText: string }
  | { kind: 'restore'; scope: ScopePhrase; time: TimePhrase; timeText: string; reason?: string }
  | WithId<'status'>
  | WithId<'approve'>
  | WithId<'reject'>
  | WithId<'withdraw'>
  | WithId<'cancel'>
  | WithId<'start'>
  | WithId<'ask'>
  | WithId<'run'>
  | WithId<'failed'>
  | { kind: 'changes'; id: RequestId; filter?: ChangeFilter; filterText?: string; page: number }
  | { kind: 'help' }
  | { kind: 'unknown'; typed: string }
  | { kind: 'malformed'; typed: string };
export function parseCommand(
  { text }: { text: string; mentions: readonly unknown[] },
  here: { now: Date; zone: string },
): ParsedCommand {
  const t = text.trim();
  const wish = /^(restore|preview) (users|everything|groups) (?:from )?(.+?)(?: because (.+))?$/.exec(t);
  if (wish) {
    const time = parseTimePhrase(wish[3] ?? '', here);
    if (time.kind === 'refusedTime') return { kind: 'malformed', typed: t };
    const scope: ScopePhrase =
      wish[2] === 'everything'
        ? { kind: 'everything', except: [] }
        : { kind: 'types', types: [wish[2] === 'users' ? 'user' : 'group'], except: [] };
    return {
      kind: wish[1] as 'restore',
      scope,
      time,
      timeText: wish[3] ?? '',
      ...(wish[4] ? { reason: wish[4] } : {}),
    };
  }
  const byId = /^(status|approve|reject|withdraw|cancel|start|ask|run|failed|changes) (R-\w+)/.exec(t);
  if (byId) return { kind: byId[1] as 'status', id: byId[2] as RequestId, page: 1 } as ParsedCommand;
  if (t === 'snapshots' || t === 'requests') return { kind: t };
  if (t === 'history') return { kind: 'history', days: 30 };
  if (t === 'help') return { kind: 'help' };
  return { kind: 'unknown', typed: t };
}
