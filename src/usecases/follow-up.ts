/**
 * *Check result* and *Retry failed*, after a recovery: new requests of the presser, with the presser's own sign-on, that know which
 * recovery they follow. A check previews the same scope from the same snapshot, or of a choice what was chosen; a retry asks for the failed changes again, and
 * goes the whole way of a restore: preview, votes, run.
 */
import type { Place } from '../approvals/approval';
import { firstRefusal, refused, type Refusal } from '../approvals/refusal';
import { failedChangesOf, noResultOf } from '../recovery/follow-up';
import type { Power } from '../recovery/ports';
import type { FollowUp, RecoveryPlan } from '../recovery/plan';
import type { RecoveryRequest } from '../recovery/request';
import { minutesAfter } from '../shared/clock';
import type { RequestId } from '../shared/ids';
import { isChoice, recoveryScopeOf } from '../recovery/recovery-scope';
import { failedScope } from './failed-scope';
import { moveInAnyCase } from './move-in-any-case';
import type { Outcome, UsecasePorts } from './ports';
import { isSnapshotGone } from './snapshot-is-gone';
import { refusalToStart, startPreview } from './start-preview';
import { StoredChanges } from './stored-changes';

export interface FollowUpPress {
  readonly requestId: RequestId;
  readonly power: Power;
  /** Where it was pressed: the new request lives there. */
  readonly place: Place;
  readonly zone?: string | undefined;
}

type Plan = Refusal | { readonly kind: 'plan'; readonly plan: RecoveryPlan; readonly reason: string | undefined };

export async function checkResult(press: FollowUpPress, ports: UsecasePorts): Promise<Outcome> {
  return await followUp(press, 'check', ports);
}

export async function retryFailed(press: FollowUpPress, ports: UsecasePorts): Promise<Outcome> {
  return await followUp(press, 'retry', ports);
}

async function followUp(press: FollowUpPress, how: FollowUp['how'], ports: UsecasePorts): Promise<Outcome> {
  const { requestId, power } = press;
  if ((await power.standing()) === 'none') return refused('roleNotActive');
  const request = await ports.requests.find(requestId);
  return request ? await follow(request, { press, how }, ports) : refused('noSuchRequest', { requestId });
}

interface Follow {
  readonly press: FollowUpPress;
  readonly how: FollowUp['how'];
}

async function follow(request: RecoveryRequest, { press, how }: Follow, ports: UsecasePorts): Promise<Outcome> {
  const { requestId, power } = press;
  const planned = (await refusalOf(request, how, ports)) ?? (await planOf(request, how, ports));
  if (planned.kind === 'refused') return planned;
  const plan: RecoveryPlan = { ...planned.plan, splitFrom: undefined };
  const draft = { ...planned, plan, requesterId: power.personId, changedByIds: [] };
  const refusal = await refusalToStart(draft, power, ports);
  if (refusal) return refusal;
  const followed = { requestId, how };
  const created = (await openOne(followed, ports)) ?? (await createOne(request, { ...draft, press }, ports));
  if (created.requesterId !== power.personId || created.state.name !== 'planned')
    return { kind: 'done', request: created };
  const outcome = await startPreview({ requestId: created.id, revision: created.revision, power }, ports);
  return await linked(request.id, { requestId: created.id, how }, { outcome, created, ports });
}

async function refusalOf(
  request: RecoveryRequest,
  how: FollowUp['how'],
  { settings, backup }: UsecasePorts,
): Promise<Refusal | undefined> {
  const refusal =
    firstRefusal([[settings.isRecoveryDisabled, 'recoveryDisabled']]) ??
    noResultOf(request) ??
    firstRefusal([[how === 'retry' && failedChangesOf(request) === 0, 'nothingFailed']]);
  if (refusal) return { ...refusal, facts: { requestId: request.id } };
  return (await isSnapshotGone(request, backup)) ? refused('snapshotGone') : undefined;
}

