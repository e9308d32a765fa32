import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/bot/command-words';
import { OPERATIONS } from '../../src/graph/operations';
import { HAZARD_KINDS } from '../../src/recovery/hazard';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const SETTINGS = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);

const PERMISSIONS = [...new Set(OPERATIONS.flatMap(({ permission }) => permission.application ?? []))];

const [COMMANDS_PAGE, HAZARDS_PAGE, PERMISSIONS_PAGE, SETTINGS_PAGE] = [
  'commands',
  'hazards',
  'permissions',
  'settings',
].map((page) => read(`docs/${page}.md`).replace(/\s+/g, ' '));
/** Columns of a terminal that somebody made a little wider. */
const LONGEST_ROW = 132;
const PAGES = [
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  'README.md',
];

describe('the pages tell what the code has', () => {
  it.each(COMMANDS)('command $name', ({ usage, summary }) => {
    expect(COMMANDS_PAGE).toContain(`- \`${usage}\` ${summary}`);
  });

  it.each(HAZARD_KINDS)('when the hazard %s speaks', (kind) => {
    expect(HAZARDS_PAGE).toContain(`\`${kind}\``);
  });

  it.each(PERMISSIONS)('what the permission %s is for', (permission) => {
    expect(PERMISSIONS_PAGE).toContain(`- \`${permission}\`: `);
  });

  it.each(SETTINGS)('setting %s', (name) => {
    expect(SETTINGS_PAGE).toContain(`\`${name ?? ''}\``);
  });
});

describe('the pages can be followed', () => {
  it('the readme is no longer than a few minutes', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThan(9_000);
  });

  it.each(PAGES)('%s links to what is there', (page) => {
    const links = [
      ...read(page)
        .replace(/```[^]*?```/g, '')
        .matchAll(/\]\((?!https?:)([^)#]+)/g),
    ].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.resolve(ROOT, path.dirname(page), link)))).toEqual([]);
  });

  it.each(PAGES)('%s can be read in a terminal', (page) => {
    expect(
      read(page)
        .split('\n')
        .filter((line) => line.startsWith('|') && line.length > LONGEST_ROW),
    ).toEqual([]);
  });
});
