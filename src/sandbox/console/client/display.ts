/** Theme and width are the reader's, and stay over a reload. */
import { z } from 'zod/v4-mini';
import type { Display } from './state';

const KEY = 'rewind-sandbox-display';
const SYSTEM: Display = { theme: 'system', width: 'desktop' };
const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  width: z.enum(['desktop', 'phone', 'oldPhone']),
});

export function readDisplay(): Display {
  try {
    return schema.parse(JSON.parse(window.localStorage.getItem(KEY) ?? ''));
  } catch {
    return SYSTEM;
  }
}

export function keepDisplay(display: Display): void {
  window.localStorage.setItem(KEY, JSON.stringify(display));
}
