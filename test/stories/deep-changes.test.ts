/** What a policy or a group would become is readable in the list of changes: leaf by leaf, and the objects by their names. */
import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;
/** Names of directory paths are no addresses: their dots are harmless ones. */
const dotted = (path: string) => path.replaceAll('.', '\u2024');

describe('the list of changes', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest();
    for (const incident of ['policyLockout', 'groupEmptied'] as const) rewind.sandbox.graph.state.runIncident(incident);
    await rewind.says(ana, 'personal', 'preview conditional access and groups from yesterday');
    await rewind.presses(ana, 'personal', 'startPreview');
    const { id } = await rewind.requestIn('previewed');
    await rewind.says(ana, 'personal', `changes ${id}`);
    await until('the list', () => rewind.cardWords(ana, 'personal').includes(`"${id}: `) || undefined);
  });
  afterAll(() => rewind.close());

  const words = () => rewind.cardWords(ana, 'personal');

  it('tells a policy leaf by leaf, whom it would leave out by name, and nothing of what stays', () => {
    expect(words()).toContain(
      `${dotted('conditions.users.excludeUsers')}: will add Emergency Access 1 (…00000000e001)`,
    );
    expect(words()).toContain(`${dotted('grantControls.builtInControls')}: will add mfa; will remove block`);
    expect(words()).not.toContain('clientAppTypes');
    expect(words()).not.toContain('{\\"');
  });

  it('names the members that would come and go', () => {
    expect(words()).toMatch(
      /members: will add [^"]*[A-Z][a-z]+ [A-Z][^"]* \(…[0-9a-f]{12}\)[^"]*; will remove Dan Howell/,
    );
  });
});
