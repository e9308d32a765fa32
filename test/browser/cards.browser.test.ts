/** Every card of the gallery, measured as it is drawn: nothing is cut and nothing reaches over the edge, at the width of a phone. */
import type { Browser } from 'playwright-core';
import { shelves } from '../../src/tools/gallery/gallery';
import { distinctCards } from '../../src/tools/gallery/shelf';
import { facesOf, faultsOf, openStage, PHONE_WIDTH } from '../../src/tools/gallery/take-pictures';
import { describeInBrowser, openBrowser } from '../support/browser';

describeInBrowser('every card, closed and opened', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function faultsOfAll(cards: Iterable<readonly [string, object]>): Promise<readonly string[]> {
    const page = await openStage(browser, { theme: 'light', width: PHONE_WIDTH });
    const found: string[] = [];
    for (const [name, card] of cards)
      for await (const opened of facesOf(page, card))
        found.push(...(await faultsOf(page)).map((fault) => `${name} ${opened ?? ''}: ${fault}`));
    return found;
  }

  it('fits', async () => {
    const cards = shelves().flatMap((shelf) =>
      distinctCards(shelf).map(({ names, card }) => [names[0], card] as const),
    );

    expect(await faultsOfAll(cards)).toEqual([]);
  });

  it('would be found if it did not', async () => {
    const columns = ['one', 'two'].map((text) => ({ type: 'Column', width: '300px', items: [{ type: 'TextBlock', text }] })); // prettier-ignore
    const body = [{ type: 'ColumnSet', columns }];
    const card = { type: 'AdaptiveCard', version: '1.5', body };

    expect((await faultsOfAll([['broken', card]])).length).toBeGreaterThan(0);
  });
});
