/** What the doctor sends to one person: words arrive, and nothing was asked. */
import type { Card } from './card';
import { drawList } from './list-card';

const TITLE = 'Hello from Rewind';
const LINE = 'Somebody who installs Rewind wanted to know whether its words arrive here. They do. Nothing was started.';

export function helloPost(): { readonly summary: string; readonly card: Card } {
  const card = drawList({
    title: TITLE,
    lines: [LINE, 'Type `snapshots` to see what Microsoft keeps.'],
    rows: [],
    leftOut: () => '',
  });
  return { summary: TITLE, card };
}
