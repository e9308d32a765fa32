/** SPEC 6, what: one named test a rule. */
import { digestOf, shortDigest } from '../../src/approvals/digest';
import type { RecoveryState } from '../../src/recovery/request';
import { itemHash, type Change } from '../../src/recovery/change';
import type { Json } from '../../src/shared/json';
import type { Digest, PreviewJobId } from '../../src/shared/ids';
import { BEN, change, EVA, NOW, objectId } from '../jobs/people-and-requests';
import { rulesWorld } from '../usecases/rules-world';
import { approved, approves, asked, nothingHappened, planned, REASON, rejects, runs, starts } from './presses';

describe('A7: the digest is of tenant, snapshot, scope and every change', () => {
  const subject = { tenant: 't', snapshotId: 's', scope: { kind: 'types', types: ['user'] } };
  const digest = (of: Json, changes: readonly Change[]) => digestOf(of, changes.map(itemHash).sort());

  it.each<[string, Json, readonly Change[]]>([
    ['tenant', { ...subject, tenant: 'u' }, [change(1), change(2)]],
    ['snapshot', { ...subject, snapshotId: 'r' }, [change(1), change(2)]],
    ['scope', { ...subject, scope: { kind: 'everything' } }, [change(1), change(2)]],
    ['set of changes, one fewer', subject, [change(1)]],
    ['set of changes, one more', subject, [change(1), change(2), change(3)]],
    ['change', subject, [change(1), change(2, { target: { department: 'Legal' } })]],
  ])('A7: another %s is another digest', async (_what, of, changes) => {
    expect(await digest(of, changes)).not.toBe(await digest(subject, [change(1), change(2)]));
  });

  it('A7: order of changes and of keys is none', async () => {
    const { tenant, snapshotId, scope } = subject;
    const turned = await digest({ scope, snapshotId, tenant }, [change(2), change(1)]);

    expect(turned).toBe(await digest(subject, [change(1), change(2)]));
    expect(turned).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('A8: the hash of one change', () => {
  const links = [1, 2].map((n) => ({ relation: 'members', objectId: objectId(n), does: 'add' }) as const);
  const one = change(1, { links });

  it.each<[string, Partial<Change>]>([
    ['type', { type: 'group' }],
    ['object', { id: objectId(9) }],
    ['action', { action: 'softDelete' }],
    ['value that is written', { target: { department: 'Legal' } }],
    ['value that is there', { now: { department: 'Legal' } }],
    ['link', { links: links.slice(1) }],
  ])('A8: another %s is another hash', (_what, facts) => {
    expect(itemHash({ ...one, ...facts })).not.toBe(itemHash(one));
  });

  it.each<[string, Partial<Change>]>([
    ['label', { displayName: 'Renamed' }],
    ['order of links', { links: links.toReversed() }],
    ['value that is not touched', { now: { department: 'Sales', city: 'Oslo' } }],
  ])('A8: another %s is the same hash', (_what, facts) => {
    expect(itemHash({ ...one, ...facts })).toBe(itemHash(one));
  });

  it('A8: the moment at which a delete would happen is not in it', () => {
    const deleted = (at: string) => change(1, { action: 'softDelete', now: {}, target: { deletedDateTime: at } });

    expect(itemHash(deleted('2026-03-29T10:00:00Z'))).toBe(itemHash(deleted('2026-03-29T10:31:00Z')));
  });
});

describe('A9: the button carries what is approved', () => {
  it.each([
    ['another digest', () => 'f'.repeat(64)],
    ['only its first digits', (digest: Digest) => shortDigest(digest)],
    ['no digest', () => undefined],
  ])('A9: a press with %s is refused', async (_what, claimed) => {
    const world = await asked();

    await expect(approves(world, undefined, { digest: claimed(world.digest) })).resolves.toMatchObject({ kind: 'refused', because: 'changedSinceShown' }); // prettier-ignore
    nothingHappened(world);
  });

  it('A9: eight digits stand for it', () => {
    expect(shortDigest(`4f2a91c7${'0'.repeat(56)}` as Digest)).toBe('4f2a91c7');
  });
});

it.each<[string, RecoveryState | undefined]>([
  ['while the pages are read', { name: 'reading', previewJobId: 'p' as PreviewJobId, computedAt: NOW }],
  ['without a digest', undefined],
])('A10: no vote %s', async (_when, state) => {
  const world = await asked();
  const request = await world.request();
  world.store.put(state ? { ...request, state } : { ...request, digest: undefined });

  await expect(approves(world)).resolves.toMatchObject({ kind: 'refused', because: 'notAwaitingApproval' });
  nothingHappened(world);
});

describe('A11: a press counts for the revision that was shown', () => {
  it.each([0, 2])('A11: a press of revision %d is refused at revision 1', async (revision) => {
    const [voting, running, plan] = [await asked(), await approved(), planned(REASON)];
    const stale = { kind: 'refused', because: 'changedSinceShown' };

    await expect(approves(voting, undefined, { revision })).resolves.toMatchObject(stale);
    await expect(rejects(voting, undefined, { revision, reason: REASON })).resolves.toMatchObject(stale);
    await expect(runs(running, undefined, { revision })).resolves.toMatchObject(stale);
    await expect(starts(plan, undefined, { revision })).resolves.toMatchObject(stale);
    for (const world of [voting, running, plan]) nothingHappened(world);
  });

  it('A11: votes of an earlier revision do not count at the run', async () => {
    const world = await approved();
    world.store.put({ ...(await world.request()), revision: 2 });

    await expect(runs(world, undefined, { revision: 2 })).resolves.toMatchObject({ because: 'votesNotEnough' });
    nothingHappened(world);
  });
});

describe('A13: the recovery is pinned to what was approved', () => {
  it('A13: exactly the approved ids, without what is only shown', async () => {
    const world = rulesWorld();
    await world.putToTheVote([change(1), change(2, { shownOnly: true }), change(3)]);

    await approves(world);
    const pinnedTo = [1, 3].map((n) => ({ type: 'user', id: objectId(n), name: `User ${String(n)}` }));
    expect(world.scopes).toEqual([{ kind: 'objects', objects: pinnedTo }]);
  });

  it('A13: what cannot be pinned is not run', async () => {
    const world = rulesWorld({ quorum: { objects: 500, softDeletes: 20, isStrict: false } });
    await world.putToTheVote([change(1), change(2, { type: 'organization' })]);

    const reason = 'the users have to come back';
    await approves(world, BEN, { reason });
    await expect(approves(world, EVA, { reason })).resolves.toMatchObject({ because: 'cannotBePinned' });
    expect(world.scopes).toEqual([]);
  });
});
