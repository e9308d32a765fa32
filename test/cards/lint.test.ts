/** Every card of the gallery against the published schema and Teams' own rules, by the tool that is kept beside the repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gallery } from '../../src/tools/gallery/gallery';

const ROOT = path.resolve(__dirname, '..', '..');
const TOOLS = process.env['REWIND_CARD_TOOLS'] ?? path.resolve(ROOT, '..', 'shared', 'tools', 'cards');
const hasTools = existsSync(path.join(TOOLS, 'lint.mjs'));
if (!hasTools) process.stderr.write(`SKIPPED: cards are not linted, because ${TOOLS} has no lint.mjs (set REWIND_CARD_TOOLS)\n`); // prettier-ignore

/** The tool has no packages of its own: copied below our node_modules it finds ours. */
function withTool<Result>(use: (folder: string) => Result): Result {
  const cache = path.join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'card-tools-'));
  try {
    writeFileSync(path.join(folder, 'lint.mjs'), readFileSync(path.join(TOOLS, 'lint.mjs')));
    cpSync(path.join(TOOLS, 'schemas'), path.join(folder, 'schemas'), { recursive: true });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lint(cards: Iterable<readonly [string, object]>): readonly string[] {
  return withTool((folder) => {
    const files = [...cards].map(([name, card]) => {
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(card));
      return file;
    });
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'lint.mjs'), ...files], {
      encoding: 'utf8',
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    if (lines.filter((line) => line.includes('B utf-8')).length !== files.length)
      throw new Error(`lint failed: ${stderr}`);
    return lines.filter((line) => /^ {2}(error|warning)/.test(line));
  });
}

(hasTools ? describe : describe.skip)('the card lint', () => {
  it('finds nothing in any card of the gallery', () => {
    expect(lint([...gallery()].map(([name, { card }]) => [name, card] as const))).toEqual([]);
  });

  it('would find something', () => {
    const broken = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: '${name}', wrap: true }] };

    expect(lint([['broken', broken]])).toEqual([expect.stringContaining('unfilled template expression')]);
  });
});
