import { hasContract, problemsOf } from './contract';
import { createWorld } from './pretend-world';

/** Every other test holds every answer against the contract, by way of pretend-world.ts. */
describe('the contract', () => {
  if (!hasContract) {
    it.skip('IS NOT HERE: answers of the pretend Graph were not held against it (REWIND_CONTRACT_FOLDER)', () =>
      undefined);
    return;
  }

  it.each([
    ['a wrong status word', { value: [{ '@odata.type': '#microsoft.graph.entraRecoveryServices.recoveryJob', id: 'x', status: 'succeeded' }] }], // prettier-ignore
    ['a missing type', { value: [{ id: 'x', status: 'successful' }] }],
    ['an unknown property', { value: [], extra: 1 }],
  ])('finds %s', (_name, body) => {
    expect(problemsOf({ method: 'GET', path: '/directory/recovery/jobs', status: 200, body })).not.toEqual([]);
  });

  it('finds a body where none belongs, and a status that is not described', () => {
    const path = '/directory/recovery/snapshots/x/recoveryJobs';

    expect(problemsOf({ method: 'POST', path, status: 202, body: {} })).not.toEqual([]);
    expect(problemsOf({ method: 'POST', path, status: 201, body: undefined })).not.toEqual([]);
  });

  it.each(['documented', 'live'] as const)('is kept in the %s shape by a whole story', async (shape) => {
    const world = createWorld({ shape });
    world.state.runIncident('appTampered');
    world.state.runIncident('massDisable');
    world.state.runIncident('groupEmptied');
    const preview = await world.finish('preview');
    world.state.jobs.failObject('10000000-0000-4000-8000-000000000000', 'Update failed.');
    const { location: recovery } = await world.start('recovery');
    const answers = [await world.get(recovery)];
    world.wait(60_000);
    const paths = [`${preview}/getChanges?$top=3`, `${recovery}/getFailedChanges`, recovery, preview];
    for (const path of [...paths, '/directory/recovery/jobs', '/directory/recovery/snapshots']) {
      answers.push(await world.get(path));
    }

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
});
