/** The machine's own Chromium or Chrome: none is downloaded. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns the program's path: `CHROME_PATH`, or the first one on the PATH; undefined when there is none */
export function findBrowser({ CHROME_PATH, PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  if (CHROME_PATH) return isRunnable(CHROME_PATH) ? CHROME_PATH : undefined;
  const folders = PATH.split(path.delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isRunnable);
}
