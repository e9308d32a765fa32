/** What cannot be recovered in one go becomes two requests on the same preview, each judged, voted on and run alone. */
import type { RecoveryRequest } from '../../src/recovery/request';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import { wishAfter } from '../../src/sandbox/console/incident-words';
import type { IncidentKind } from '../../src/sandbox/graph/seed/incidents';
import { pressByHand } from '../support/press-by-hand';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, cleo, gus } = CAST;
const REASON = 'INC-4711, this has to go back';

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

const graph = () => rewind.sandbox.graph;
const recoveries = () => graph().inspect.startedRecoveries();
const sees = (button: string) => rewind.sandbox.teams.seesButton(ana, 'groupChat', button);
const newest = async () => await rewind.product.store.requests.since(new Date(0));

async function after(kind: IncidentKind): Promise<void> {
  rewind = await startProductUnderTest();
  graph().state.runIncident(kind);
  await rewind.says(ana, 'groupChat', wishAfter(kind, 1));
  await rewind.requestIn('planned');
}

/** The two that it was split into, when both are in this state. */
const halvesIn = (whole: RecoveryRequest, state: RecoveryRequest['state']['name']) =>
  until(`two requests that are ${state}`, async () => {
    const { state: ended } = await rewind.request(whole.id);
    if (ended.name !== 'split') return undefined;
    const halves = await Promise.all(ended.into.map((id) => rewind.request(id)));
    return halves.every((half) => half.state.name === state) ? halves : undefined;
  });

/** In the place of a newer card: this request's own. */
async function opens(person: CastMember, { id }: RecoveryRequest): Promise<void> {
  await rewind.says(person, 'groupChat', `status ${id}`);
  await until(`the card of ${id}`, () => rewind.cardWords(person, 'groupChat').includes(`${id} ·`) || undefined);
}

const hazardOf = ({ preview }: RecoveryRequest, kind: string) =>
  preview?.hazards.find((hazard) => hazard.kind === kind);

/** By as many people as it takes, with everything that has to be written. */
async function isRecovered(half: RecoveryRequest): Promise<void> {
  const inputs = { reason: REASON, typedPolicy: hazardOf(half, 'policyEnabled')?.examples[0]?.name ?? '' };
  for (const person of [ben, gus]) {
    if ((await rewind.request(half.id)).state.name !== 'awaitingApproval') break;
    await opens(person, half);
    await rewind.presses(person, 'groupChat', 'approve', inputs);
  }
  await until(`${half.id} recovered`, async () => (await rewind.request(half.id)).state.name === 'recovered' || undefined); // prettier-ignore
}

const entriesOf = async ({ id }: RecoveryRequest) => await rewind.product.store.record.entriesOf(id);

describe.each(['mixed', 'appTampered'] as const)('after the incident %s, from its suggested sentence', (kind) => {
  it('Split in two leads to two recovered requests without a second preview, and nothing is left', async () => {
    await after(kind);
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const whole = await rewind.requestIn('previewed');
    const different = graph().inspect.compare(whole.plan.snapshotId);
    expect(sees('askForRecovery')).toBe(false);

    await rewind.presses(ana, 'groupChat', 'Split in two');

    const halves = await halvesIn(whole, 'awaitingApproval');
    const [one, other] = halves;
    if (!one || !other) throw new Error('two halves');
    expect(graph().inspect.startedPreviews()).toHaveLength(1);
    for (const half of halves)
      expect(half).toMatchObject({ requesterId: ana.id, reason: whole.reason, place: whole.place, plan: { splitFrom: whole.id, snapshotId: whole.plan.snapshotId }, preview: { computedAt: whole.preview?.computedAt, previewJobId: whole.preview?.previewJobId } }); // prettier-ignore
    expect(one.digest).not.toBe(other.digest);
    const kindsOf = ({ preview }: RecoveryRequest) => Object.keys(preview?.counts.byType ?? {});
    expect([...kindsOf(one), ...kindsOf(other)].sort()).toEqual(kindsOf(whole).sort());

    await isRecovered(one);
    await isRecovered(other);
    expect(recoveries().map(({ scope }) => scope.kind)).toEqual(['types', 'objects']);
    const kinds = kindsOf(whole);
    const synced = whole.preview?.counts.shownOnly ?? 0;
    const left = graph()
      .inspect.compare(whole.plan.snapshotId)
      .filter(({ type }) => kinds.includes(type));
    expect(different.length).toBeGreaterThan(left.length);
    expect(left).toHaveLength(synced);
    expect((await entriesOf(whole)).at(-1)).toMatchObject({ what: `splitInto ${one.id} ${other.id}`, from: 'previewed', to: 'split', by: ana.id }); // prettier-ignore
    expect((await entriesOf(one))[0]).toMatchObject({ what: `splitFrom ${whole.id}`, to: 'reading', by: ana.id });
  });
});

describe('Split in two', () => {
  it('happens once from two phones, whatever each of them says of it', async () => {
    await after('appTampered');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const whole = await rewind.requestIn('previewed');

    await Promise.all([rewind.presses(ana, 'groupChat', 'split'), rewind.presses(ana, 'groupChat', 'split')]);

    await halvesIn(whole, 'awaitingApproval');
    expect(await newest()).toHaveLength(3);
    await rewind.says(ana, 'groupChat', `split ${whole.id}`);
    await until('what became of it', () => rewind.lastSaid(ana, 'groupChat').includes('is split already') || undefined);
    expect(await newest()).toHaveLength(3);
  });

  it('is refused to everybody but the requester, and nothing happens', async () => {
    await after('appTampered');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const whole = await rewind.requestIn('previewed');
    const before = await rewind.happened();

    const data = { requestId: whole.id, revision: whole.revision };
    for (const person of [ben, cleo]) {
      const answer = await pressByHand(rewind, [person, 'groupChat'], { verb: 'split', data });
      expect(answer).toContain('Only the person who asked can do this');
    }
    expect(await rewind.happened()).toEqual(before);
  });
});

it('what the words tell is split at the plan: Plan both makes two plans, once, and starts nothing', async () => {
  await after('appTampered');
  const whole = await rewind.requestIn('planned');
  await rewind.presses(ana, 'groupChat', 'Plan both');
  await rewind.says(ana, 'groupChat', `split ${whole.id}`);

  const [settings, others] = await halvesIn(whole, 'planned');
  expect([settings?.plan.scope, others?.plan.scope]).toEqual([
    { kind: 'types', types: ['authorizationPolicy'] },
    { kind: 'types', types: ['application'] },
  ]);
  expect(await newest()).toHaveLength(3);
  expect(graph().inspect.startedPreviews()).toEqual([]);
  const cards = JSON.stringify(rewind.sandbox.teams.messagesIn(ana, 'groupChat').map(({ content }) => content.card));
  await until('both plans', () => [settings, others].every((half) => half && cards.includes(half.id)) || undefined);
});
