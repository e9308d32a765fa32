/** `except`: the preview looks at the kinds that were typed, and what was excepted is taken out of what it finds. Nothing of it ever runs. */
import { CAST } from '../../src/sandbox/cast';
import type { IncidentKind, IncidentOptions } from '../../src/sandbox/graph/seed/incidents';
import { personId } from '../../src/sandbox/graph/seed/people';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, dan, gus } = CAST;
const MINUTE_MS = 60_000;
const [LEFT, ALSO_LEFT, UNTOUCHED] = [personId(1), personId(2), personId(40)];

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

const graph = () => rewind.sandbox.graph;
const cardSays = (words: string) =>
  until(`"${words}" on the card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);
const signInName = (id: string) => {
  const name = graph().state.tenant.directory.find(id)?.attributes['userPrincipalName'];
  return typeof name === 'string' ? name : id;
};
const recoveries = () => graph().inspect.startedRecoveries();
const pinnedIds = () => {
  const scope = recoveries()[0]?.scope;
  return scope?.kind === 'objects' ? scope.values.flatMap(({ ids }) => ids).sort() : [];
};

interface Wish {
  readonly words?: string;
  readonly except: readonly string[];
  readonly happens: IncidentKind;
  readonly options?: IncidentOptions;
}

/** Ana names people who are still there; then it happens, and she starts the preview. */
async function anaAsks({ words = 'users', except, happens, options }: Wish): Promise<void> {
  rewind = await startProductUnderTest({ seed: { users: 150 } });
  const named = except.map((id) => `user ${signInName(id)}`).join(' and ');
  await rewind.says(ana, 'groupChat', `restore ${words} except ${named} from yesterday because a script went wrong`);
  await rewind.requestIn('planned');
  graph().state.runIncident(happens, options);
  await rewind.presses(ana, 'groupChat', 'Start preview');
}

/** Of these kinds, what is not as in the snapshot. */
const stillDifferent = (snapshotId: string, ...types: readonly string[]) =>
  graph().inspect.compare(snapshotId).filter(({ type, action }) => types.includes(type) && action !== 'hardDeleted').map(({ id }) => id).sort(); // prettier-ignore

it('after a mass deletion everybody else comes back, and exactly who was excepted stays deleted', async () => {
  await anaAsks({ except: [LEFT, ALSO_LEFT], happens: 'massDelete' });
  const request = await rewind.requestIn('awaitingApproval');
  const all = stillDifferent(request.plan.snapshotId, 'user');
  expect(all).toEqual(expect.arrayContaining([LEFT, ALSO_LEFT]));

  expect(request).toMatchObject({
    plan: { scope: { kind: 'types', types: ['user'] }, except: [{ type: 'user', id: LEFT }, { type: 'user', id: ALSO_LEFT }] }, // prettier-ignore
    preview: { counts: { restore: all.length - 2, update: 0 }, leftOut: { byType: { user: 2 }, unchanged: [] } },
  });
  await cardSays('Left out, as asked: 2 changes (users)');
  await cardSays(`It is pinned to exactly these ${String(all.length - 2)} objects`);
  await rewind.presses(ben, 'groupChat', 'approve');

  await rewind.requestIn('recovered');
  expect(pinnedIds()).toEqual(all.filter((id) => id !== LEFT && id !== ALSO_LEFT));
  expect(stillDifferent(request.plan.snapshotId, 'user')).toEqual([LEFT, ALSO_LEFT]);
});

it('somebody who is deleted already is excepted by name, too, and stays deleted', async () => {
  rewind = await startProductUnderTest({ seed: { users: 150 } });
  const name = signInName(LEFT);
  graph().state.runIncident('massDelete');
  await rewind.says(ana, 'groupChat', `restore users except user ${name} from yesterday because a script went wrong`);
  expect((await rewind.requestIn('planned')).plan.except).toMatchObject([{ type: 'user', id: LEFT }]);
  await rewind.presses(ana, 'groupChat', 'Start preview');
  const request = await rewind.requestIn('awaitingApproval');
  expect(request.preview?.leftOut).toEqual({ byType: { user: 1 }, unchanged: [] });
  await rewind.presses(ben, 'groupChat', 'approve');

  await rewind.requestIn('recovered');
  expect(stillDifferent(request.plan.snapshotId, 'user')).toEqual([LEFT]);
});

it('the plan card says what is left out, and that deleted objects are looked at; so does the list of requests', async () => {
  await anaAsks({ words: 'everything', except: [LEFT], happens: 'massDelete' });
  expect((await rewind.requestIn('awaitingApproval')).plan).toMatchObject({ scope: { kind: 'everything' }, except: [{ id: LEFT }] }); // prettier-ignore
  const plans = JSON.stringify(rewind.sandbox.teams.messagesIn(ana, 'groupChat'));
  expect(plans).toContain('everything except');
  await rewind.says(ana, 'groupChat', 'requests');
  await cardSays('everything except');
});

it('who is excepted and not among the changes is said', async () => {
  await anaAsks({ except: [UNTOUCHED], happens: 'massDelete' });
  const request = await rewind.requestIn('awaitingApproval');
  expect(request.preview?.leftOut).toMatchObject({ byType: {}, unchanged: [{ id: UNTOUCHED }] });
  await cardSays('Excepted, but not among the changes that were found');
});

it('more than 100 that are left rest as a read preview: nothing can be asked for, and the card says why', async () => {
  await anaAsks({ except: [LEFT], happens: 'massDisable', options: { count: 102, synced: 0, deleted: 0, joiners: 0 } });
  const request = await rewind.requestIn('previewed');
  expect(request.preview).toMatchObject({ counts: { update: 101 }, leftOut: { byType: { user: 1 } } });
  expect(request.preview?.hazards.map(({ kind }) => kind)).not.toContain('wholeTypeRidesAlong');
  await cardSays('choosing more comes with batches');
  expect(rewind.sandbox.teams.seesButton(ana, 'groupChat', 'askForRecovery')).toBe(false);

  await rewind.says(ana, 'groupChat', `ask ${request.id} because a script went wrong`);
  await until('why not', () => rewind.lastSaid(ana, 'groupChat').includes('101 objects are left after what was excepted') || undefined); // prettier-ignore
  expect(await rewind.request(request.id)).toMatchObject({ version: request.version, state: { name: 'previewed' } });
  expect(recoveries()).toEqual([]);
});

describe('the preview is too old at the last vote (A12)', () => {
  const ages = async () => {
    await anaAsks({ except: [LEFT, UNTOUCHED], happens: 'massDelete' });
    const request = await rewind.requestIn('awaitingApproval');
    rewind.sandbox.clock.jump(31 * MINUTE_MS);
    return request;
  };

  it('and only what was left out, or never looked at, has changed: the re-check looks at what was chosen, and Run now follows', async () => {
    const { plan, digest } = await ages();
    graph().state.edit(gus.id, (editor) => {
      editor.restore(LEFT);
      editor.update(LEFT, { department: 'Somewhere else' });
      editor.update(UNTOUCHED, { department: 'Somewhere else' });
    });
    const all = stillDifferent(plan.snapshotId, 'user');
    await rewind.presses(ben, 'groupChat', 'approve');

    const request = await rewind.requestIn('approved');
    expect(request).toMatchObject({ digest, votes: [{ voterId: ben.id }], recheck: { difference: { appeared: 0, gone: 0, changed: 0 } } }); // prettier-ignore
    expect(
      graph()
        .inspect.startedPreviews()
        .map(({ scope }) => scope.kind),
    ).toEqual(['types', 'objects']);
    await cardSays('Left out, as asked: 1 change (users)');

    await rewind.presses(ben, 'groupChat', 'Run now');
    await rewind.requestIn('recovered');
    expect(pinnedIds()).toEqual(all.filter((id) => id !== LEFT && id !== UNTOUCHED));
    expect(stillDifferent(plan.snapshotId, 'user')).toEqual([LEFT, UNTOUCHED]);

    await rewind.presses(ana, 'groupChat', 'Check result');
    await rewind.requestIn('previewed');
    await cardSays('no difference found');
    await cardSays('Left out there, and not looked at');
    expect(recoveries()).toHaveLength(1);
  });

  it('and what was chosen has changed: the votes are dismissed, and what runs then is still without what was excepted', async () => {
    await ages();
    graph().state.edit(gus.id, (editor) => {
      editor.restore(personId(3));
      editor.update(personId(3), { department: 'Somewhere else' });
      editor.update(dan.id, { department: 'Nobody looked at this' });
    });
    await rewind.presses(ben, 'groupChat', 'approve');

    const request = await until('a new question', async () => {
      const found = await rewind.requestIn('awaitingApproval');
      return found.revision > 1 ? found : undefined;
    });
    expect(request).toMatchObject({ votes: [], recheck: { difference: { appeared: 0, changed: 1 } }, preview: { leftOut: { byType: { user: 1 } } } }); // prettier-ignore
    await rewind.presses(ben, 'groupChat', 'approve');
    await rewind.requestIn('recovered');
    expect(pinnedIds()).toContain(personId(3));
    expect(pinnedIds()).not.toEqual(expect.arrayContaining([LEFT]));
    expect(stillDifferent(request.plan.snapshotId, 'user')).toEqual([dan.id, LEFT].sort());
  });
});
