import type { RecoveryState } from '../../src/recovery/request';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { candidate } from './fake-microsoft';
import { ANA, at, BEN, change, EVA, NOW, OTHER_SNAPSHOT, previewOf, requestIn, vote } from './people-and-requests';
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
    [{ ...awaiting, remindedAt: at(30) }, 60],
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
  it('goes once, at half the window, to the candidates who have not voted, and never to the requester', async () => {
    const { step, clock, microsoft } = stepWorld();
    microsoft.candidates = [ANA, BEN, EVA].map(candidate);
    clock.passesMinutes(30);

    await expect(step(requestIn(awaiting, { votes: [vote(BEN)] }))).resolves.toMatchObject({
      state: { ...awaiting, remindedAt: at(30) },
      move: { what: 'reminded', notices: [{ kind: 'reminder', peopleIds: [EVA] }] },
    });
    await expect(step(requestIn({ ...awaiting, remindedAt: at(30) }))).resolves.toMatchObject({ kind: 'wait' });
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

  it('is not due before', async () => {
    const { step, clock } = stepWorld();
    clock.passesMinutes(29.5);

    await expect(step(requestIn(awaiting))).resolves.toEqual({ kind: 'wait', delayMs: 30_000 });
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
