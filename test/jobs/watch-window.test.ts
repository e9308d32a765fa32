import { runRequest } from '../../src/jobs/run-request';
import type { RecoveryState } from '../../src/recovery/request';
import type { Notice } from '../../src/recovery/store-ports';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { candidate } from './fake-microsoft';
import { ANA, at, BEN, change, EVA, ID, NOW, OTHER_SNAPSHOT, previewOf, requestIn, vote } from './people-and-requests';
import { stepWorld } from './step-world';

const OTHER = 'cccccccc-0000-4000-8000-00000000000c' as PersonId;
const planned = { name: 'planned', expiresAt: at(30) } as const;
const awaiting = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) } as const;
const approved = { name: 'approved', approvedAt: NOW, expiresAt: at(15), because: 'graphAway' } as const;
const slot = { name: 'waitingForSlot', resume: awaiting, holder: { what: 'unknown' }, since: NOW, tellIds: [ANA] } as const; // prettier-ignore

describe('a window', () => {
  it.each<[RecoveryState, number, string]>([
    [planned, 30, 'planned'],
    [awaiting, 60, 'awaitingApproval'],
    [approved, 15, 'approved'],
  ])('of %j ends at its minute, by the clock', async (state, minutes, during) => {
    const { step, clock, microsoft } = stepWorld();
    clock.passesMinutes(minutes);

    await expect(step(requestIn(state, { votes: [vote(BEN)] }))).resolves.toMatchObject({
      kind: 'moveTo',
      state: { name: 'expired', at: at(minutes), during },
      move: { notices: [{ kind: 'expired', peopleIds: [ANA, BEN] }] },
    });
    expect(microsoft.asked).toEqual([]);
  });

  it.each<[RecoveryState, number]>([
    [planned, 30],
    [{ ...awaiting, remindedAt: at(20), escalatedAt: at(30) }, 60],
    [approved, 15],
  ])('of %j is open until the last second', async (state, minutes) => {
    const { step, clock } = stepWorld();
    clock.passesMinutes(minutes);
    clock.passes(-1000);

    await expect(step(requestIn(state))).resolves.toEqual({ kind: 'wait', delayMs: 1000 });
  });

  it.each([planned, awaiting, approved])('is looked at again after the longest poll at the latest', async (state) => {
    await expect(stepWorld().step(requestIn(state))).resolves.toEqual({ kind: 'wait', delayMs: 60_000 });
  });
});

describe('the reminder', () => {
  it('goes once to the candidates who have not voted, and never to the requester', async () => {
    const { step, clock, microsoft } = stepWorld();
    microsoft.candidates = [ANA, BEN, EVA].map(candidate);
    clock.passesMinutes(30);

    await expect(step(requestIn(awaiting, { votes: [vote(BEN)] }))).resolves.toMatchObject({
      state: { ...awaiting, remindedAt: at(30) },
      move: { what: 'reminded', notices: [{ kind: 'reminder', peopleIds: [EVA] }] },
    });
    await expect(step(requestIn({ ...awaiting, remindedAt: at(30), escalatedAt: at(30) }))).resolves.toMatchObject({ kind: 'wait' }); // prettier-ignore
  });

  it('mentions neither other accounts of the requester or of a voter, nor who changed the request (A4, A24)', async () => {
    const { step, clock, microsoft } = stepWorld({ personAliases: [[BEN, OTHER]] });
    const [second, changer] = ['ana2', 'changer'] as [PersonId, PersonId];
    microsoft.candidates = [{ ...candidate(second), employeeId: '1001' }, ...[BEN, OTHER, EVA, changer].map(candidate)];
    microsoft.employeeIds.set(ANA, '1001');
    clock.passesMinutes(30);

    const reminded = step(requestIn(awaiting, { votes: [vote(BEN)], changedByIds: [changer] }));

    await expect(reminded).resolves.toMatchObject({ move: { notices: [{ kind: 'reminder', peopleIds: [EVA] }] } });
  });

  it('mentions nobody whose own power the changes touch (A3)', async () => {
    const { step, clock, changes } = stepWorld();
    const touching = change(1, { id: BEN as string as ObjectId, target: { userPrincipalName: 'ben@new.example' } });
    await changes.savePage({ revision: 1, page: 0, changes: [touching] });
    clock.passesMinutes(30);

    await expect(step(requestIn(awaiting, { preview: previewOf({ user: 1 }) }))).resolves.toMatchObject({
      move: { notices: [{ kind: 'reminder', peopleIds: [EVA] }] },
    });
  });

  const preview = (computedAt: Date) => ({ ...previewOf({ user: 1 }), computedAt });

  it.each([
    ['two thirds of the preview’s age', preview(NOW), 20],
    ['the same, of one that was read for a while', preview(at(-6)), 14],
    ['half of what is left, where that was past', preview(at(-26)), 2],
    ['half the window, where the preview was too old at the opening', preview(at(-31)), 30],
  ])('comes at %s', async (_when, read, minutes) => {
    const { step, clock } = stepWorld();
    clock.passesMinutes(minutes - 0.5);
    await expect(step(requestIn(awaiting, { preview: read }))).resolves.toEqual({ kind: 'wait', delayMs: 30_000 });

    clock.passesMinutes(0.5);
    await expect(step(requestIn(awaiting, { preview: read }))).resolves.toMatchObject({
      move: { what: 'reminded', notices: [{ kind: 'reminder', peopleIds: [BEN, EVA] }] },
    });
  });

  it('comes by the time for which a re-check counts as fresh, where a vote was taken back after it', async () => {
    const { step, clock } = stepWorld();
    const again = requestIn({ ...awaiting, freshUntil: at(45) }, { preview: preview(NOW) });
    clock.passesMinutes(29.5);
    await expect(step({ ...again, state: { ...again.state, escalatedAt: NOW } })).resolves.toMatchObject({ kind: 'wait' }); // prettier-ignore

    clock.passesMinutes(0.5);
    await expect(step(again)).resolves.toMatchObject({ move: { what: 'reminded' } });
  });

  it('comes at half of a window that is over before', async () => {
    const { step, clock } = stepWorld();
    clock.passesMinutes(9);

    await expect(step(requestIn({ ...awaiting, expiresAt: at(18) }, { preview: preview(NOW) }))).resolves.toMatchObject(
      {
        move: { what: 'reminded' },
      },
    );
  });
});

