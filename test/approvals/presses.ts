/** Presses on the request that the rules are tried on, and the look that nothing came of a refused one. */
import { sealed } from '../../src/recovery/preview-seal';
import type { RecoveryState } from '../../src/recovery/request';
import type { PersonId } from '../../src/shared/ids';
import { askForRecovery, type AskPress } from '../../src/usecases/ask-for-recovery';
import { runNow, type RunNowPress } from '../../src/usecases/run-now';
import { startPreview, type StartPreviewPress } from '../../src/usecases/start-preview';
import { vote, type VotePress } from '../../src/usecases/vote';
import { withdraw } from '../../src/usecases/withdraw';
import { ANA, at, BEN, change, ID, NOW, requestIn } from '../jobs/people-and-requests';
import { rulesWorld, type RulesWorld } from '../usecases/rules-world';

export const REASON = 'the lockout has to go';
export const POLICY = change(9, { type: 'conditionalAccessPolicy' });

/** Two changes of ordinary users, put to the vote by Ana. */
export async function asked(settings: Parameters<typeof rulesWorld>[0] = {}): Promise<RulesWorld> {
  const world = rulesWorld(settings);
  await world.putToTheVote([change(1), change(2)]);
  return world;
}

/** The same, approved by Ben; the start could not be made. */
export async function approved(settings: Parameters<typeof rulesWorld>[0] = {}): Promise<RulesWorld> {
  const world = await asked(settings);
  const state: RecoveryState = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'graphAway' };
  world.store.put({ ...(await world.request()), state, votes: [world.approvalBy(BEN)] });
  return world;
}

/** The same two changes in a plain preview of Ana's, not asked for yet. */
export async function previewed({ computedAt = NOW }: { readonly computedAt?: Date } = {}): Promise<RulesWorld> {
  const world = await asked();
  const { preview, ...request } = await world.request();
  if (preview)
    world.store.put({
      ...request,
      state: { name: 'previewed' },
      preview: sealed({ ...preview, computedAt }, world.digest),
    });
  return world;
}

/** Ana's plan, before its preview. */
export function planned(reason?: string): RulesWorld {
  const world = rulesWorld();
  world.store.put(requestIn({ name: 'planned', expiresAt: at(30) }, reason === undefined ? {} : { reason }));
  return world;
}

export const approves = (world: RulesWorld, personId: PersonId = BEN, more: Partial<VotePress> = {}) =>
  vote({ requestId: ID, revision: 1, digest: world.digest, answer: 'approve', power: world.powerOf(personId), ...more }, world.ports); // prettier-ignore

export const rejects = (world: RulesWorld, personId: PersonId = BEN, more: Partial<VotePress> = {}) =>
  vote({ requestId: ID, revision: 1, answer: 'reject', power: world.powerOf(personId), ...more }, world.ports);

export const runs = (world: RulesWorld, personId: PersonId = ANA, more: Partial<RunNowPress> = {}) =>
  runNow({ requestId: ID, revision: 1, power: world.powerOf(personId), ...more }, world.ports);

export const starts = (world: RulesWorld, personId: PersonId = ANA, more: Partial<StartPreviewPress> = {}) =>
  startPreview({ requestId: ID, revision: 1, power: world.powerOf(personId), ...more }, world.ports);

export const asksForRecovery = (world: RulesWorld, personId: PersonId = ANA, more: Partial<AskPress> = {}) =>
  askForRecovery({ requestId: ID, revision: 1, reason: REASON, power: world.powerOf(personId), ...more }, world.ports);

export const withdraws = (world: RulesWorld, personId: PersonId = ANA) =>
  withdraw({ requestId: ID, power: world.powerOf(personId) }, world.ports);

/** A refusal leaves no trace: Microsoft was told nothing, and nothing was saved. */
export function nothingHappened({ withinMs, store }: RulesWorld): void {
  expect(withinMs).toEqual([]);
  expect(store.moves).toEqual([]);
}
