/** One picture of each card at each width and theme, and of what opens under its buttons. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { drawInPage, faultsInPage, MARGIN, stagePage, toDraw, toggleInPage, type Theme } from './stage';

/**
 * A phone in portrait, in pixels.
 *
 * @internal Tests measure as the pictures do.
 */
export const PHONE_WIDTH = 336;
/** And a chat on a desk. */
const WIDTHS = [PHONE_WIDTH, 560];
const THEMES: readonly Theme[] = ['light', 'dark'];

export interface Picture {
  readonly card: string;
  /** The button whose inside is open, if any. */
  readonly opened?: string | undefined;
  readonly width: number;
  readonly theme: Theme;
  /** Below the folder, with `/`. */
  readonly file: string;
  /** Texts and buttons that do not fit. */
  readonly faults: readonly string[];
}

type Setting = Pick<Picture, 'width' | 'theme'>;

/**
 * A page of this width and theme, without a network.
 *
 * @internal Tests measure as the pictures do.
 */
export async function openStage(browser: Browser, { theme, width }: Setting): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: width + 2 * MARGIN, height: 100 }, offline: true });
  await page.setContent(stagePage({ theme, width }));
  return page;
}

/**
 * Draws the card, then opens each button that holds something, one after the other.
 *
 * @internal Tests measure as the pictures do.
 */
export async function* facesOf(page: Page, card: object): AsyncGenerator<string | undefined> {
  const inside = await page.evaluate(drawInPage, toDraw(card));
  yield undefined;
  for (const [number, opened] of inside.entries()) {
    await page.evaluate(toggleInPage, number);
    yield opened;
    await page.evaluate(toggleInPage, number);
  }
}

/**
 * What does not fit on the page as it stands.
 *
 * @internal Tests measure as the pictures do.
 */
export const faultsOf = (page: Page): Promise<readonly string[]> => page.evaluate(faultsInPage);

function fileOf(card: string, opened: string | undefined): string {
  return `${opened === undefined ? card : `${card}.${opened.toLowerCase().replace(/\W+/g, '-')}`}.png`;
}

async function* picturesAt(
  browser: Browser,
  cards: ReadonlyMap<string, object>,
  setting: Setting & { readonly folder: string },
) {
  const { theme, width, folder } = setting;
  const page = await openStage(browser, setting);
  for (const [card, content] of cards) {
    for await (const opened of facesOf(page, content)) {
      const file = `${theme}-${width}/${fileOf(card, opened)}`;
      await page.screenshot({ path: path.join(folder, file), fullPage: true, animations: 'disabled' });
      yield { card, opened, width, theme, file, faults: await faultsOf(page) } satisfies Picture;
    }
  }
  await page.close();
}

export async function takePictures(
  browser: Browser,
  cards: ReadonlyMap<string, object>,
  folder: string,
): Promise<readonly Picture[]> {
  const taken: Picture[] = [];
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      mkdirSync(path.join(folder, `${theme}-${width}`), { recursive: true });
      for await (const picture of picturesAt(browser, cards, { theme, width, folder })) taken.push(picture);
    }
  }
  return taken;
}
