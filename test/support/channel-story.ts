/** The main story in the channel, where every press goes through the sign-in page: what a built product has to be able to tell. */
import { CAST, type CastMember } from '../../src/sandbox/cast';
import type { Sandbox } from '../../src/sandbox/start-sandbox';
import { signInOnPage } from './sign-in-on-page';
import { until } from './until';

const { ana, ben } = CAST;

export async function tellsTheMainStory(sandbox: Sandbox): Promise<void> {
  const { teams, graph } = sandbox;
  graph.state.runIncident('massDisable');
  const [newest] = graph.state.tenant.directory.snapshots();
  const snapshotId = newest ? graph.state.snapshotId(newest) : '';

  await teams.says(ana, 'incidentRoom', 'restore users from latest because the HR connector went wrong');
  expect(await presses(sandbox, ana, 'startPreview')).toContain('is being previewed');
  expect(await presses(sandbox, ana, 'approve')).toContain('second person');
  expect(graph.inspect.startedRecoveries()).toEqual([]);
  expect(await presses(sandbox, ben, 'approve')).toContain('the recovery has started');
  await until('the finish notice', () => teams.everythingSaid().some((said) => said.includes('12 objects changed, nothing failed'))); // prettier-ignore

  expect(graph.inspect.startedPreviews().map(({ byId }) => byId)).toEqual([ana.id]);
  expect(graph.inspect.startedRecoveries().map(({ byId }) => byId)).toEqual([ben.id]);
  const left = graph.inspect.compare(snapshotId).filter(({ type }) => type === 'user');
  expect(left.map(({ action }) => action)).toEqual(['update', 'update', 'update']);
}

/** As a browser would finish it. @returns what the page says */
async function presses({ teams }: Sandbox, person: CastMember, verb: string): Promise<string> {
  await until(`a button ${verb}`, () => teams.seesButton(person, 'incidentRoom', verb));
  const pressed = await teams.presses(person, 'incidentRoom', verb);
  expect(pressed.kind).toBe('signIn');
  return await signInOnPage(teams.pendingSignIn(person)?.url ?? '', person);
}
