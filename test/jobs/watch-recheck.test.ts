import { itemHash, type Change } from '../../src/recovery/change';
import { digestOf } from '../../src/approvals/digest';
import { digestSubjectOf } from '../../src/recovery/digest-subject';
import type { RecoveryIn, RecoveryRequest } from '../../src/recovery/request';
import type { TenantJob } from '../../src/recovery/ports';
import { RewindError, UnavailableError } from '../../src/shared/errors';
import type { Digest, PreviewJobId } from '../../src/shared/ids';
import { candidate } from './fake-microsoft';
import { ANA, at, BEN, change, EVA, ID, NOW, objectId, OTHER_SNAPSHOT, previewOf, requestIn, SNAPSHOT, vote } from './people-and-requests'; // prettier-ignore
import { stepWorld, type StepWorld } from './step-world';

type Rechecking = RecoveryIn<'rechecking'>;
const FRESH_JOB = 'preview-job-2' as PreviewJobId;
const DIGEST = 'a'.repeat(64) as Digest;
const APPROVED = { name: 'approved', approvedAt: at(-1), expiresAt: at(14), because: 'startWasLost' } as const;
const INTENT: Rechecking['state'] = {
  name: 'rechecking',
  starterId: BEN,
  intendedAt: NOW,
  freshRevision: 2,
  resume: APPROVED,
};
const RUNNING = { ...INTENT, previewJobId: FRESH_JOB };
const READING = { ...RUNNING, computedAt: at(-2) };
const fields = (more: Partial<RecoveryRequest> = {}) => ({
  preview: { ...previewOf({ user: 3 }), computedAt: at(-40) },
  digest: DIGEST,
  votes: [vote(BEN)],
  ...more,
});
const rechecking = (state: Rechecking['state'], more: Partial<RecoveryRequest> = {}): Rechecking =>
  requestIn(state, fields(more));

const three = [change(1), change(2), change(3)];
const otherwise = change(2, { target: { department: 'Legal' } });

type More = Partial<Omit<RecoveryRequest, 'state'>> & { readonly state?: Rechecking['state'] };

/** These changes were approved by Ben, and are kept. */
async function approved(changes: readonly Change[], { state = READING, ...more }: More, world: StepWorld) {
  await world.changes.savePage({ revision: more.revision ?? 1, page: 0, changes });
  const request = rechecking(state, more);
  const digest = await digestOf(digestSubjectOf(request), changes.map(itemHash).sort());
  return { ...request, digest, votes: request.votes.map((one) => ({ ...one, digest })) };
}

async function reads(fresh: readonly Change[], more: More = {}, world: StepWorld = stepWorld()) {
  world.microsoft.pages = [fresh];
  return await runStep(await approved(three, more, world), world);
}

async function runStep(request: Rechecking, world: StepWorld) {
  const result = await world.step(request);
  if (result.kind !== 'moveTo') throw new Error(result.kind);
  return result;
}

