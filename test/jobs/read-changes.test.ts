import { digestOf } from '../../src/approvals/digest';
import type { AuditEvent } from '../../src/tenant/audit';
import { itemHash } from '../../src/recovery/change';
import { UnavailableError } from '../../src/shared/errors';
import { PageExpiredError } from '../../src/shared/from-first-page';
import type { ObjectId, PersonId } from '../../src/shared/ids';
import { candidate } from './fake-microsoft';
import {
  ANA,
  at,
  BEN,
  change,
  EVA,
  NOW,
  objectId,
  OTHER_SNAPSHOT,
  PREVIEW_JOB,
  requestIn,
} from './people-and-requests';
import { stepWorld } from './step-world';

const state = { name: 'reading', previewJobId: PREVIEW_JOB, computedAt: at(-2) } as const;
const restore = requestIn(state);
const asObject = (id: PersonId) => id as string as ObjectId;
const plain = requestIn(state, { plan: { ...restore.plan, wantsApproval: false } });

describe('reading the changes', () => {
  it('opens the approval of exactly what was read, and tells the candidates but not the requester', async () => {
    const { step, microsoft, changes } = stepWorld();
    const read = [change(3), change(1), change(2, { action: 'softDelete', links: [] })];
    microsoft.pages = [read.slice(0, 2), read.slice(2)];
    microsoft.candidates = [ANA, BEN, EVA].map(candidate);
    const { tenantId, plan } = restore;
    const digest = await digestOf(
      { tenant: tenantId, snapshotId: plan.snapshotId, scope: plan.scope },
      read.map(itemHash).sort(),
    );

    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'awaitingApproval', opensAt: NOW, expiresAt: at(60) },
      move: {
        notices: [{ kind: 'approvalNeeded', peopleIds: [BEN, EVA], place: restore.place }],
        with: {
          digest,
          preview: {
            previewJobId: PREVIEW_JOB,
            computedAt: at(-2),
            counts: { update: 2, softDelete: 1, byType: { user: 3 } },
          },
        },
      },
    });
    expect([...changes.saved.values()].map((page) => page.length)).toEqual([2, 1]);
  });

  it.each([
    ['nobody else could approve (A5)', change(1), [ANA], false],
    [
      'two have to and only one could, where the tenant is strict (A6)',
      change(1, { type: 'organization' }),
      [ANA, BEN],
      true,
    ],
  ])('is not put to the vote where %s: the requester is told', async (_why, one, people, isStrict) => {
    const { step, microsoft } = stepWorld({ quorum: { objects: 500, softDeletes: 20, isStrict } });
    microsoft.pages = [[one]];
    microsoft.candidates = people.map(candidate);

    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'previewed' },
      move: { what: 'tooFewApprovers', notices: [{ kind: 'finished', peopleIds: [ANA] }] },
    });
  });

  it.each([
    ['their sign-in is touched', change(1, { id: asObject(BEN), target: { accountEnabled: true } })],
    ['a policy names them', change(1, { type: 'conditionalAccessPolicy', target: { conditions: { users: { excludeUsers: [BEN] } } } })], // prettier-ignore
    ['they get into a group that gives power', change(1, { type: 'group', target: { isAssignableToRole: true }, links: [{ relation: 'members', objectId: asObject(BEN), does: 'add' }] })], // prettier-ignore
  ])('neither asks nor counts a candidate whose own power is in the changes: %s (A3, A5)', async (_why, touching) => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[touching]];
    microsoft.candidates = [BEN, EVA].map(candidate);
    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'awaitingApproval' },
      move: { notices: [{ kind: 'approvalNeeded', peopleIds: [EVA] }] },
    });

    microsoft.candidates = [candidate(BEN)];
    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'previewed' },
      move: {
        what: 'tooFewApprovers',
        with: { digest: expect.any(String) as string, preview: { counts: { update: 1 } } },
      },
    });
  });

  it('nor the other account of somebody whose ordinary one is in them (A4)', async () => {
    const { step, microsoft } = stepWorld();
    const ordinary = 'cccccccc-0000-4000-8000-00000000000c' as PersonId;
    microsoft.pages = [[change(1, { id: asObject(ordinary), action: 'restore' })]];
    microsoft.candidates = [{ ...candidate(BEN), employeeId: '1002' }, candidate(EVA)];
    microsoft.employeeIds.set(ordinary, '1002').set(BEN, '1002');

    await expect(step(restore)).resolves.toMatchObject({ move: { notices: [{ peopleIds: [EVA] }] } });
  });

  it('is put to the vote of one where two have to and cannot (A6)', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[change(1, { type: 'organization' })]];
    microsoft.candidates = [BEN].map(candidate);

    await expect(step(restore)).resolves.toMatchObject({ state: { name: 'awaitingApproval' } });
  });

  it('rests after a plain preview', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[change(1)]];

    await expect(step(plain)).resolves.toMatchObject({
      state: { name: 'previewed' },
      move: {
        with: { preview: { counts: { update: 1 } } },
        notices: [{ kind: 'finished', peopleIds: [plain.requesterId] }],
      },
    });
  });

  it.each([
    ['nothing', []],
    ['only what cannot be recovered', [[change(1)]]],
  ])('asks nobody when it finds %s, and tells who asked', async (_what, pages) => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = pages;
    microsoft.facts = [{ id: objectId(1), synced: true }];

    const result = await step(restore);

    expect(result).toMatchObject({ state: { name: 'previewed' } });
    expect(result).toMatchObject({ move: { notices: [{ kind: 'finished', peopleIds: [restore.requesterId] }] } });
  });

  it('leaves synchronised objects out of the counts and the digest', async () => {
    const { step, microsoft, changes } = stepWorld();
    microsoft.pages = [[change(1), change(2)]];
    const alone = stepWorld();
    alone.microsoft.pages = [[change(2)]];
    microsoft.facts = [{ id: objectId(1), synced: true }];

    const [mixed, without] = [await step(restore), await alone.step(restore)];

    expect(mixed).toMatchObject({ move: { with: { preview: { counts: { update: 1, shownOnly: 1 } } } } });
    expect(digestIn(mixed)).toEqual(digestIn(without));
    expect([...changes.saved.values()].flat().map(({ shownOnly }) => shownOnly)).toEqual([true, false]);
  });

  it('judges with the facts of the directory', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[change(1, { action: 'softDelete' })]];
    microsoft.facts = [{ id: objectId(1), synced: false, createdAt: at(-10) }];

    await expect(step(restore)).resolves.toMatchObject({
      move: { with: { preview: { hazards: [{ kind: 'newObjectsDeleted', count: 1 }] } } },
    });
  });

  it('remembers who made the changes, as the audit log tells it', async () => {
    const { step, microsoft, audit } = stepWorld();
    microsoft.pages = [[change(1)]];
    audit.log = [auditEvent(1, -60)];

    await expect(step(restore)).resolves.toMatchObject({
      move: {
        with: { preview: { audit: { log: 'read', traces: [{ id: objectId(1), actor: { kind: 'unknown' } }] } } },
      },
    });
  });

  it('goes on where the audit log cannot be read: who made them is unknown', async () => {
    const { step, microsoft, audit } = stepWorld();
    microsoft.pages = [[change(1)]];
    audit.unknown = 'away';

    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'awaitingApproval' },
      move: { with: { preview: { audit: { log: 'unknown', traces: [] } } } },
    });
  });

  it('warns where the audit log shows the damage before the snapshot', async () => {
    const { step, microsoft, audit } = stepWorld();
    microsoft.pages = [[change(1)]];
    const actor = { kind: 'person', id: EVA } as const;
    audit.log = [-60, -12 * 60].map((minutes) => ({ ...auditEvent(1, minutes), actor }));

    await expect(step(restore)).resolves.toMatchObject({
      move: {
        with: { preview: { hazards: [{ kind: 'snapshotAfterDamage' }], audit: { damage: { actor, count: 1 } } } },
      },
    });
  });

  it('asks once for the groups that decide whom policies cover, however many pages they fill', async () => {
    const { step, microsoft } = stepWorld();
    const policy = (number: number) => change(number, { type: 'conditionalAccessPolicy', target: { conditions: { users: { includeGroups: ['g'] } } } }); // prettier-ignore
    microsoft.pages = [[policy(1), change(9)], [policy(2)]];
    microsoft.memberships.set(ANA, []).set(BEN, ['g']).set(EVA, []);

    await expect(step(restore)).resolves.toMatchObject({
      move: { with: { preview: { hazards: [{ kind: 'policyCoversPeopleInvolved', count: 2 }] } } },
    });
    expect(microsoft.askedMemberships).toEqual([['g'], ['g'], ['g']]);
  });

  describe('where a policy goes back that excepts a group', () => {
    const conditions = { users: { includeUsers: ['All'], excludeGroups: [objectId(7)] } };
    const policy = change(9, { type: 'conditionalAccessPolicy', target: { conditions }, now: {} });
    const group = change(7, { type: 'group', action: 'restore' });
    const found = async (...pages: ReturnType<typeof stepWorld>['microsoft']['pages']) => {
      const world = stepWorld({ emergencyAccountIds: [asObject(EVA)] });
      world.microsoft.pages = pages;
      world.microsoft.candidates = [BEN].map(candidate);
      world.microsoft.gone = new Map([[objectId(7), 'Break glass']]);
      const lost = async () => {
        const result = await world.step(plain);
        const hazards = result.kind === 'moveTo' ? (result.move.with?.preview?.hazards ?? []) : [];
        return hazards.filter(({ kind }) => ['exclusionPointsToNothing', 'exclusionsUnread'].includes(kind));
      };
      return await Promise.resolve({ ...world, lost });
    };

    it('that is deleted by now, it is a danger that names it and the emergency account it would cover', async () => {
      const { lost } = await found([policy]);

      expect(await lost()).toMatchObject([
        {
          kind: 'exclusionPointsToNothing',
          severity: 'danger',
          count: 1,
          examples: [{ id: objectId(9), lost: [{ type: 'group', id: objectId(7), name: 'Break glass' }], covers: [{ id: EVA }] }], // prettier-ignore
        },
      ]);
    });

    it.each([
      ['on the same page', [[group, policy]]],
      ['on a later page', [[policy], [group]]],
      ['on an earlier page', [[group], [policy]]],
    ])('that comes back %s, it is none', async (_where, pages) => {
      const { lost } = await found(...pages);

      expect(await lost()).toEqual([]);
    });

    it('that is still there, it is none, and is asked about once', async () => {
      const { lost, microsoft } = await found([policy, change(1)]);
      microsoft.gone = new Map();

      expect(await lost()).toEqual([]);
      expect(microsoft.askedGone).toEqual([[objectId(7)]]);
    });

    it('of which nobody can say whether it is there, that is said', async () => {
      const { lost, microsoft } = await found([policy]);
      microsoft.gone = undefined;

      expect(await lost()).toMatchObject([{ kind: 'exclusionsUnread', severity: 'warning', count: 1 }]);
    });
  });

  it('asks nothing about policies where there are none', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[change(1)]];

    await step(restore);
    expect(microsoft.askedMemberships).toEqual([]);
  });

  it('voids the request when the snapshot left the list meanwhile', async () => {
    const { step, microsoft } = stepWorld();
    microsoft.pages = [[change(1)]];
    microsoft.snapshots = [OTHER_SNAPSHOT];

    await expect(step(restore)).resolves.toMatchObject({
      state: { name: 'failed', during: 'reading', because: 'snapshotGone' },
    });
  });

  it('removes what an interrupted reading left', async () => {
    const { step, microsoft, changes } = stepWorld();
    microsoft.pages = [[change(1)], [change(2)]];
    microsoft.fails('listSnapshots', new UnavailableError('graph/unavailable', 'busy'));
    await expect(step(restore)).rejects.toBeInstanceOf(UnavailableError);
    microsoft.recovers();
    microsoft.pages = [[change(3)]];

    await step(restore);

    expect([...changes.saved.values()].flat().map(({ id }) => id)).toEqual([objectId(3)]);
    expect(changes.cleared).toBe(2);
  });

  describe('where a page’s token expires', () => {
    const pages = [[change(3), change(1)], [change(2, { action: 'softDelete', links: [] })], [change(4), change(5)]];
    const facts = [
      { id: objectId(4), synced: true },
      { id: objectId(2), synced: false, createdAt: at(-10) },
    ];
    /** The third page is refused this often. */
    const readBroken = async (times: number) => {
      const world = stepWorld();
      Object.assign(world.microsoft, { pages, facts });
      let attempts = 0;
      world.microsoft.changePages = async function* () {
        attempts += 1;
        yield* await Promise.resolve(attempts > times ? pages : pages.slice(0, 2));
        if (attempts <= times) throw new PageExpiredError('the link to a further page is not taken');
      };
      const result = await world.step(restore);
      return { result, saved: world.changes.saved, hashes: await hashesOf(world), attempts, lines: world.lines };
    };
    const hashesOf = async ({ changes }: ReturnType<typeof stepWorld>) => {
      const hashes: string[] = [];
      for await (const hash of changes.itemHashes(restore.id, restore.revision)) hashes.push(hash);
      return hashes;
    };

    it.each([1, 5])('reads again from the first page, and finds the very same (%d times)', async (times) => {
      const undisturbed = await readBroken(0);
      const broken = await readBroken(times);

      expect(broken.attempts).toBe(times + 1);
      expect(broken.result).toEqual(undisturbed.result);
      expect([...broken.saved]).toEqual([...undisturbed.saved]);
      expect(broken.hashes).toEqual(undisturbed.hashes);
      expect(broken.lines.filter(({ msg }) => msg === 'changes are read again from the first page')).toHaveLength(times); // prettier-ignore
    });

    it('tries later after five further attempts: nothing failed', async () => {
      await expect(readBroken(6)).rejects.toBeInstanceOf(UnavailableError);
    });

    it('leaves no page of an attempt that had more of them', async () => {
      const { step, microsoft, changes } = stepWorld();
      let attempts = 0;
      microsoft.changePages = async function* () {
        attempts += 1;
        yield* await Promise.resolve(attempts > 1 ? [[change(1), change(2)]] : [[change(1)], [change(2)]]);
        if (attempts === 1) throw new PageExpiredError('the link to a further page is not taken');
      };

      await step(restore);
      expect([...changes.saved.values()].map((page) => page.length)).toEqual([2]);
    });
  });

  it('holds one page at a time', async () => {
    const { step, microsoft, changes } = stepWorld();
    let inHand = 0;
    let most = 0;
    microsoft.changePages = async function* () {
      for (let page = 0; page < 50; page += 1) {
        inHand += 1;
        most = Math.max(most, inHand - changes.saved.size);
        yield await Promise.resolve([change(page)]);
      }
    };

    await step(plain);

    expect(changes.saved.size).toBe(50);
    expect(most).toBe(1);
  });

  it('stops between two pages when the process wants to end', async () => {
    const { step, microsoft, changes, stopping } = stepWorld();
    microsoft.changePages = async function* () {
      yield await Promise.resolve([change(1)]);
      stopping.abort();
      yield [change(2)];
    };

    await expect(step(plain)).rejects.toThrow();
    expect(changes.saved.size).toBe(1);
  });
});

const auditEvent = (number: number, minutes: number): AuditEvent => ({
  id: `event of ${number} at ${minutes}`,
  at: at(minutes),
  activity: 'Update user',
  actor: { kind: 'unknown' },
  targets: [{ id: objectId(number) }],
  attributes: ['department'],
  succeeded: true,
});
const digestIn = (result: object): unknown => (result as { move: { with: { digest: string } } }).move.with.digest;
