/** The server goes and comes back; the page goes on by itself. */
import { describeOnConsole, sitDown } from '../support/console-page';

describeOnConsole('a page whose server is killed and started again', (stage) => {
  it('says so, comes back without being loaded again, and works', async () => {
    const { page, types, reads } = await sitDown(stage, { person: 'ana' });
    await types('snapshots');
    await reads('6 snapshots');
    await page.evaluate('window.wasHereBefore = true');
    await page.locator('#compose').fill('what I was about to say');

    await stage.rewind.kill();
    await page.getByText('The sandbox does not answer.').waitFor();

    await stage.rewind.start();
    await page.getByTestId('connection').waitFor({ state: 'hidden' });
    expect(await page.locator('#compose').inputValue()).toBe('what I was about to say');
    await page.getByText('Nothing has been said here yet.').waitFor();
    await types('snapshots');
    await reads('6 snapshots');
    expect(await page.evaluate('window.wasHereBefore')).toBe(true);
  });
});
