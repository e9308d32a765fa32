import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;

/** In Oslo the clock went from 02:00 to 03:00 on 29 March 2026. */
describe('times as people type them again', () => {
  let rewind: ProductUnderTest;
  beforeAll(async () => {
    rewind = await startProductUnderTest();
  });
  afterAll(() => rewind.close());

  it('a time that the clock never showed is said on the plan', async () => {
    await rewind.says(ana, 'personal', 'preview users after 2026-03-29 02:30');
    const words = await until('the plan', () => {
      const said = rewind.cardWords(ana, 'personal');
      return said.includes('Start preview') ? said : undefined;
    });

    expect(words).toContain(
      'was set forward that day and never showed “after 2026-03-29 02:30”: the time before that was taken.',
    );
  });

  it('a snapshot is chosen by the time that its card prints', async () => {
    await rewind.says(ana, 'personal', 'snapshots');
    const printed = await until('the list', () => /#2 · ([^"]+)/.exec(rewind.cardWords(ana, 'personal'))?.[1]);
    await rewind.says(ana, 'personal', `preview groups from ${printed}`);
    const words = await until('the plan', () => {
      const said = rewind.cardWords(ana, 'personal');
      return said.includes('Preview groups') ? said : undefined;
    });

    expect(words).toContain(`${printed} → ${printed}`);
    expect(rewind.sandbox.graph.inspect.startedPreviews()).toEqual([]);
  });
});
