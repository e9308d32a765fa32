/** From words to a plan: scope resolved to ids, time to one snapshot. Nothing is started; the plan waits for *Start preview*. */
import { refused, type Refusal } from '../approvals/refusal';
import type { RecoveryPlan } from '../recovery/plan';
import type { DirectoryObject, Snapshot } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { Scope, ScopeObject, ScopePhrase } from '../recovery/scope';
import { chooseSnapshot, type SnapshotChoice } from '../recovery/snapshot-choice';
import type { Standing } from '../recovery/terms';
import type { TimeNote } from '../times/time-notes';
import type { TimePhrase } from '../times/time-phrase';
import { minutesAfter } from '../shared/clock';
import type { Sender, UsecasePorts } from './ports';
import { needsReason } from '../approvals/reason';
import type { FoundObject } from './resolve-objects';
import { resolveScope, type ResolvedScope } from './resolve-scope';

export interface Wish {
  readonly sender: Sender;
  readonly standing: Standing;
  readonly scope: ScopePhrase;
  readonly time: TimePhrase;
  /** The words typed for the time, for the echo. */
  readonly timeText: string;
  readonly reason?: string | undefined;
  /** True for `restore`. */
  readonly wantsApproval: boolean;
}

export type Planned =
  | Refusal
  | { readonly kind: 'planned'; readonly request: RecoveryRequest; readonly isPreviewOnlyForReader: boolean }
  | (Extract<ResolvedScope, { kind: 'ambiguous' }> & { readonly snapshot: Snapshot })
  /** Named, and nothing brings it back. */
  | { readonly kind: 'deletedForGood'; readonly object: DirectoryObject }
  | Exclude<SnapshotChoice, { kind: 'chosen' }>;

export async function planRecovery(wish: Wish, ports: UsecasePorts): Promise<Planned> {
  const { sender, standing } = wish;
  const refusal = standing === 'none' ? refused('roleMissing') : reasonRefusal(wish);
  if (refusal) return refusal;
  const snapshots = await ports.backup.listSnapshots();
  const choice = chooseSnapshot(wish.time, { snapshots, zone: sender.zone, now: ports.clock.now() });
  if (choice.kind !== 'chosen') return choice;
  const resolved = await resolveScope(wish.scope, ports);
  if (resolved.kind === 'ambiguous') return { ...resolved, snapshot: choice.snapshot };
  if (resolved.kind !== 'resolved') return resolved;
  const { named } = resolved;
  const gone = goneByName(resolved.scope, named);
  if (gone) return { kind: 'deletedForGood', object: gone };
  const { snapshot, incidentAt, notes } = choice;
  const request = await create(wish, { ...resolved, snapshot, incidentAt, notes }, ports);
  return { kind: 'planned', request, isPreviewOnlyForReader: standing === 'reader' && wish.wantsApproval };
}

const reasonRefusal = ({ reason, wantsApproval }: Wish): Refusal | undefined =>
  reason === undefined || !wantsApproval ? undefined : needsReason(reason);

/** An id with its kind is planned all the same: the card says what is known of it. */
function goneByName({ kind }: Scope, named: readonly FoundObject[]): DirectoryObject | undefined {
  const isGone = ({ phrase, object }: FoundObject) => phrase.by === 'name' && object.whereabouts?.kind === 'deletedForGood'; // prettier-ignore
  return kind === 'objects' ? named.find(isGone)?.object : undefined;
}

function whereaboutsOf(named: readonly FoundObject[]): Pick<RecoveryPlan, 'whereabouts'> {
  const known = named.flatMap(({ object: { id, whereabouts } }) => (whereabouts ? [{ id, is: whereabouts }] : []));
  return known.length === 0 ? {} : { whereabouts: known };
}

interface Resolved {
  readonly snapshot: Snapshot;
  readonly incidentAt: Date | undefined;
  readonly notes: readonly TimeNote[];
  readonly scope: Scope;
  readonly except?: readonly ScopeObject[];
  readonly named: readonly FoundObject[];
}

async function create(
  wish: Wish,
  { snapshot, incidentAt, notes, scope, except = [], named }: Resolved,
  ports: UsecasePorts,
): Promise<RecoveryRequest> {
  const { requests, clock, settings, wake } = ports;
  const { sender, standing, reason, timeText } = wish;
  const request = await requests.create({
    requesterId: sender.personId,
    reason,
    place: sender.place,
    zone: sender.zone,
    plan: {
      scope,
      ...(except.length > 0 && { except: [...except] }),
      snapshotId: snapshot.id,
      snapshotAt: snapshot.createdAt,
      timePhrase: timeText,
      wantsApproval: wish.wantsApproval && standing === 'administrator',
      ...(incidentAt ? { incidentAt } : {}),
      ...whereaboutsOf(named),
      ...(notes.length > 0 && { timeNotes: [...notes] }),
    },
    state: { name: 'planned', expiresAt: minutesAfter(clock.now(), settings.windows.plan) },
  });
  await wake.step(request.id);
  return request;
}