describe('at half the window', () => {
  const reminded = { ...awaiting, remindedAt: at(20) } as const;
  const GUS = '99999999-0000-4000-8000-000000000009' as PersonId;
  const asked = (world: ReturnType<typeof stepWorld>, peopleIds: readonly PersonId[], more: Partial<Notice> = {}) =>
    world.store.notices.push({ kind: 'approvalNeeded', peopleIds, id: 1, requestId: ID, createdAt: NOW, place: requestIn(awaiting).place, ...more }); // prettier-ignore
  const worldWith = (candidates: readonly PersonId[], settings: Parameters<typeof stepWorld>[0] = {}) => {
    const world = stepWorld(settings);
    world.microsoft.candidates = candidates.map(candidate);
    world.clock.passesMinutes(30);
    return world;
  };

  it('those are told whom nobody has asked yet, and nobody else', async () => {
    const world = worldWith([ANA, BEN, EVA, GUS]);
    asked(world, [BEN]);

    await expect(world.step(requestIn(reminded))).resolves.toMatchObject({
      state: { ...reminded, escalatedAt: at(30) },
      move: { what: 'escalated', notices: [{ kind: 'escalation', peopleIds: [EVA, GUS] }] },
    });
  });

  it('not before', async () => {
    const world = worldWith([BEN, EVA, GUS]);
    asked(world, [BEN]);
    world.clock.passesMinutes(-0.5);

    await expect(world.step(requestIn(reminded))).resolves.toEqual({ kind: 'wait', delayMs: 30_000 });
  });

  it('neither who voted, nor another account of somebody who was asked', async () => {
    const world = worldWith([BEN, OTHER, EVA, GUS], { personAliases: [[BEN, OTHER]] });
    asked(world, [BEN]);

    await expect(world.step(requestIn(reminded, { votes: [vote(EVA)] }))).resolves.toMatchObject({
      move: { notices: [{ kind: 'escalation', peopleIds: [GUS] }] },
    });
  });

  it('who was told something else only, or could not be told, was not asked', async () => {
    const world = worldWith([BEN, EVA, GUS]);
    asked(world, [BEN], { givenUpBecause: 'teams/unreachable' });
    asked(world, [EVA], { kind: 'away' });
    asked(world, [GUS], { kind: 'reminder' });

    await expect(world.step(requestIn(reminded))).resolves.toMatchObject({
      move: { notices: [{ kind: 'escalation', peopleIds: [BEN, EVA] }] },
    });
  });

  it.each([
    [undefined, { what: 'nobodyElseToAsk' }],
    [
      '19:incident',
      { what: 'escalated', notices: [{ kind: 'escalation', place: requestIn(awaiting).place, peopleIds: [] }] },
    ],
  ])('where everybody was asked it is for the incident’s conversation (%s)', async (incidentConversationId, move) => {
    const world = worldWith([BEN, EVA], { incidentConversationId });
    asked(world, [BEN, EVA]);

    const next = await world.step(requestIn(reminded));
    expect(next).toEqual({ kind: 'moveTo', state: { ...reminded, escalatedAt: at(30) }, move });
  });

  it('once, also where two processes come to it together', async () => {
    const world = worldWith([BEN, EVA]);
    asked(world, [BEN]);
    world.store.put(requestIn(reminded));
    const ports = { requests: world.store, reading: world.reading, wake: { draw: () => Promise.resolve() } };

    await Promise.all([runRequest(ID, 0, ports), runRequest(ID, 0, ports)]);
    await runRequest(ID, 0, ports);

    expect(world.store.moves.map(({ move }) => move.what)).toEqual(['escalated']);
    expect(world.store.notices.filter(({ kind }) => kind === 'escalation')).toHaveLength(1);
  });
});

