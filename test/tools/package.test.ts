/** The app package: Teams takes it, what it installs is Rewind, and whoever breaks one line of it is told which. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { menuCommands } from '../../src/bot/menu-commands';
import { isAboutRequest, COMMANDS } from '../../src/bot/command-words';
import { parseCommand } from '../../src/bot/parse-command';
import { readPackageConfig } from '../../src/tool-config';
import { ConfigError } from '../../src/config/read-settings';
import { fillManifest, versionAt, zipPackage } from '../../src/tools/package/app-package';
import { packageProblems } from '../../src/tools/package/manifest-problems';
import { aboutRoutes } from '../../src/web/about-routes';

const BOT = '6f1c7d0e-52a4-4b0f-9d7e-0c5f3a1b2c3d';
const ENVIRONMENT = {
  BOT_ID: BOT,
  SSO_CLIENT_ID: '0b9f6a52-8c1d-4e7a-a3f5-7d2e9c4b1a60',
  SSO_RESOURCE: `api://rewind.widgets.net/botid-${BOT}`,
  PUBLIC_URL: 'https://rewind.widgets.net/',
};
const CONFIG = readPackageConfig(ENVIRONMENT);
const FOLDER = path.join(__dirname, '..', '..', 'appPackage');
const TEMPLATE = readFileSync(path.join(FOLDER, 'manifest.json'), 'utf8');
const ICONS = {
  'color.png': readFileSync(path.join(FOLDER, 'color.png')),
  'outline.png': readFileSync(path.join(FOLDER, 'outline.png')),
};
const fill = (text = TEMPLATE) => fillManifest(JSON.parse(text), CONFIG, '1.0.1');

describe('the app package', () => {
  it('is taken by Microsoft’s schema and has everything Rewind needs', async () => {
    expect(await packageProblems({ manifest: fill(), icons: ICONS }, CONFIG)).toEqual([]);
  });

  it('holds the manifest and both icons at its top, with this tenant’s values', () => {
    const files = unzipSync(zipPackage({ manifest: fill(), icons: ICONS }));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toMatchObject({
      id: BOT,
      bots: [{ botId: BOT }],
      validDomains: ['rewind.widgets.net'],
      webApplicationInfo: { id: ENVIRONMENT.SSO_CLIENT_ID, resource: ENVIRONMENT.SSO_RESOURCE },
      developer: { privacyUrl: 'https://rewind.widgets.net/about#privacy' },
    });
  });

  it('has a version that rises with every minute', () => {
    expect(versionAt(new Date('2026-01-01T00:01:00Z'))).toBe('1.0.1');
    expect(versionAt(new Date('2026-12-01T00:00:00Z'))).toBe('1.0.480960');
  });

  it('links to sections that the page has', async () => {
    const [about] = aboutRoutes();
    const page = JSON.stringify(await about?.handle({} as never));
    const anchors = [...TEMPLATE.matchAll(/\/about#(\w+)/g)].map(([, anchor = '']) => anchor);
    expect(anchors).toHaveLength(2);
    for (const anchor of anchors) expect(page).toContain(`id=\\"${anchor}\\"`);
  });
});

describe('the commands that Teams offers', () => {
  it('are at most twelve, and fit', () => {
    expect(menuCommands().length).toBeLessThanOrEqual(12);
    for (const { title, description } of menuCommands()) {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(128);
    }
  });

  const here = { zone: 'Europe/Oslo', now: new Date('2026-03-29T09:00:00Z') };
  it.each(menuCommands())('work as they stand, or ask for what is missing: $title', ({ title }) => {
    const isExample = COMMANDS.some((command) => command.example === title && !isAboutRequest(command));
    const { kind } = parseCommand({ text: title, mentions: [] }, here);
    expect(kind).not.toBe('unknown');
    expect(kind === 'malformed').toBe(!isExample);
  });
});

/** One change of the template, and the place that is named for it. */
const MUTATIONS: readonly {
  readonly what: string;
  readonly from: RegExp;
  readonly to: string;
  readonly place: RegExp;
}[] = [
  { what: 'no name', from: /"short": "Rewind", /, to: '', place: /name/ },
  {
    what: 'a short name that is too long',
    from: /"short": "Rewind"/,
    to: `"short": "${'Rewind '.repeat(6)}"`,
    place: /name\/short/,
  },
  {
    what: 'an old manifest',
    from: /"manifestVersion": "1\.29"/,
    to: '"manifestVersion": "1.16"',
    place: /manifestVersion/,
  },
  {
    what: 'a manifest nobody knows',
    from: /"manifestVersion": "1\.29"/,
    to: '"manifestVersion": "1.99"',
    place: /manifestVersion/,
  },
  { what: 'an id that is none', from: /"id": "\$\{\{BOT_ID\}\}"/, to: '"id": "rewind"', place: /id/ },
  {
    what: 'the id of another app',
    from: /"id": "\$\{\{BOT_ID\}\}"/,
    to: '"id": "7f1c7d0e-52a4-4b0f-9d7e-0c5f3a1b2c3d"',
    place: /^id/,
  },
  {
    what: 'another bot',
    from: /"botId": "\$\{\{BOT_ID\}\}"/,
    to: '"botId": "7f1c7d0e-52a4-4b0f-9d7e-0c5f3a1b2c3d"',
    place: /botId/,
  },
  { what: 'no group chats', from: /, "groupChat"/, to: '', place: /bots\/0\/scopes/ },
  { what: 'a scope that is none', from: /"groupChat"/, to: '"meeting"', place: /bots\/0\/scopes/ },
  {
    what: 'notifications only',
    from: /"isNotificationOnly": false/,
    to: '"isNotificationOnly": true',
    place: /isNotificationOnly/,
  },
  { what: 'no files', from: /"supportsFiles": true/, to: '"supportsFiles": false', place: /supportsFiles/ },
  { what: 'no bot', from: /"bots": \[[\s\S]*?\],\n {2}"permissions/, to: '"bots": [],\n  "permissions', place: /bots/ },
  {
    what: 'no channel features',
    from: /"supportsChannelFeatures": "tier1",/,
    to: '',
    place: /supportsChannelFeatures/,
  },
  { what: 'channel features of no tier', from: /"tier1"/, to: '"tier9"', place: /supportsChannelFeatures/ },
  { what: 'no domain', from: /"\$\{\{PUBLIC_HOST\}\}"/, to: '', place: /validDomains/ },
  {
    what: 'a domain too many',
    from: /"\$\{\{PUBLIC_HOST\}\}"/,
    to: '"${{PUBLIC_HOST}}", "*.azurewebsites.net"',
    place: /validDomains/,
  },
  {
    what: 'no single sign-on',
    from: /,\s*"webApplicationInfo": \{[^}]*\}\}[^}]*\}\}"\s*\}/,
    to: '',
    place: /webApplicationInfo/,
  },
  {
    what: 'the bot’s id for single sign-on',
    from: /\{ "id": "\$\{\{SSO_CLIENT_ID\}\}"/,
    to: '{ "id": "${{BOT_ID}}"',
    place: /webApplicationInfo/,
  },
  {
    what: 'a placeholder of another name',
    from: /\$\{\{SSO_RESOURCE\}\}/,
    to: '${{RESOURCE}}',
    place: /RESOURCE.*never filled in/,
  },
  {
    what: 'a permission more',
    from: /"messageTeamMembers"/,
    to: '"messageTeamMembers", "deviceMedia"',
    place: /permissions/,
  },
  { what: 'a permission less', from: /, "messageTeamMembers"/, to: '', place: /permissions/ },
  { what: 'a colour that is none', from: /#1B4B72/, to: 'blue', place: /accentColor/ },
  {
    what: 'a privacy page elsewhere',
    from: /\$\{\{PUBLIC_URL\}\}\/about#privacy/,
    to: 'https://elsewhere.net/privacy',
    place: /developer/,
  },
  {
    what: 'a page without https',
    from: /"websiteUrl": "[^"]*"/,
    to: '"websiteUrl": "about"',
    place: /developer\/websiteUrl/,
  },
  { what: 'a property nobody knows', from: /"accentColor"/, to: '"acentColor"', place: /accentColor|additional/ },
  { what: 'an icon that is not there', from: /outline\.png/, to: 'outlines.png', place: /icons\/outline/ },
];