describe('the preview of a re-check', () => {
  it('is watched to its end, and then its changes are read', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status: 'running' };
    await expect(step(rechecking(RUNNING))).resolves.toMatchObject({ state: { ...RUNNING, status: 'running' } });

    microsoft.job = { status: 'successful', completedAt: at(-2) };
    await expect(step(rechecking(RUNNING))).resolves.toMatchObject({ state: READING });
  });

  it.each([
    ['failed', { name: 'failed', during: 'recheck', because: 'previewFailed' }, 'failed'],
    ['abandoned', { name: 'canceled', during: 'recheck' }, 'finished'],
  ] as const)('that is %s ends the request, and voters are told (A16)', async (status, state, kind) => {
    const { step, microsoft } = stepWorld();
    microsoft.job = { status };

    await expect(step(rechecking(RUNNING))).resolves.toMatchObject({
      state: { ...state, at: NOW },
      move: { notices: [{ kind, peopleIds: [ANA, BEN] }] },
    });
  });

  it('of a choice is adopted by the ids that it was told, not by the plan’s kinds', async () => {
    const { stepAfter, microsoft } = stepWorld();
    const scope = { kind: 'objects' as const, objects: [{ type: 'user' as const, id: objectId(1), name: '' }] };
    const listed = (id: string, told: TenantJob['scope']): TenantJob => ({ id, what: 'preview', status: 'running', startedAt: at(-1), targetAt: SNAPSHOT.createdAt, scope: told }); // prettier-ignore
    microsoft.jobs = [listed('by-kind', { kind: 'types', types: ['user', 'group'] }), listed('by-ids', scope)];

    await expect(stepAfter(15_000, rechecking({ ...INTENT, intendedAt: at(-1), scope }))).resolves.toMatchObject({ state: { previewJobId: 'by-ids' } }); // prettier-ignore
  });

  it('is adopted from the list of jobs after an unclear start', async () => {
    const { stepAfter, microsoft } = stepWorld();
    const scope = { kind: 'types', types: ['group', 'user'] } as const;
    microsoft.jobs = [{ id: FRESH_JOB, what: 'preview', status: 'running', startedAt: at(0.05), targetAt: SNAPSHOT.createdAt, scope: { ...scope, types: [...scope.types] } }]; // prettier-ignore

    await expect(stepAfter(15_000, rechecking(INTENT))).resolves.toMatchObject({ state: RUNNING });
  });

  it('that was never started leads back to the approval and its own window (A16)', async () => {
    const { stepAfter } = stepWorld();

    await expect(stepAfter(45_000, rechecking(INTENT))).resolves.toMatchObject({ state: APPROVED });
  });

  it('that was never started expires with the window that ended meanwhile', async () => {
    const { stepAfter } = stepWorld();

    await expect(stepAfter(14 * 60_000, rechecking(INTENT))).resolves.toMatchObject({
      state: { name: 'expired', during: 'approved' },
      move: { notices: [{ kind: 'expired', peopleIds: [ANA, BEN] }] },
    });
  });
});

