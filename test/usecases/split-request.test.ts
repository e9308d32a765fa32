import type { RecoveryPlan } from '../../src/recovery/plan';
import type { Change } from '../../src/recovery/change';
import type { ScopeObject } from '../../src/recovery/scope';
import type { RecoveryState } from '../../src/recovery/request';
import type { PersonId, RequestId } from '../../src/shared/ids';
import { splitRequest, type SplitPress } from '../../src/usecases/split-request';
import { nothingHappened } from '../approvals/presses';
import { ANA, at, BEN, change, ID, NOW, objectId, OTHER_SNAPSHOT, requestIn } from '../jobs/people-and-requests';
import { rulesWorld, type RulesWorld } from './rules-world';

const MIXED = [change(1), change(2, { type: 'group' }), change(9, { type: 'organization' })];
const GRANT = change(8, { type: 'oAuth2PermissionGrant', action: 'softDelete', target: {}, now: {} });
const { plan } = requestIn({ name: 'previewed' });
const everything: RecoveryPlan = { ...plan, scope: { kind: 'everything' } };

interface Read {
  readonly changes?: readonly Change[];
  readonly plan?: RecoveryPlan;
  readonly settings?: Parameters<typeof rulesWorld>[0];
}

/** Ana's preview is read, and rests. */
async function read({ changes = MIXED, plan: wish = everything, settings }: Read = {}): Promise<RulesWorld> {
  const world = rulesWorld(settings);
  await world.putToTheVote(changes, { plan: wish });
  world.store.put({ ...(await world.request()), state: { name: 'previewed' } });
  return world;
}

function planned(wish: Partial<RecoveryPlan>): RulesWorld {
  const world = rulesWorld();
  world.store.put(requestIn({ name: 'planned', expiresAt: at(30) }, { plan: { ...plan, ...wish } }));
  return world;
}

const splits = (world: RulesWorld, personId: PersonId = ANA, more: Partial<SplitPress> = {}) =>
  splitRequest({ requestId: ID, revision: 1, power: world.powerOf(personId), ...more }, world.ports);

const made = async (world: RulesWorld) =>
  (await world.store.since(new Date(0))).filter(({ id }) => id !== ID).map(({ plan: { scope, except }, state }) => ({ scope, except, state })); // prettier-ignore

const types = (scope: RecoveryPlan['scope'] | undefined) => (scope?.kind === 'types' ? scope.types : scope);

