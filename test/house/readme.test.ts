import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/bot/command-words';

const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
const README = read('README.md');
const SETTINGS = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

/** Markdown needs the pipes of a usage escaped inside a table. */
const cell = (text: string) => text.replaceAll('|', '\\|');

describe('the readme', () => {
  it.each(COMMANDS)('tells $name', ({ usage, summary }) => {
    expect(README).toContain(`\`${cell(usage)}\``);
    expect(README).toContain(cell(summary));
  });

  it.each(SETTINGS)('tells %s', (name) => {
    expect(README).toContain(`\`${name ?? ''}\``);
  });
});