describe('a re-check that found nothing new (A12)', () => {
  it.each<[string, readonly Change[], number]>([
    ['the same', [change(3), change(2), change(1)], 0],
    ['less', [change(3), change(1)], 1],
  ])('is %s: Run now follows, the votes and what was approved stay', async (_what, fresh, gone) => {
    const { state, move } = await reads(fresh);

    expect(state).toEqual({ name: 'approved', because: 'rechecked', approvedAt: APPROVED.approvedAt, expiresAt: at(15), freshUntil: at(15) }); // prettier-ignore
    expect(move).toMatchObject({
      notices: [{ kind: 'finished', peopleIds: [ANA, BEN] }],
      with: {
        preview: { previewJobId: FRESH_JOB, computedAt: at(-2), counts: { update: 3 - gone } },
        recheck: { approvedRevision: 1, freshRevision: 2, approvedObjects: 3, difference: { appeared: 0, gone, changed: 0 } }, // prettier-ignore
      },
    });
    for (const kept of ['votes', 'digest', 'revision']) expect(move.with).not.toHaveProperty(kept);
  });

  it('reads beside what was approved, and what an earlier re-check read', async () => {
    const world = stepWorld();
    const earlier = { at: at(-20), approvedRevision: 1, freshRevision: 2, freshDigest: DIGEST, approvedObjects: 3, difference: { appeared: 0, gone: 1, changed: 0 } }; // prettier-ignore
    await world.changes.savePage({ revision: 2, page: 0, changes: [change(1), change(2)] });

    const { move } = await reads([change(1)], { recheck: earlier, state: { ...READING, freshRevision: 3 } }, world);

    expect(move.with?.recheck).toMatchObject({ approvedRevision: 1, freshRevision: 3, approvedObjects: 3, difference: { gone: 2 } }); // prettier-ignore
    await expect(world.changes.has(ID, 1)).resolves.toBe(true);
    await expect(world.changes.has(ID, 2)).resolves.toBe(true);
  });

  const byKind = change(9, { type: 'authorizationPolicy', now: { a: 1 }, target: { a: 2 } });
  it.each<[string, readonly Change[], number, number]>([
    ['in minutes: the execution window', [change(1)], 5, 15],
    ['in two hours: as long again', [change(1)], 120, 120],
    ['in five hours: three', [change(1)], 300, 180],
    ['of what runs by kind: for the maximum age of its preview', [byKind], 120, 30],
  ])('made %s (A12)', async (_how, changes, took, minutes) => {
    const world = stepWorld();
    const state = { ...READING, intendedAt: NOW, computedAt: at(took) };
    world.clock.passesMinutes(took);
    const request = await approved(changes, { state, preview: { ...previewOf({ [changes[0]?.type ?? '']: 1 }), computedAt: at(-40) } }, world); // prettier-ignore
    world.microsoft.pages = [changes];
    const voted = { ...request, votes: [...request.votes, { ...vote(EVA), digest: request.digest }] };

    const until = at(took + minutes);
    await expect(world.step(voted)).resolves.toMatchObject({ state: { name: 'approved', expiresAt: until, freshUntil: until } }); // prettier-ignore
  });

  it('is voted on again where it takes more approvals by now: a group became privileged', async () => {
    const world = stepWorld();
    const group = change(7, { type: 'group' });
    const request = await approved([group], {}, world);
    world.microsoft.pages = [[group]];
    world.microsoft.facts = [{ id: objectId(7), synced: false, isAssignableToRole: true }];

    await expect(world.step(request)).resolves.toMatchObject({
      state: { name: 'awaitingApproval' },
      move: { with: { revision: 2, votes: [], recheck: { difference: { appeared: 0, gone: 0, changed: 0 } } } },
    });
  });

  it('is voted on again where what was approved as a list of ids could now run by type only (A13)', async () => {
    const grant = (now: Change['now']) => change(7, { type: 'oAuth2PermissionGrant', action: 'softDelete', target: {}, now }); // prettier-ignore
    const world = stepWorld();
    const pinned = { ...previewOf({ oAuth2PermissionGrant: 1 }), computedAt: at(-40) };
    const request = await approved([grant({ resourceId: objectId(9) })], { preview: pinned }, world);
    world.microsoft.pages = [[grant({})]];

    await expect(world.step(request)).resolves.toMatchObject({
      state: { name: 'awaitingApproval' },
      move: { with: { revision: 2, votes: [], recheck: { difference: { appeared: 0, gone: 0, changed: 0 } } } },
    });
  });
});

describe('a re-check that found something else (A11, A12)', () => {
  it.each<[string, readonly Change[], object]>([
    ['more', [...three, change(4)], { appeared: 1, gone: 0, changed: 0 }],
    ['another value of the same object', [change(1), otherwise, change(3)], { appeared: 0, gone: 0, changed: 1 }],
    ['something in the place of something', [change(1), change(2), change(4)], { appeared: 1, gone: 1, changed: 0 }],
  ])(
    '%s: a new revision, votes dismissed, a new window, and everybody concerned is told once',
    async (_what, fresh, difference) => {
      // prettier-ignore
      const { state, move } = await reads(fresh);
      const { tenantId, plan } = rechecking(READING);
      const subject = { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope };

      expect(state).toEqual({ name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) });
      expect(move).toMatchObject({
        what: 'recheckDiffers',
        with: {
          revision: 2,
          votes: [],
          digest: await digestOf(subject, fresh.map(itemHash).sort()),
          preview: { previewJobId: FRESH_JOB },
          recheck: { difference },
        },
        notices: [
          { kind: 'votesDismissed', peopleIds: [ANA, BEN] },
          { kind: 'approvalNeeded', peopleIds: [EVA] },
        ],
      });
    },
  );

  it('asks the audit log also who made the changes that the card shows then, in one look', async () => {
    const world = stepWorld();
    const many = Array.from({ length: 40 }, (_, index) => change(100 + index));
    const own = { activity: 'Update user', actor: { kind: 'person', id: EVA }, attributes: [], succeeded: true } as const; // prettier-ignore
    const last = [change(8, { action: 'softDelete' }), change(9)];
    world.audit.log = [...many, ...last].map(({ id }) => ({ id, at: at(-60), targets: [{ id }], ...own }));
    world.microsoft.pages = [[...many, ...last]];

    const { move } = await runStep(await approved(many, {}, world), world);

    const traced = move.with?.preview?.audit?.traces.map(({ id }) => id);
    expect(traced).toEqual(expect.arrayContaining(last.map(({ id }) => id)));
    expect(traced?.length).toBeLessThan(20);
    expect(world.audit.asked.filter(({ actor }) => actor === undefined)).toHaveLength(1);
  });

  it('and nobody could approve it now: the requester and voters are told', async () => {
    const world = stepWorld();
    world.microsoft.candidates = [candidate(ANA)];

    const { state, move } = await reads([...three, change(4)], {}, world);

    expect(state).toEqual({ name: 'previewed' });
    expect(move).toMatchObject({ what: 'tooFewApprovers', with: { votes: [], revision: 2 }, notices: [{ kind: 'votesDismissed', peopleIds: [ANA, BEN] }] }); // prettier-ignore
  });
});