describe('a broken package is not written', () => {
  it.each(MUTATIONS)('$what', async ({ from, to, place }) => {
    const broken = TEMPLATE.replace(from, to);
    expect(broken).not.toBe(TEMPLATE);
    const problems = await packageProblems({ manifest: fill(broken), icons: ICONS }, CONFIG);
    expect(problems.join('\n')).toMatch(place);
  });

  it('a version that cannot rise', async () => {
    const manifest = fillManifest(JSON.parse(TEMPLATE), CONFIG, 'latest');
    expect((await packageProblems({ manifest, icons: ICONS }, CONFIG)).join('\n')).toMatch(/version/);
  });

  const picture = (size: number, [red, green, blue, alpha]: readonly [number, number, number, number]): Uint8Array => {
    const image = new PNG({ width: size, height: size });
    for (let at = 0; at < image.data.length; at += 4) image.data.set([red, green, blue, alpha], at);
    return PNG.sync.write(image);
  };
  it.each([
    { what: 'is no picture', icons: { 'color.png': Buffer.from('<svg/>') }, says: 'color: is not a PNG' },
    { what: 'is too small', icons: { 'color.png': picture(96, [0, 0, 0, 255]) }, says: 'color: is 96×96 pixels' },
    { what: 'is not solid', icons: { 'color.png': picture(192, [0, 0, 0, 90]) }, says: 'color: has transparent' },
    { what: 'has a colour', icons: { 'outline.png': picture(32, [0, 90, 0, 255]) }, says: 'outline: is not white' },
    {
      what: 'has no ground',
      icons: { 'outline.png': picture(32, [255, 255, 255, 255]) },
      says: 'outline: is not white',
    },
  ])('an icon that $what', async ({ icons, says }) => {
    const problems = await packageProblems({ manifest: fill(), icons: { ...ICONS, ...icons } }, CONFIG);
    expect(problems).toEqual([expect.stringContaining(says)]);
  });
});

describe('settings that are not this tenant’s are refused by name', () => {
  const problemsOf = (changes: Readonly<Record<string, string | undefined>>) => {
    try {
      readPackageConfig({ ...ENVIRONMENT, ...changes });
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.problems.map(({ setting }) => setting);
    }
  };
  it.each(Object.keys(ENVIRONMENT))('a missing %s', (name) => {
    expect(problemsOf({ [name]: undefined })).toContain(name);
  });
  it.each([
    { BOT_ID: '00000000-0000-0000-0000-000000000000' },
    { BOT_ID: '11111111-1111-1111-1111-111111111111' },
    { SSO_CLIENT_ID: '12345678-1234-1234-1234-123456789012' },
    { SSO_CLIENT_ID: BOT },
    { PUBLIC_URL: 'https://rewind.example.com' },
    { PUBLIC_URL: 'https://rewind.contoso.com' },
    { PUBLIC_URL: 'http://rewind.widgets.net' },
    { PUBLIC_URL: 'https://localhost:3978' },
    { SSO_RESOURCE: 'api://elsewhere.net/botid-1' },
  ])('%j', (changes) => {
    expect(problemsOf(changes)).toContain(Object.keys(changes)[0]);
  });
});
