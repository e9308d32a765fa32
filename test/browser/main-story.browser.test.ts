/** The story that the page is for, in the browser, against the built product. */
import { readFile } from 'node:fs/promises';
import { describeOnConsole, MAIN_SENTENCE, sitDown } from '../support/console-page';
import { until } from '../support/until';

/** In the page. */
const isInView = (element: object): boolean => {
  const { top, bottom } = (element as { getBoundingClientRect: () => { top: number; bottom: number } }).getBoundingClientRect(); // prettier-ignore
  return top >= 0 && bottom <= (globalThis as unknown as { innerHeight: number }).innerHeight;
};

describeOnConsole('the main story', (stage) => {
  it('is played by two people in two windows, and each sees what the other did without reloading', async () => {
    const ana = await sitDown(stage, { person: 'ana' });
    const ben = await sitDown(stage, { person: 'ben' });

    await ana.types(MAIN_SENTENCE);
    await ana.presses('Start preview');
    await ben.reads('Approval needed: 12 changes, 2 deletes');
    await ana.presses(/^Approve/);
    await ana.page.getByTestId('own-note').getByText('approval takes a second person').waitFor();
    expect(await ben.page.getByTestId('own-note').count()).toBe(0);

    await ben.presses(/^Approve/);
    await ana.reads(/12 objects.* changed/);
    await ben.reads('Recovered');
    expect(await ben.button(/^Approve/).count()).toBe(0);
    // What synchronisation brings is only shown: Microsoft cannot recover it.
    await ana.page.getByTestId('difference-count').getByText('3 objects differ:').waitFor();
    await ana.page.locator('article').filter({ hasText: 'nothing failed' }).getByText('Mentions you').waitFor();
    // A link to a message is followed here, not in a Teams that knows nothing of it.
    await ana.page.getByRole('link', { name: 'Open the card' }).last().click();
    await ana.page.locator('article:focus').getByText('Recovered', { exact: true }).waitFor();
    expect(ana.page.context().pages()).toHaveLength(1);
    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });

  it('takes at most six actions with nothing but what the page itself says, after starting anew', async () => {
    const { page, stepNow, presses, problems } = await sitDown(stage, { person: 'ana' });
    await presses(/^Reset tenant/);
    await stepNow().getByText('Ask.').waitFor();
    const actions: string[] = [];
    const does = async (hint: string, act: () => Promise<void>) => {
      await stepNow().getByText(hint).waitFor();
      await act();
      actions.push(hint);
    };

    await does('Ask.', () => stepNow().getByRole('button').click());
    await does('Start preview.', () => presses('Start preview'));
    await does('Switch to Ben.', () => stepNow().getByRole('button').click());
    await does('Open the changes.', () => presses('Show all'));
    await does('Approve.', () => presses(/^Approve/));
    await does('See it finished.', () => page.getByText('Recovered', { exact: true }).first().waitFor());

    await stepNow().getByText('Done').waitFor();
    expect(actions.length).toBeLessThanOrEqual(6);
    expect(problems).toEqual([]);
  });

  it('begins again with the next incident, in every window', async () => {
    const ana = await sitDown(stage, { person: 'ana' });
    await ana.stepNow().getByText('Done').waitFor();
    await ana.presses('Run incident');
    await ana.stepNow().getByText('Ask.').waitFor();
    const ben = await sitDown(stage, { person: 'ben' });
    await ben.stepNow().getByText('Ask.').waitFor();
  });

  it('brings the answer to a press into view, from its beginning', async () => {
    const { page, types, presses, reads } = await sitDown(stage, { person: 'ana', place: 'personal', width: 390, height: 700 }); // prettier-ignore
    await types('preview users from yesterday');
    await presses('Start preview');
    await reads('Ask for recovery');
    await presses('Show all');

    const newest = page.locator('article').last();
    await newest.getByText('Page 1 of').waitFor();
    await until('the beginning of the answer', () => newest.locator('.byline').evaluate(isInView));
  });

  it('offers a file, which is accepted and read', async () => {
    const { page, types, presses, reads } = await sitDown(stage, { person: 'ana', place: 'personal' });
    await reads(/R-\w{4}/);
    const [id = ''] = /R-\w{4}/.exec(await page.locator('.log').innerText()) ?? [];
    await types(`evidence ${id}`);
    await presses('Accept');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: `evidence-${id}.json` }).click();
    const file = await (await downloading).path();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ requestId: id });
  });

  it('is painted soon', async () => {
    const { page } = await sitDown(stage, { person: 'ana' });
    const paintedMs = await page.evaluate<number>(
      `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
    );

    console.info(`first contentful paint after ${paintedMs.toFixed(0)} ms`);
    expect(paintedMs).toBeLessThan(5000);
  });
});