describe('Split in two', () => {
  it('makes one request of what Microsoft takes by type, and one of everything else, on the pages that are stored', async () => {
    const world = await read();
    const { preview } = await world.request();

    await expect(splits(world)).resolves.toMatchObject({ kind: 'done', request: { id: ID, state: { name: 'split', byId: ANA, at: NOW } } }); // prettier-ignore

    const [settings, others] = await made(world);
    const reading = { name: 'reading', previewJobId: preview?.previewJobId, computedAt: preview?.computedAt, from: { requestId: ID, revision: 1 } }; // prettier-ignore
    expect([settings?.state, others?.state]).toEqual([reading, reading]);
    expect(types(settings?.scope)).toEqual(['organization']);
    expect(types(others?.scope)).toEqual(expect.arrayContaining(['user', 'group', 'servicePrincipal', 'conditionalAccessPolicy'])); // prettier-ignore
    expect(types(others?.scope)).not.toContain('organization');
    expect(world.previewed).toEqual([]);
  });

  it('puts service principals apart where a grant does not tell its own', async () => {
    const world = await read({ changes: [change(1), GRANT] });
    await splits(world);

    const [principals, others] = await made(world);
    expect(types(principals?.scope)).toEqual(['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment']);
    for (const type of ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment']) expect(types(others?.scope)).not.toContain(type); // prettier-ignore
    expect(types(others?.scope)).toContain('user');
  });

  it('loses no change of a kind that nobody can type', async () => {
    const strength = change(3, { type: 'authenticationStrengthPolicy' });
    const world = await read({ changes: [...MIXED, strength] });
    await splits(world);

    expect(types((await made(world))[1]?.scope)).toContain('authenticationStrengthPolicy');
  });

  it('leaves out of each half what was excepted of its kinds', async () => {
    const except: ScopeObject[] = [{ type: 'user', id: objectId(5), name: 'Left' }];
    const world = await read({ plan: { ...everything, except } });
    await splits(world);

    expect((await made(world)).map((half) => half.except)).toEqual([undefined, except]);
  });

  it('pressed again finds it done, and makes no more', async () => {
    const world = await read();
    await splits(world);
    const before = await made(world);

    await expect(splits(world)).resolves.toMatchObject({ kind: 'done', request: { state: { name: 'split' } } });
    await expect(splits(world, BEN)).resolves.toMatchObject({ kind: 'refused', because: 'alreadySplit' });
    expect(await made(world)).toEqual(before);
  });

  it.each<[string, Read, Partial<SplitPress> & { readonly by?: PersonId }, string]>([
    ['the requester', {}, { by: BEN }, 'notRequester'],
    ['the revision that was shown', {}, { revision: 2 }, 'changedSinceShown'],
    ['recoveries that are switched on', { settings: { isRecoveryDisabled: true } }, {}, 'recoveryDisabled'],
    ['what cannot be recovered in one go', { changes: [change(1)] }, {}, 'nothingToSplit'],
  ])('takes %s', async (_what, given, { by = ANA, ...press }, because) => {
    const world = await read(given);

    await expect(splits(world, by, press)).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
    expect(await made(world)).toEqual([]);
  });

  it.each([
    ['reader', 'readerMayNotAsk'],
    ['none', 'roleNotActive'],
  ] as const)('of what asks for a recovery takes the Administrator role, not %s', async (standing, because) => {
    const world = await read();
    world.standings.set(ANA, standing);

    await expect(splits(world)).resolves.toMatchObject({ kind: 'refused', because });
    nothingHappened(world);
  });

  it('takes the changes that were kept, and their snapshot', async () => {
    const forgotten = await read();
    await forgotten.forgetsChanges();
    await expect(splits(forgotten)).resolves.toMatchObject({ kind: 'refused', because: 'changesNotKept' });
    nothingHappened(forgotten);

    const gone = await read();
    gone.microsoft.snapshots = [OTHER_SNAPSHOT];
    await expect(splits(gone)).resolves.toMatchObject({ kind: 'refused', because: 'snapshotGone' });
    expect(await made(gone)).toEqual([]);
  });
});

describe('what is over', () => {
  it.each<[string, RecoveryState, string]>([
    ['recovered', { name: 'recovered', at: NOW }, 'atRest'],
    ['withdrawn', { name: 'withdrawn', at: NOW, byId: ANA }, 'atRest'],
    ['split by somebody else', { name: 'split', at: NOW, byId: ANA, into: ['R-8H2M' as RequestId, 'R-9J4N' as RequestId] }, 'alreadySplit'],
  ])('is not split again, and the refusal says so: %s', async (_what, state, because) => {
    const world = await read();
    world.store.put({ ...(await world.request()), state });
    const before = await world.request();

    await expect(splits(world, BEN)).resolves.toMatchObject({ kind: 'refused', because });
    expect(await world.request()).toEqual(before);
    expect(await made(world)).toEqual([]);
    nothingHappened(world);
  }); // prettier-ignore
});

describe('Plan both', () => {
  it('splits by what the words tell, each with a window of its own', async () => {
    const world = planned({ scope: { kind: 'types', types: ['application', 'authorizationPolicy', 'group'] } });
    await splits(world);

    const [settings, others] = await made(world);
    expect([types(settings?.scope), types(others?.scope)]).toEqual([['authorizationPolicy'], ['application', 'group']]);
    expect(settings?.state).toEqual({ name: 'planned', expiresAt: at(30) });
  });

  it('names objects by their ids, and settings by their type', async () => {
    const [user, organization] = [{ type: 'user' as const, id: objectId(1), name: 'Uma' }, { type: 'organization' as const, id: objectId(2), name: 'Contoso' }]; // prettier-ignore
    const world = planned({ scope: { kind: 'objects', objects: [organization, user] } });
    await splits(world);

    expect((await made(world)).map(({ scope }) => scope)).toEqual([{ kind: 'types', types: ['organization'] }, { kind: 'objects', objects: [user] }]); // prettier-ignore
  });

  it.each<[string, RecoveryPlan['scope']]>([
    ['kinds that can be pinned', { kind: 'types', types: ['user', 'group'] }],
    ['settings alone', { kind: 'types', types: ['organization', 'authorizationPolicy'] }],
    ['everything, of which nobody knows yet', { kind: 'everything' }],
  ])('is refused for %s', async (_what, scope) => {
    const world = planned({ scope });

    await expect(splits(world)).resolves.toMatchObject({ kind: 'refused', because: 'nothingToSplit' });
    nothingHappened(world);
  });

  it('is refused when the window of the plan is over', async () => {
    const world = planned({ scope: { kind: 'types', types: ['user', 'organization'] } });
    world.clock.passesMinutes(31);

    await expect(splits(world)).resolves.toMatchObject({ kind: 'refused', because: 'windowOver' });
    nothingHappened(world);
  });
});