async function planOf(request: RecoveryRequest, how: FollowUp['how'], ports: UsecasePorts): Promise<Plan> {
  const { plan } = request;
  const follows = { requestId: request.id, how };
  if (how === 'check') return await checkPlan(request, ports);
  const failed = await failedScope(request, ports);
  if (failed.kind === 'refused') return failed;
  const reason = request.reason && `Retry of ${request.id}: ${request.reason}`;
  return { kind: 'plan', plan: { ...plan, follows, scope: failed.scope, wantsApproval: true }, reason };
}

/** Where something was left out, what was approved is looked at and nothing else. */
async function checkPlan(request: RecoveryRequest, { changes }: UsecasePorts): Promise<Plan> {
  const { id: requestId, plan, revision } = request;
  const draft = { ...plan, follows: { requestId, how: 'check' as const }, wantsApproval: false };
  if (!isChoice(plan)) return { kind: 'plan', plan: draft, reason: undefined };
  const approved = new StoredChanges(request, changes, revision);
  await approved.readAll();
  const scope = recoveryScopeOf(plan, approved.counts(), approved.touched());
  return scope ? { kind: 'plan', plan: { ...draft, scope }, reason: undefined } : refused('changesNotKept', { requestId }); // prettier-ignore
}

/** The same press twice, or by two people at a time, makes one request. */
async function openOne(followed: FollowUp, { requests }: UsecasePorts): Promise<RecoveryRequest | undefined> {
  const open = await requests.open();
  return open.find(({ plan: { follows } }) => follows?.requestId === followed.requestId && follows.how === followed.how); // prettier-ignore
}

/** Of two that were made at the same moment the older one stays. */
async function createOne(followed: RecoveryRequest, draft: Draft, ports: UsecasePorts): Promise<RecoveryRequest> {
  const created = await create(followed, draft, ports);
  const first = draft.plan.follows && (await openOne(draft.plan.follows, ports));
  if (!first || first.id === created.id) return created;
  await takeBack(created, ports);
  return first;
}

async function takeBack({ id, requesterId: byId }: RecoveryRequest, { requests, clock }: UsecasePorts): Promise<void> {
  const plan = await requests.get(id);
  if (plan.state.name === 'planned') await requests.move(plan, { name: 'withdrawn', at: clock.now(), byId }, { by: byId }); // prettier-ignore
}

interface Draft {
  readonly plan: RecoveryPlan;
  readonly reason: string | undefined;
  readonly press: FollowUpPress;
}

async function create(
  followed: RecoveryRequest,
  { plan, reason, press }: Draft,
  { requests, clock, settings, wake }: UsecasePorts,
): Promise<RecoveryRequest> {
  const request = await requests.create({
    requesterId: press.power.personId,
    reason,
    place: press.place,
    zone: press.zone ?? followed.zone,
    plan,
    state: { name: 'planned', expiresAt: minutesAfter(clock.now(), settings.windows.plan) },
  });
  await wake.step(request.id);
  return request;
}

interface Started {
  readonly outcome: Outcome;
  readonly created: RecoveryRequest;
  readonly ports: UsecasePorts;
}

/** The recovery's own card leads to what followed it. Where Microsoft refused, the plan is taken back: nobody waits for it. */
async function linked(id: RequestId, followUpOf: FollowUp, { outcome, created, ports }: Started): Promise<Outcome> {
  if (outcome.kind === 'refused') {
    await takeBack(created, ports);
    return outcome;
  }
  const move = {
    by: created.requesterId,
    what: followUpOf.how === 'check' ? ('checkedResult' as const) : ('retriedFailed' as const),
  };
  const withFollowUp = ({ followUps = [] }: RecoveryRequest) => ({ followUps: [...followUps, followUpOf] });
  await moveInAnyCase(id, (request) => ({ move: { ...move, with: withFollowUp(request) } }), ports);
  await ports.wake.draw(id);
  return outcome;
}
