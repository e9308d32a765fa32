/** Draws every card as people see it, to be looked at: `npm run cards [-- folder]`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './gallery/find-browser';
import { shelves } from './gallery/gallery';
import { galleryFolder } from './gallery/gallery-folder';
import { indexPage } from './gallery/index-page';
import { distinctCards } from './gallery/shelf';
import { takePictures, type Picture } from './gallery/take-pictures';

const NO_BROWSER =
  'No pictures: there is no Chromium or Chrome on the PATH. Install one (apt-get install chromium), or say where it is in CHROME_PATH.\n';

const say = (line: string) => process.stdout.write(line);

function sayFaults(pictures: readonly Picture[]): void {
  const faulty = pictures.filter(({ faults }) => faults.length > 0);
  for (const { file, faults } of faulty) say(`does not fit: ${file}: ${faults[0] ?? ''}\n`);
  say(faulty.length === 0 ? 'Everything fits.\n' : `${faulty.length} pictures have something that does not fit.\n`);
}

async function main(folder: string): Promise<void> {
  const shown = shelves().map((shelf) => ({ title: shelf.title, cards: distinctCards(shelf) }));
  const cards = shown.flatMap((shelf) => shelf.cards);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'json'), { recursive: true });
  for (const { names, card } of cards)
    for (const name of names) writeFileSync(path.join(folder, 'json', `${name}.json`), JSON.stringify(card, null, 2));
  say(`${cards.flatMap(({ names }) => names).length} cards, ${cards.length} of them different, in ${folder}\n`);

  const executablePath = findBrowser(process.env);
  if (executablePath === undefined) {
    process.stderr.write(NO_BROWSER);
    return;
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const pictures = await takePictures(browser, new Map(cards.map(({ names, card }) => [names[0], card])), folder);
    const index = path.resolve(folder, 'index.html');
    writeFileSync(index, indexPage(shown, pictures));
    sayFaults(pictures);
    say(`${pictures.length} pictures: open ${pathToFileURL(index).href}\n`);
  } finally {
    await browser.close();
  }
}

const asked = galleryFolder(process.argv.slice(2));
if (asked.kind === 'folder') void main(asked.folder);
else {
  process.stderr.write(`${asked.sentence}\n`);
  process.exitCode = 2;
}
