import { CAST } from '../../src/sandbox/cast';
import type { IncidentKind } from '../../src/sandbox/graph/seed/incidents';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben } = CAST;

let rewind: ProductUnderTest;
afterEach(() => rewind.close());

const KINDS = ['servicePrincipal', 'oAuth2PermissionGrant', 'appRoleAssignment'];

/** The preview tells no service principal of a grant, so no list of ids can name it: it runs by type, and everybody reads that first. */
it.each<readonly [IncidentKind, string]>([
  ['consentPhishing', 'service principals'],
  ['consentPhishing', 'everything'],
  ['appTampered', 'service principals'],
])(
  'after %s, %s go back: the card says by which types, and exactly these are told to Microsoft',
  async (incident, scope) => {
    rewind = await startProductUnderTest();
    const { graph } = rewind.sandbox;
    graph.state.runIncident(incident);
    await rewind.says(ana, 'groupChat', `restore ${scope} from yesterday because somebody consented to phishing`);
    await rewind.presses(ana, 'groupChat', 'Start preview');
    const { plan, preview } = await rewind.requestIn('awaitingApproval');
    await until('how it runs', () => rewind.cardWords(ben, 'groupChat').includes('It runs by type (service principals with their grants and assignments)') || undefined); // prettier-ignore
    expect(rewind.cardWords(ben, 'groupChat')).toContain('cannot be pinned: the preview does not say with which service principal'); // prettier-ignore
    expect(rewind.cardWords(ben, 'groupChat')).not.toContain('pinned to');
    expect(preview?.counts.unpinnable).toBeGreaterThan(0);
    expect(preview?.hazards.map(({ kind }) => kind)).toContain('wholeTypeRidesAlong');
    expect(rewind.cardWords(ben, 'groupChat')).toContain('whatever else of the same kinds changed rides along');

    await rewind.presses(ben, 'groupChat', 'approve', { reason: 'INC-4711 the consent has to go' });

    await rewind.requestIn('recovered');
    expect(graph.inspect.startedRecoveries().map((job) => job.scope)).toEqual([{ kind: 'types', types: KINDS }]);
    const left = graph.inspect.compare(plan.snapshotId).filter(({ type }) => KINDS.includes(type));
    expect(left).toEqual([]);
  },
);

it('beside other objects they are not run in one go: nothing that was not approved may ride along, and two requests do it', async () => {
  rewind = await startProductUnderTest();
  const { graph } = rewind.sandbox;
  graph.state.runIncident('consentPhishing');
  graph.state.runIncident('massDisable');
  await rewind.says(ana, 'groupChat', 'restore everything from yesterday because somebody consented to phishing');
  await rewind.presses(ana, 'groupChat', 'Start preview');
  await rewind.requestIn('previewed');
  await until('why not', () => rewind.cardWords(ana, 'groupChat').includes('Split in two makes two requests of it') || undefined); // prettier-ignore
  expect(rewind.sandbox.teams.seesButton(ana, 'groupChat', 'askForRecovery')).toBe(false);
  expect(graph.inspect.startedRecoveries()).toEqual([]);

  await rewind.asksForApproval(ana, 'groupChat');
  await rewind.presses(ben, 'groupChat', 'approve');
  await rewind.requestIn('recovered');
  expect(graph.inspect.startedRecoveries()).toMatchObject([{ scope: { kind: 'objects' } }]);
});

/** What would be deleted is there until then: the directory tells which application it is, what it may do, and for whom. */
it('a grant that people were talked into is said with its application, its permissions, for whom, and who said yes', async () => {
  rewind = await startProductUnderTest();
  rewind.sandbox.graph.state.runIncident('consentPhishing');
  await rewind.says(ana, 'groupChat', 'restore service principals from yesterday because somebody consented to phishing'); // prettier-ignore
  await rewind.presses(ana, 'groupChat', 'Start preview');
  await rewind.requestIn('awaitingApproval');

  const cardSays = (words: string) => until(`"${words}"`, () => rewind.cardWords(ben, 'groupChat').includes(words) || undefined); // prettier-ignore
  await cardSays('Mail Merge Pro (…000000000090): User․Read, Mail․ReadWrite and offline_access');
  await cardSays('of Payroll (…000000000001), for all users');
  await cardSays('Consented by Alba Almeida (…000000000000)');
  await cardSays('for Alba Almeida (…000000000000) alone');
});

it('a grant that the directory does not tell of is said by its id, as before', async () => {
  rewind = await startProductUnderTest();
  const { graph } = rewind.sandbox;
  graph.state.runIncident('consentPhishing');
  graph.faults.add({ method: 'GET', path: '/oauth2PermissionGrants/*', fault: { kind: 'forbidden' }, times: 99 });
  await rewind.says(ana, 'groupChat', 'restore service principals from yesterday because somebody consented to phishing'); // prettier-ignore
  await rewind.presses(ana, 'groupChat', 'Start preview');
  const { preview } = await rewind.requestIn('awaitingApproval');

  expect(preview?.counts.byType['oAuth2PermissionGrant']).toBe(4);
  await until('the card', () => rewind.cardWords(ben, 'groupChat').includes('OAuth2 permission grant · 54000000-') || undefined); // prettier-ignore
  expect(rewind.cardWords(ben, 'groupChat')).not.toContain('ReadWrite');
});
