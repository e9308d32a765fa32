import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const tests = path.join(root, 'test/approvals');
const TITLES = readdirSync(tests)
  .flatMap((file) => [...readFileSync(path.join(tests, file), 'utf8').matchAll(/\('(A\d+): /g)])
  .map(([, rule]) => rule);

/** A heading stands for one rule, or for some in a row. */
const HEADINGS = [
  ...readFileSync(path.join(root, 'docs/rules.md'), 'utf8').matchAll(/^### A(\d+)(?:–A(\d+))? /gm),
].flatMap(([, from, to = from]) =>
  Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
);

/** SPEC 6 */
const RULES = Array.from({ length: 24 }, (_, index) => index + 1);

describe('the rules of approval', () => {
  it.each(RULES)('A%d has a test of its name', (rule) => {
    expect(TITLES).toContain(`A${String(rule)}`);
  });

  it('stand in docs/rules.md, each once', () => {
    expect(HEADINGS).toEqual(RULES);
  });
});
