/** Writes every card as a JSON file, to be looked at: `npm run cards [folder]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gallery } from './gallery/gallery';

const folder = process.argv[2] ?? path.join('data', 'cards');
const cards = gallery();
mkdirSync(folder, { recursive: true });
for (const [name, { card }] of cards) writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(card, null, 2));
process.stdout.write(`${cards.size} cards in ${folder}\n`);
