/** A tenant with 5,000 changes, and one whose every name tries to be something else: what the browser makes of them. */
import type { Browser } from 'playwright-core';
import path from 'node:path';
import { CAST } from '../../src/sandbox/cast';
import { serveConsole, type Console } from '../../src/sandbox/console/serve-console';
import { openBrowser } from '../support/browser';
import { DIST } from '../support/built-process';
import { describeOnPage, sitDown } from '../support/console-page';
import { sidewaysFaults } from '../support/page-measures';
import { startProductUnderTest, type ProductTestOptions, type ProductUnderTest } from '../support/start-product';

interface Stage {
  readonly rewind: ProductUnderTest;
  readonly console: Console;
  readonly url: string;
  close(): Promise<void>;
}

const OWN_LINK = 'https://teams.microsoft.com/l/message/';

/** The built page, in front of a product whose tenant this process has prepared. */
async function stageWith(options: ProductTestOptions): Promise<Stage> {
  const rewind = await startProductUnderTest(options);
  const { sandbox } = rewind;
  const world = { id: 'only', sandbox, productUrl: sandbox.settings['PUBLIC_URL'] ?? '' };
  const console = await serveConsole({
    ports: { world: () => world, commands: [] },
    port: 0,
    pageFolder: path.join(DIST, 'sandbox', 'console', 'page'),
  });
  return {
    rewind,
    console,
    url: `${console.url}/`,
    close: async () => {
      await console.close();
      await rewind.close();
    },
  };
}

describeOnPage('5,000 changes', () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([stageWith({ seed: { users: 6000 } }), openBrowser()]);
    stage.rewind.sandbox.graph.state.runIncident('hrOverwrite', { count: 5000 });
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  it('are paged: the first, the next, the last and a filtered page, each small, on a phone', async () => {
    const { page, types, presses, reads } = await sitDown({ browser, rewind: stage }, { person: 'ana', place: 'personal', width: 336, height: 720 }); // prettier-ignore
    await types('preview users from yesterday');
    await presses('Start preview');
    await reads('5,000 update');
    await presses('Show all');
    await reads(/Page 1 of \d+/);
    const pages = Number(/Page 1 of (\d+)/.exec(await page.locator('article').last().innerText())?.[1]);
    expect(pages).toBeGreaterThan(99);

    await presses('Next page');
    await reads(`Page 2 of ${pages}`);
    const { id } = await stage.rewind.requestIn('previewed');
    await types(`changes ${id} page ${pages}`);
    await reads(`Page ${pages} of ${pages}`);
    await types(`changes ${id} "Alba Almeida"`);
    await reads(/\d changes? \(.Alba Almeida/);

    // However many there are: what one card draws is what one page holds.
    for (const article of await page.locator('article.bot').all())
      expect(await article.locator('.ac-textBlock').count()).toBeLessThan(250);
    expect(await sidewaysFaults(page)).toEqual([]);
  });
});

describeOnPage('names that try to be something else', () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    [stage, browser] = await Promise.all([stageWith({ seed: { hostileNames: true } }), openBrowser()]);
    const { state } = stage.rewind.sandbox.graph;
    state.runIncident('massDisable', { hostileNames: true, joiners: 14, count: 14 });
    state.edit(CAST.ana.id, (editor) => {
      editor.update(CAST.ben.id, { displayName: '<at>Gus Petrov</at> [approve](https://evil.example) <img src=x onerror="alert(1)">' }); // prettier-ignore
    });
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  it('are text: no link, no script, no image, no mention of anybody the bot did not mean', async () => {
    const ana = await sitDown({ browser, rewind: stage }, { person: 'ana' });
    await ana.types('restore users from yesterday because the HR connector went wrong');
    await ana.presses('Start preview');
    await ana.reads(/Approval needed/);
    await ana.presses('Show all');
    await ana.reads(/Page 1 of/);
    await ana.types('[approve](https://evil.example) <b>me</b> <at>Gus Petrov</at>');
    await ana.reads('[approve](https://evil.example)');
    const ben = await sitDown({ browser, rewind: stage }, { person: 'ben' });
    // Teams asks for an approver's own view by itself.
    await ben.page.getByText('Your own view').first().waitFor();

    for (const { page, problems } of [ana, ben]) {
      const said = page.locator('.log');
      expect(await said.innerText()).toMatch(/‹img|‹script|evil․example/);
      // Rewind's own links lead back to a message of its own.
      for (const live of [
        `a:not([href^="${OWN_LINK}"])`,
        'img',
        'script',
        'iframe',
        'form',
        'b',
        'svg',
        '[onerror], [onclick], [onload]',
      ])
        expect([live, await said.locator(live).evaluateAll((found) => found.map(String))]).toEqual([live, []]);
      const meant = stage.rewind.sandbox.teams
        .messagesIn(CAST.ana, 'groupChat')
        .flatMap(({ content }) => content.mentions);
      expect(await said.locator('.mention:not(.tag)').count()).toBe(meant.length);
      expect(await page.locator('.differences *:not(li, strong, small, span)').count()).toBe(0);
      expect(await sidewaysFaults(page)).toEqual([]);
      expect(problems).toEqual([]);
    }
  });
});
