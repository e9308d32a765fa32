/** Nothing but keys: tab, arrows, enter, space, escape. */
import type { Page } from 'playwright-core';
import { describeOnConsole, MAIN_SENTENCE, sitDown } from '../support/console-page';

const MOST_TABS = 150;

interface Focus {
  readonly words: string;
  readonly hasRing: boolean;
}

/** What is focused, as it is called; and whether it can be seen to be. */
async function focusOf(page: Page): Promise<Focus> {
  return await page.evaluate<Focus>(`(() => {
    const { activeElement } = document;
    const shown = activeElement.matches('input[type=radio]') ? activeElement.nextElementSibling : activeElement;
    const style = getComputedStyle(shown);
    return {
      words: activeElement.getAttribute('aria-label') ?? activeElement.innerText ?? '',
      hasRing: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    };
  })()`);
}

/** @param key - `Tab`, or `Shift+Tab` to go back */
async function goesTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let count = 0; count < MOST_TABS; count += 1) {
    await page.keyboard.press(key);
    const { words, hasRing } = await focusOf(page);
    if (!hasRing) throw new Error(`the focus cannot be seen on "${words}"`);
    if (wanted.test(words)) return;
    seen.push(words.slice(0, 30));
  }
  throw new Error(`${String(wanted)} cannot be reached by ${key}; seen: ${[...new Set(seen)].join(' | ')}`);
}

describeOnConsole('somebody without a mouse', (stage) => {
  it('plays the main story, as both people', async () => {
    const { page, reads, stepNow, button, problems } = await sitDown(stage, { person: 'ana' });
    const { keyboard } = page;

    await goesTo(page, /^Message in Backup administrators/);
    await keyboard.type(MAIN_SENTENCE);
    await keyboard.press('Enter');
    await button('Start preview').waitFor();
    await goesTo(page, /^Start preview$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await reads(/Approval needed/);

    await goesTo(page, /^Ana Ruiz/, 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await page.getByTestId('current-person').getByText('Ben Okafor').waitFor();
    await goesTo(page, /^Reject/);
    await keyboard.press('Space');
    await page.getByRole('textbox', { name: 'Why reject?' }).waitFor();
    await goesTo(page, /^Approve/, 'Shift+Tab');
    await keyboard.press('Space');
    await reads('Recovered');
    await stepNow().getByText('Done').waitFor();
    expect(problems).toEqual([]);
  });

  it('signs in through the window, which keeps the focus, and leaves it by escape', async () => {
    const { page, reads } = await sitDown(stage, { person: 'gus', place: 'incidentRoom' });
    const { keyboard } = page;
    const address = page.getByTestId('sign-in-address');
    await goesTo(page, /^Message in Incident room/);
    await keyboard.type('preview groups from yesterday');
    await keyboard.press('Enter');
    await reads('Start preview');

    await goesTo(page, /^Start preview$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await goesTo(page, /^Sign in$/);
    await keyboard.press('Enter');
    await page.getByText('Pick an account').waitFor();
    await keyboard.press('Escape');
    await address.waitFor({ state: 'detached' });
    await page.locator('button:focus').getByText('Sign in', { exact: true }).waitFor();

    await keyboard.press('Enter');
    await page.getByText('Pick an account').waitFor();
    await goesTo(page, /^Gus Petrov/);
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close this window' }).waitFor();
    await keyboard.press('Enter');
    await address.waitFor({ state: 'detached' });
    // That button is gone: its message has the focus.
    await page.locator('article:focus').waitFor();
    await reads(/previewed\. Nothing has been changed yet/);
  });

  it('goes through every control of the page and comes out again', async () => {
    const { page } = await sitDown(stage, { person: 'cleo', place: 'personal' });
    const walk = async (key: string) => {
      for (let count = 0; count < MOST_TABS; count += 1) {
        await page.keyboard.press(key);
        if (await page.evaluate<boolean>('document.activeElement === document.body')) return;
      }
      throw new Error(`${key} never leaves the page`);
    };
    await walk('Tab');
    await walk('Shift+Tab');
  });

  it('takes a suggestion with the arrows', async () => {
    const { page, reads } = await sitDown(stage, { person: 'ana', place: 'personal' });
    await goesTo(page, /^Message in/);
    await page.keyboard.type('snap');
    await page.getByRole('option', { name: /snapshots/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await reads('6 snapshots');
  });
});
