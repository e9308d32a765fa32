/** Every incident of the sandbox, from the sentence that the console suggests to a recovery, and what is left is said. */
import type { RecoveryRequest } from '../../src/recovery/request';
import { isAtRest } from '../../src/recovery/states';
import { CAST, type CastMember } from '../../src/sandbox/cast';
import { wishAfter } from '../../src/sandbox/console/incident-words';
import { INCIDENT_KINDS, type IncidentKind } from '../../src/sandbox/graph/seed/incidents';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, eva, gus } = CAST;
const REASON = 'INC-4711, this has to go back';

/** Objects that no recovery brings back, and how they are called on the cards. */
const GONE_FOR_GOOD: { readonly [Kind in IncidentKind]?: number } = { massDelete: 1 };

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

const all = () => rewind.product.store.requests.since(new Date(0));

/** In the place of a newer card: this request's own. */
async function opens(person: CastMember, { id }: RecoveryRequest): Promise<void> {
  await rewind.says(person, 'groupChat', `status ${id}`);
  await until(`the card of ${id}`, () => rewind.cardWords(person, 'groupChat').includes(`${id} ·`) || undefined);
}

/** Everything that an approver may have to write. */
function writtenFor({ preview }: RecoveryRequest): Readonly<Record<string, string>> {
  const policy = preview?.hazards.find(({ kind }) => kind === 'policyEnabled')?.examples[0]?.name;
  return { reason: REASON, typedPolicy: policy ?? '', typedSoftDeletes: String(preview?.counts.softDelete) };
}

/** By as many people as it takes. */
async function isApproved(request: RecoveryRequest): Promise<void> {
  for (const person of [ben, gus, eva]) {
    if ((await rewind.request(request.id)).state.name !== 'awaitingApproval') break;
    await opens(person, request);
    if (!rewind.sandbox.teams.seesButton(person, 'groupChat', 'approve')) continue;
    await rewind.presses(person, 'groupChat', 'approve', writtenFor(request));
  }
  await until(`${request.id} recovered`, async () => (await rewind.request(request.id)).state.name === 'recovered' || undefined); // prettier-ignore
}

/** The previews are read: what has to be split is, by the button that its card shows. */
async function areAsked(): Promise<readonly RecoveryRequest[]> {
  const read = await until('a preview that is read', async () => {
    const [request] = await all();
    return request?.state.name === 'awaitingApproval' || request?.state.name === 'previewed' ? request : undefined;
  });
  if (read.state.name === 'awaitingApproval') return [read];
  await rewind.presses(ana, 'groupChat', 'Split in two');
  return await until('two requests that wait for approval', async () => {
    const halves = (await all()).filter(({ plan }) => plan.splitFrom === read.id);
    return halves.length === 2 && halves.every(({ state }) => state.name === 'awaitingApproval') ? halves : undefined;
  });
}

it.each(INCIDENT_KINDS)('%s goes back, and nothing is left that was not said', async (kind) => {
  rewind = await startProductUnderTest();
  const { graph, teams } = rewind.sandbox;
  graph.state.runIncident(kind);
  graph.state.activateRoles(eva.id);
  await rewind.says(ana, 'groupChat', wishAfter(kind, 1));
  const { plan } = await rewind.requestIn('planned');
  await rewind.presses(ana, 'groupChat', 'Start preview');

  const asked = await areAsked();
  for (const request of asked) await isApproved(request);

  const started = graph.inspect.startedRecoveries();
  expect(started).toHaveLength(asked.length);
  expect(started.map(({ byId }) => byId)).not.toContain(ana.id);
  expect((await all()).every(({ state }) => isAtRest(state.name))).toBe(true);
  const kinds = new Set(asked.flatMap(({ preview }) => Object.keys(preview?.counts.byType ?? {})));
  const left = graph.inspect.compare(plan.snapshotId).filter(({ type }) => kinds.has(type));
  const shownOnly = asked.reduce((sum, { preview }) => sum + (preview?.counts.shownOnly ?? 0), 0);
  expect(left).toHaveLength(shownOnly + (GONE_FOR_GOOD[kind] ?? 0));
  if (GONE_FOR_GOOD[kind]) expect(teams.everythingSaid().join('\n')).toContain('for good');
});
