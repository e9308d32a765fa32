/** SPEC 6, when, votes and record: one named test a rule, through the real use cases and steps. */
import { sealed } from '../../src/recovery/preview-seal';
import type { RecoveryState } from '../../src/recovery/request';
import { StaleRequestError } from '../../src/shared/errors';
import type { PersonId, RecoveryJobId } from '../../src/shared/ids';
import { candidate } from '../jobs/fake-microsoft';
import { ANA, at, BEN, change, EVA, ID, NOW, OTHER_SNAPSHOT, PREVIEW_JOB, previewOf, requestIn, vote } from '../jobs/people-and-requests'; // prettier-ignore
import { stepWorld } from '../jobs/step-world';
import { openWorld, PLANNED, PREVIEWING, WISH, WITHDRAWN } from '../store/fixtures';
import { GUS, rulesWorld } from '../usecases/rules-world';
import { approved, approves, asked, nothingHappened, planned, POLICY, REASON, rejects, runs, starts, withdraws } from './presses'; // prettier-ignore

/** Ten characters that nobody sees: zero-width, a filler, a blank of Braille, a control. */
const INVISIBLE = ['\u200b', '\u3164', '\u2800', '\u0007'].map((one) => one.repeat(10));

const running: RecoveryState = { name: 'recovering', starterId: BEN, intendedAt: NOW, recoveryJobId: 'r' as RecoveryJobId }; // prettier-ignore

describe('A12: nothing runs on an old preview', () => {
  it.each([
    ['the last vote', asked, approves, BEN],
    ['Run now', approved, runs, ANA],
  ])(
    'A12: %s starts a fresh one instead, with the presser’s own power',
    async (_which, arranged, presses, presserId) => {
      const world = await arranged();
      const request = await world.request();
      if (request.preview)
        world.store.put({ ...request, preview: sealed({ ...request.preview, computedAt: at(-30) }, world.digest) });

      await expect(presses(world)).resolves.toMatchObject({ request: { state: { name: 'rechecking' } } });
      expect(world.withinMs).toEqual([]);
      expect(world.previewed).toEqual([presserId]);
    },
  );

  it.each([
    ['the last vote', asked, approves],
    ['Run now', approved, runs],
  ])(
    'A12: nor on one of the future: where the clock was set back, %s looks again',
    async (_which, arranged, presses) => {
      const world = await arranged();
      world.clock.passesMinutes(-6);

      await expect(presses(world)).resolves.toMatchObject({ request: { state: { name: 'rechecking' } } });
      expect(world.withinMs).toEqual([]);
    },
  );

  it('A16: a re-check that cannot be made runs nothing', async () => {
    const world = await asked();
    const request = await world.request();
    if (request.preview)
      world.store.put({ ...request, preview: sealed({ ...request.preview, computedAt: at(-30) }, world.digest) });
    world.answers({ kind: 'notAccepted' });

    await expect(approves(world)).resolves.toMatchObject({ note: 'startUnclear' });
    expect((await world.request()).state).toMatchObject({ name: 'rechecking', resume: { name: 'approved' } });
    expect(world.withinMs).toEqual([]);
  });
});

describe('A14: two clocks', () => {
  it.each([
    ['the approval window', 60, asked, approves],
    ['the execution window', 15, approved, runs],
  ])('A14: nothing runs after %s', async (_which, minutes, arranged, presses) => {
    const world = await arranged();
    const request = await world.request();
    if (request.preview)
      world.store.put({
        ...request,
        preview: sealed({ ...request.preview, computedAt: at(minutes - 1) }, world.digest),
      });
    world.clock.passesMinutes(minutes);

    await expect(presses(world)).resolves.toMatchObject({ kind: 'refused', because: 'windowOver' });
    nothingHappened(world);
  });
});

it.each([
  ['vote', asked, approves],
  ['run', approved, runs],
])('A15: a snapshot that left the list voids the request at the %s', async (_when, arranged, presses) => {
  const world = await arranged();
  world.microsoft.snapshots = [OTHER_SNAPSHOT];

  await expect(presses(world)).resolves.toMatchObject({ kind: 'refused', because: 'snapshotGone' });
  expect(world.withinMs).toEqual([]);
  expect((await world.request()).state).toMatchObject({ name: 'failed', because: 'snapshotGone' });
});

