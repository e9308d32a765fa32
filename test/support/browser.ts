/** The machine's own browser for tests of pages and pictures. */
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../src/tools/gallery/find-browser';

const executablePath = findBrowser(process.env);

/** Skips loudly where there is no browser; the whole proof (CI=true) fails instead. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath === undefined && process.env['CI'] === 'true')
    throw new Error(`"${name}" needs Chromium or Chrome on the PATH, or CHROME_PATH`);
  if (executablePath === undefined) console.warn(`SKIPPED "${name}": no Chromium or Chrome (set CHROME_PATH)`);
  (executablePath === undefined ? describe.skip : describe)(name, tests);
}

export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('there is no browser');
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
