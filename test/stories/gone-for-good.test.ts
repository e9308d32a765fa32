/** One person of the mass deletion is gone for good: no preview shows it, so the card and the log name it. */
import { CAST } from '../../src/sandbox/cast';
import { wishAfter } from '../../src/sandbox/console/incident-words';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana, ben, gus } = CAST;

describe('what was deleted for good', () => {
  let rewind: ProductUnderTest;
  const goneName = () => {
    const events = rewind.sandbox.graph.state.tenant.audit.events();
    return events.find(({ activity }) => activity === 'Hard Delete user')?.targets[0]?.name ?? '';
  };
  const cardSays = (words: string) =>
    until(`"${words}" on the card`, () => rewind.cardWords(ana, 'groupChat').includes(words) || undefined);
  const previewed = async () => {
    await rewind.says(ana, 'groupChat', wishAfter('massDelete', 1));
    await rewind.requestIn('planned');
    await rewind.presses(ana, 'groupChat', 'Start preview');
    return await rewind.requestIn('awaitingApproval');
  };

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDelete');
  });
  afterEach(() => rewind.close());

  it('is named where approval is asked for, with who did it, and the others come back', async () => {
    const { id, preview } = await previewed();
    await cardSays('Deleted for good since the snapshot, cannot come back: ');
    expect(goneName()).not.toBe('');
    expect(rewind.cardWords(ana, 'groupChat')).toMatch(new RegExp(`cannot come back: ${goneName()} \\(…[0-9a-f]{12}\\) \\(user\\), \\d\\d:\\d\\d by the application HR Provisioning\\.`)); // prettier-ignore
    expect(preview?.counts).toMatchObject({ restore: 27 });

    for (const person of [ben, gus]) {
      await rewind.says(person, 'personal', `approve ${id}`);
      await rewind.presses(person, 'personal', 'approve', { reason: 'the script deleted them by mistake' });
    }
    await rewind.requestIn('recovered');
  });

  it('is unknown where the log cannot be read, and the card says so', async () => {
    const fault = { kind: 'forbidden' } as const;
    rewind.sandbox.graph.faults.add({ method: 'GET', path: '/auditLogs/directoryAudits', fault, times: 99 });

    await previewed();
    await cardSays('Whether anything was deleted for good since the snapshot is unknown');
    expect(rewind.cardWords(ana, 'groupChat')).not.toContain('cannot come back');
  });
});