it.each([
  ['vote', asked, approves],
  ['run', approved, runs],
])(
  'A15: a list of no snapshots at all tells nothing at the %s: nothing is judged, and nothing ends',
  async (_when, arranged, presses) => {
    const world = await arranged();
    world.microsoft.snapshots = [];

    await expect(presses(world)).rejects.toMatchObject({ code: 'graph/no-snapshots' });
    nothingHappened(world);
  },
);

describe('A17: exactly once', () => {
  it('A17: twenty simultaneous approvals start one recovery', async () => {
    const world = await asked();

    const pressed = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => approves(world, [BEN, EVA, GUS][n % 3]))); // prettier-ignore
    expect(world.withinMs).toHaveLength(1);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).not.toHaveLength(0);
    const errors = pressed.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(errors.every((error) => error instanceof StaleRequestError)).toBe(true);
  });

  it('A17: a second request starts nothing while the first holds the slot', async () => {
    const world = await asked();
    world.store.put({ ...requestIn({ ...running }), id: 'R-2222' as typeof ID });

    await expect(approves(world)).resolves.toMatchObject({ note: 'slotBusy' });
    expect(world.withinMs).toEqual([]);
  });

  it('A17: after an unclear answer a press starts nothing', async () => {
    const world = await asked();
    world.answers({ kind: 'unclear' });
    await approves(world);

    await expect(approves(world, EVA)).resolves.toMatchObject({ because: 'notAwaitingApproval' });
    await expect(runs(world)).resolves.toMatchObject({ because: 'notApproved' });
    expect(world.withinMs).toHaveLength(1);
  });
});

it('A18: Run now is for the requester and who approved', async () => {
  const world = await approved();

  await expect(runs(world, GUS)).resolves.toMatchObject({ kind: 'refused', because: 'notRequesterOrApprover' });
  nothingHappened(world);
});

describe('A19: one rejection ends it', () => {
  it.each([undefined, ' ', ...INVISIBLE])('A19: not with the reason %j', async (reason) => {
    const world = await asked();

    await expect(rejects(world, BEN, { reason })).resolves.toMatchObject({ kind: 'refused', because: 'reasonMissing' });
    nothingHappened(world);
  });

  it('A19: nothing runs after it', async () => {
    const world = await asked();
    await rejects(world, BEN, { reason: 'wrong snapshot' });

    await expect(approves(world, EVA)).resolves.toMatchObject({ kind: 'refused', because: 'notAwaitingApproval' });
    expect(world.withinMs).toEqual([]);
    expect((await world.request()).state).toMatchObject({ name: 'rejected', byId: BEN, reason: 'wrong snapshot' });
  });

  it('A19: silence is no consent', async () => {
    const { step, clock, microsoft } = stepWorld();
    clock.passesMinutes(60);

    await expect(step(requestIn({ name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) }))).resolves.toMatchObject({ state: { name: 'expired' } }); // prettier-ignore
    expect(microsoft.asked).toEqual([]);
  });
});

describe('A20: taking back', () => {
  it('A20: nothing runs after the requester took it back', async () => {
    const world = await approved();
    await withdraws(world);

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'notApproved' });
    expect(world.withinMs).toEqual([]);
  });

  it('A20: nothing runs after an approver took the vote back', async () => {
    const world = await approved();
    await withdraws(world, BEN);

    await expect(runs(world)).resolves.toMatchObject({ kind: 'refused', because: 'notApproved' });
    expect(world.withinMs).toEqual([]);
  });

  it.each<[string, PersonId, RecoveryState | undefined, string]>([
    ['by nobody else', GUS, undefined, 'notRequesterOrApprover'],
    ['not while it runs', ANA, running, 'alreadyRunning'],
  ])('A20: %s', async (_who, personId, state, because) => {
    const world = await asked();
    if (state) world.store.put({ ...(await world.request()), state });

    await expect(withdraws(world, personId)).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
  });
});

