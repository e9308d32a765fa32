import { CAST } from '../../src/sandbox/cast';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;

describe('the changes of a request', () => {
  let rewind: ProductUnderTest;
  let id: string;

  beforeAll(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable', { count: 9, synced: 3, deleted: 2, joiners: 4 });
    await rewind.says(ana, 'personal', 'preview users from yesterday');
    await rewind.presses(ana, 'personal', 'startPreview');
    ({ id } = await rewind.requestIn('previewed'));
  });
  afterAll(() => rewind.close());

  /** What would be done with each object on the page, from top to bottom. */
  const page = async (command: string, title: string): Promise<readonly string[]> => {
    await rewind.says(ana, 'personal', command);
    const words = await until(title, () => {
      const seen = rewind.cardWords(ana, 'personal');
      return seen.includes(title) ? seen : undefined;
    });
    return Array.from(
      words.matchAll(/would be (?:deleted|changed|brought back)|shown only, cannot/g),
      ([what]) => what,
    );
  };

  it('are listed with what would be deleted first and what is only shown last, over all pages', async () => {
    const first = await page(`changes ${id}`, 'Page 1 of 2');
    const second = await page(`changes ${id} page 2`, 'Page 2 of 2');

    expect([first.length, second.length]).toEqual([10, 8]);
    const [deleted, shown] = ['would be deleted', 'shown only, cannot'];
    expect(first.slice(0, 4)).toEqual(Array<string>(4).fill(deleted));
    expect(second.slice(-3)).toEqual(Array<string>(3).fill(shown));
    expect([...first.slice(4), ...second.slice(0, -3)].filter((what) => what === deleted || what === shown)).toEqual(
      [],
    );
  });

  it('end with the last page, also for somebody who asks for one beyond it', async () => {
    await rewind.says(ana, 'personal', 'help');
    await until('another card', () => !rewind.cardWords(ana, 'personal').includes('Page ') || undefined);

    expect(await page(`changes ${id} page 999999`, 'Page 2 of 2')).toHaveLength(8);
    expect(rewind.cardWords(ana, 'personal')).toContain('There is no page 999,999: the last one is page 2.');
  });
});
