/** A list that is read page by page can break off. Whoever reads one, reads it again from its first page. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(__dirname, '../../src');
/** The client itself, and the port that hands its pages on to the steps. */
const HANDS_ON = ['graph/client.ts', 'graph/backup-reader.ts', 'recovery/ports.ts'];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(graph|jobs)\/.*\.ts$/.test(file),
);
const READERS = files
  .filter((file) => !HANDS_ON.includes(file))
  .map((file) => ({ file, text: readFileSync(path.join(SRC, file), 'utf8') }))
  .filter(({ text }) => /\b(client\.pages|[cC]hangePages)\(/.test(text));

it('is looked for where lists are read', () => {
  expect(READERS.map(({ file }) => file)).toContain('graph/whole-list.ts');
  expect(READERS.map(({ file }) => file)).toContain('jobs/steps/read-pages.ts');
});

it.each(READERS)('is read again in $file', ({ text }) => {
  expect(text).toContain('fromFirstPage(');
});