describe('A21: reasons', () => {
  it.each<readonly [string | undefined, string]>([
    [undefined, 'reasonMissing'],
    ['oops', 'reasonTooShort'],
    [`oops${'\u200d'.repeat(10)}`, 'reasonTooShort'],
    ...INVISIBLE.map((reason) => [reason, 'reasonMissing'] as const),
  ])('A21: not of a requester who says %j', async (reason, because) => {
    const world = planned(reason);

    await expect(starts(world)).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
  });

  it.each([undefined, ...INVISIBLE])('A21: not of an approver who says %j, where two approve', async (reason) => {
    const world = rulesWorld();
    await world.putToTheVote([POLICY]);

    await expect(approves(world, BEN, { reason })).resolves.toMatchObject({
      kind: 'refused',
      because: 'reasonMissing',
    });
    nothingHappened(world);
  });

  it('A21: is kept as it was written, with what joins its letters', async () => {
    const world = rulesWorld();
    await world.putToTheVote([POLICY]);
    const reason = 'همه‌ی کاربران 👩‍🚒';

    await approves(world, BEN, { reason });

    expect((await world.request()).votes).toMatchObject([{ voterId: BEN, reason }]);
  });
});

describe('A22: slow hands', () => {
  it('A22: the number of deletes is typed', async () => {
    const world = rulesWorld();
    const { counts, ...preview } = previewOf({ user: 21 });
    await world.putToTheVote([change(1)], {
      preview: { ...preview, counts: { ...counts, update: 0, softDelete: 21 } },
    });
    const press = { reason: REASON, written: { softDeletes: '20' } };

    await expect(approves(world, BEN, press)).resolves.toMatchObject({ kind: 'refused', because: 'numberNotTyped' });
    nothingHappened(world);
  });

  it('A22: a policy that would be switched on is named', async () => {
    const world = rulesWorld();
    const examples = [{ id: POLICY.id, name: 'Block legacy authentication' }];
    const hazards = [{ kind: 'policyEnabled' as const, severity: 'danger' as const, count: 1, examples }];
    await world.putToTheVote([POLICY], { preview: { ...previewOf({ conditionalAccessPolicy: 1 }), previewJobId: PREVIEW_JOB, hazards } }); // prettier-ignore
    const press = { reason: REASON, written: { policy: 'another' } };

    await expect(approves(world, BEN, press)).resolves.toMatchObject({ kind: 'refused', because: 'policyNotNamed' });
    nothingHappened(world);
  });
});

it('A23: every step is in the record, and what was not saved is not', async () => {
  const world = await openWorld({ url: 'sqlite::memory:' });
  const { requests, record } = world.store;
  const plan = await requests.create(WISH);
  await requests.move(plan, PREVIEWING, { by: plan.requesterId, what: 'startedPreview' });
  await expect(requests.move(plan, WITHDRAWN, { by: plan.requesterId })).rejects.toBeInstanceOf(StaleRequestError);
  const moved = await requests.get(plan.id);
  await requests.move(moved, PLANNED, { by: 'rewind', what: 'previewStartWasLost' });

  const said = (await record.entriesOf(plan.id)).map(({ what, from, to }) => [what, from, to]);
  expect(said).toEqual([
    ['planned', undefined, 'planned'],
    ['startedPreview', 'planned', 'previewing'],
    ['previewStartWasLost', 'previewing', 'planned'],
  ]);
  await world.close();
});

it('A24: candidates who have not voted are reminded once, while Approve starts at once; at half the window those who were not asked', async () => {
  const { step, clock, microsoft, store } = stepWorld();
  microsoft.candidates = [ANA, BEN, EVA].map(candidate);
  const awaiting = { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) } as const;
  const asked = requestIn(awaiting, { votes: [vote(BEN)], preview: previewOf({ user: 1 }) });
  clock.passesMinutes(19);
  await expect(step(asked)).resolves.toMatchObject({ kind: 'wait' });
  clock.passesMinutes(1);

  await expect(step(asked)).resolves.toMatchObject({ move: { notices: [{ kind: 'reminder', peopleIds: [EVA] }] } });
  const reminded = { ...asked, state: { ...awaiting, remindedAt: at(20) } };
  await expect(step(reminded)).resolves.toMatchObject({ kind: 'wait' });
  clock.passesMinutes(10);
  await expect(step(reminded)).resolves.toMatchObject({ move: { notices: [{ kind: 'escalation', peopleIds: [EVA] }] } }); // prettier-ignore
  store.notices.push({ kind: 'reminder', peopleIds: [EVA], id: 1, requestId: asked.id, createdAt: at(20), place: asked.place }); // prettier-ignore
  await expect(step(reminded)).resolves.toMatchObject({ move: { what: 'nobodyElseToAsk' } });
});