it.each<[string, readonly Change[]]>([
  ['nothing', []],
  ['only what cannot be recovered', [change(1, { shownOnly: true })]],
])('a re-check that left %s ends it: nothing is left to recover', async (_what, fresh) => {
  const { state, move } = await reads(fresh);

  expect(state).toEqual({ name: 'previewed' });
  expect(move).toMatchObject({
    what: 'recheckFoundNothingLeft',
    with: { revision: 2, votes: [], preview: { counts: { update: 0 } }, recheck: { difference: { gone: 3 } } },
    notices: [{ kind: 'finished', peopleIds: [ANA, BEN] }],
  });
});

it('a re-check whose snapshot left the list ends it (A15)', async () => {
  const world = stepWorld();
  world.microsoft.snapshots = [OTHER_SNAPSHOT];

  await expect(reads(three, {}, world)).resolves.toMatchObject({
    state: { name: 'failed', during: 'recheck', because: 'snapshotGone' },
    move: { notices: [{ kind: 'failed', peopleIds: [ANA, BEN] }] },
  });
});

it('a re-check that cannot be read is read again later, and what was approved is untouched', async () => {
  const world = stepWorld();
  const request = await approved(three, {}, world);
  world.microsoft.pages = [[change(1)], [change(9)]];
  world.microsoft.fails('listSnapshots', new UnavailableError('graph/unavailable', 'busy'));
  await expect(world.step(request)).rejects.toThrow('busy');
  await expect(world.changes.compare({ requestId: ID, approvedRevision: 1, freshRevision: 1, limit: 9 })).resolves.toMatchObject({ objects: [] }); // prettier-ignore

  world.microsoft.recovers();
  world.microsoft.pages = [[change(1)]];
  await expect(world.step(request)).resolves.toMatchObject({ move: { with: { recheck: { difference: { gone: 2, appeared: 0 } } } } }); // prettier-ignore
});

it('a definite no to its changes is an error of the step', async () => {
  const world = stepWorld();
  world.microsoft.fails('changePages', new RewindError('graph/not-found', 'gone'));
  world.microsoft.pages = [[change(1)]];

  await expect(world.step(await approved(three, {}, world))).rejects.toMatchObject({ code: 'graph/not-found' });
});

it('a re-check compares itself with what was approved only: hashes that were changed in the database end it', async () => {
  const world = stepWorld();
  const request = await approved(three, {}, world);
  await world.changes.savePage({ revision: 1, page: 0, changes: [...three, change(4)] });
  world.microsoft.pages = [[...three, change(4)]];

  await expect(world.step(request)).resolves.toMatchObject({
    state: { name: 'failed', during: 'recheck', because: 'keptChangesDiffer' },
    move: { notices: [{ kind: 'failed', peopleIds: [ANA, BEN] }] },
  });
});
