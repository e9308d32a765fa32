import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/bot/command-words';
import { OPERATIONS } from '../../src/graph/operations';
import { HAZARD_KINDS } from '../../src/recovery/hazard';

const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
const README = read('README.md');
const SETTINGS = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

const PERMISSIONS = [...new Set(OPERATIONS.flatMap(({ permission }) => permission.application ?? []))];

/** Markdown needs the pipes of a usage escaped inside a table. */
const cell = (text: string) => text.replaceAll('|', '\\|');

describe('the readme', () => {
  it.each(COMMANDS)('tells $name', ({ usage, summary }) => {
    expect(README).toContain(`\`${cell(usage)}\``);
    expect(README).toContain(cell(summary));
  });

  it.each(HAZARD_KINDS)('tells when %s speaks', (kind) => {
    expect(README).toContain(`\`${kind}\``);
  });

  it.each(PERMISSIONS)('tells what %s is for', (permission) => {
    expect(README).toContain(`| \`${permission}\``);
  });

  it.each(SETTINGS)('tells %s', (name) => {
    expect(README).toContain(`\`${name ?? ''}\``);
  });
});