describe('a snapshot that left the list (A15)', () => {
  it.each<RecoveryState>([awaiting, approved])('voids the request in %j', async (state) => {
    const { step, microsoft } = stepWorld();
    microsoft.snapshots = [OTHER_SNAPSHOT];

    await expect(step(requestIn(state))).resolves.toMatchObject({
      state: { name: 'failed', because: 'snapshotGone', during: 'approval' },
      move: { notices: [{ kind: 'failed', peopleIds: [ANA] }] },
    });
  });
});

describe('waiting for the slot', () => {
  const waiting = requestIn({ ...slot, tellIds: [ANA, EVA] });

  it.each(['running', 'initialized', 'unknown'] as const)('goes on while a job of the tenant is %s', async (status) => {
    const { step, microsoft, clock } = stepWorld();
    microsoft.jobs = [{ id: 'outside', what: 'recovery', status }];
    clock.passesMinutes(10);

    await expect(step(waiting)).resolves.toEqual({ kind: 'wait', delayMs: 30_000 });
  });

  it('goes on while another request of ours holds the slot', async () => {
    const { step, store, microsoft } = stepWorld();
    store.slotHolder = () => Promise.resolve(waiting.id);

    await expect(step(waiting)).resolves.toEqual({ kind: 'wait', delayMs: 5000 });
    expect(microsoft.asked).toEqual([]);
  });

  it.each<[string, Extract<RecoveryState, { name: 'waitingForSlot' }>['resume'], Partial<RecoveryState>]>([
    ['planned', planned, { expiresAt: at(200 + 30) }],
    ['awaitingApproval', { ...awaiting, remindedAt: at(30) }, { opensAt: at(200), expiresAt: at(200 + 60) }],
    ['approved', approved, { approvedAt: NOW, expiresAt: at(200 + 15) }],
  ])(
    '%s does not expire, however long the slot is held; its window begins when it is free',
    async (_name, resume, then) => {
      const { step, microsoft, clock } = stepWorld();
      const request = requestIn({ ...slot, tellIds: [ANA], resume });
      microsoft.jobs = [{ id: 'outside', what: 'preview', status: 'running' }];
      clock.passesMinutes(200);
      await expect(step(request)).resolves.toEqual({ kind: 'wait', delayMs: 60_000 });

      microsoft.jobs = [];
      const free = await step(request);
      expect(free).toMatchObject({
        state: { name: resume.name, slotFreeAt: at(200), ...then },
        move: { what: 'slotFree' },
      });
      expect(free).toMatchObject({ state: expect.not.objectContaining({ remindedAt: at(30) }) as object });
    },
  );

  it('expires in its new window, and says that the slot was free', async () => {
    const { step, clock } = stepWorld();
    clock.passesMinutes(230);

    await expect(step(requestIn({ ...planned, expiresAt: at(230), slotFreeAt: at(200) }))).resolves.toMatchObject({
      state: { name: 'expired', during: 'planned', slotFreeAt: at(200) },
    });
  });

  it('returns to where it came from, and tells everyone who asked', async () => {
    const { step, microsoft, clock } = stepWorld();
    microsoft.jobs = [{ id: 'outside', what: 'recovery', status: 'successful' }];
    clock.passesMinutes(20);

    await expect(step(waiting)).resolves.toMatchObject({
      state: { name: 'awaitingApproval' },
      move: { what: 'slotFree', notices: [{ kind: 'slotFree', peopleIds: [ANA, EVA] }] },
    });
  });
});

describe('approved, and the slot was taken at the last vote', () => {
  const busy = { ...approved, because: 'slotBusy' } as const;

  it('goes on while somebody holds it', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.jobs = [{ id: 'outside', what: 'recovery', status: 'running' }];

    await expect(step(requestIn(busy, { votes: [vote(BEN)] }))).resolves.toMatchObject({ kind: 'wait' });
  });

  it('does not expire while it is held; told once, when it is free, and the window begins then', async () => {
    const { step, microsoft, clock } = stepWorld();
    microsoft.jobs = [{ id: 'outside', what: 'recovery', status: 'running' }];
    clock.passesMinutes(300);
    await expect(step(requestIn(busy, { votes: [vote(BEN)] }))).resolves.toMatchObject({ kind: 'wait' });

    microsoft.jobs = [];
    await expect(step(requestIn(busy, { votes: [vote(BEN)] }))).resolves.toMatchObject({
      state: { ...busy, slotFreeAt: at(300), expiresAt: at(315) },
      move: { what: 'slotFree', notices: [{ kind: 'slotFree', peopleIds: [ANA, BEN] }] },
    });
    clock.passesMinutes(-300);
    await expect(step(requestIn({ ...busy, slotFreeAt: NOW }))).resolves.toMatchObject({ kind: 'wait' });
  });
});
