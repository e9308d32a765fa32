import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REFUSAL_REASONS } from '../../src/approvals/refusal';
import { OUTSIDES } from '../../src/shared/errors';

const SOURCE = path.resolve(__dirname, '../../src');
/** Where a reason only has its name, or its sentence. */
const NAMED_ONLY = ['approvals/refusal.ts', 'cards/refusal-sentences.ts'];
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    file.endsWith('.ts') && !file.startsWith('sandbox') && !file.startsWith('tools') && !NAMED_ONLY.includes(file),
);
const CODE = files.map((file) => readFileSync(path.join(SOURCE, file), 'utf8')).join('\n');
/** Made from the name of what is away (approvals/refused-while-away.ts). */
const AWAY: readonly string[] = OUTSIDES.map((outside) => `${outside}Away`);

it.each(REFUSAL_REASONS.filter((reason) => !AWAY.includes(reason)))('somebody is refused for %s', (reason) => {
  expect(CODE).toContain(`'${reason}'`);
});
