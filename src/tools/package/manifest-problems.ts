/**
 * Whether Teams takes the package, and whether what it then installs is Rewind. Microsoft's own schema, offline, says the first; what
 * Rewind cannot do without says the second, because the schema takes a bot without scopes for files as gladly as one with them.
 */
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { z } from 'zod/v4';
import type { PackageConfig } from '../../tool-config';
import type { PackageParts } from './app-package';
import { iconProblem } from './icon-problems';

/** 1.29 knows channel features and twelve commands; older ones would drop them in silence. */
const OLDEST = [1, 29] as const;
const SCOPES = ['personal', 'team', 'groupChat'];
const PERMISSIONS = ['identity', 'messageTeamMembers'];

/** What is looked at; the schema has judged the rest. */
const looked = z.object({
  manifestVersion: z.string(),
  version: z.string(),
  id: z.string(),
  developer: z.object({ websiteUrl: z.string(), privacyUrl: z.string(), termsOfUseUrl: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string() }),
  supportsChannelFeatures: z.string().optional(),
  bots: z.tuple([
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      isNotificationOnly: z.boolean().optional(),
      supportsFiles: z.boolean().optional(),
      commandLists: z.array(z.object({ scopes: z.array(z.string()), commands: z.array(z.unknown()).min(1) })).length(1),
    }),
  ]),
  permissions: z.array(z.string()).optional(),
  validDomains: z.array(z.string()).optional(),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
  authorization: z.unknown().optional(),
});
type Looked = z.infer<typeof looked>;

/** @returns nothing where the package can be uploaded; each problem begins with its place in the manifest */
export async function packageProblems(
  { manifest, icons }: PackageParts,
  config: PackageConfig,
): Promise<readonly string[]> {
  const left = placeholderIn(manifest);
  if (left !== undefined) return [`${left} was never filled in`];
  const asked = looked.safeParse(manifest);
  // The validator looks its schema up by these two, and fetches what it does not know.
  if (asked.success && !isKnown(asked.data))
    return [`manifestVersion: is ${asked.data.manifestVersion}, and not 1.29 or newer`];
  const bySchema = asked.success ? await AppManifestUtils.validateAgainstSchema(manifest as TeamsManifest) : [];
  const missing = asked.error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`) ?? [];
  return [
    ...bySchema,
    ...missing,
    ...(asked.success ? ownProblems(asked.data, config) : []),
    ...iconProblems(asked.data, icons),
  ];
}

const placeholderIn = (manifest: unknown): string | undefined =>
  /\$\{\{?[^}]*\}?\}/.exec(JSON.stringify(manifest))?.[0];

function isKnown({ manifestVersion }: Looked): boolean {
  const [major = 0, minor = 0] = manifestVersion.split('.').map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

function iconProblems(manifest: Looked | undefined, icons: PackageParts['icons']): readonly string[] {
  if (manifest === undefined) return [];
  const { color, outline } = manifest.icons;
  return [iconProblem('color', icons[color]), iconProblem('outline', icons[outline])].filter(
    (problem) => problem !== undefined,
  );
}

interface Need {
  readonly place: string;
  readonly needs: string;
  readonly isMet: (manifest: Looked, config: PackageConfig) => boolean;
}

const has = (all: readonly string[] | undefined, wanted: readonly string[]) =>
  wanted.every((one) => all?.includes(one) === true);
const isSame = (one: readonly string[], other: readonly string[]) => one.length === other.length && has(one, other);

const NEEDS: readonly Need[] = [
  {
    place: 'version',
    needs: 'three numbers, so that it can rise',
    isMet: ({ version }) => /^\d+\.\d+\.\d+$/.test(version),
  },
  { place: 'id', needs: 'the bot’s id', isMet: ({ id }, { botId }) => id === botId },
  {
    place: 'developer',
    needs: 'pages of PUBLIC_URL',
    isMet: ({ developer }, { publicUrl }) =>
      Object.values(developer).every((url) => url.startsWith(`${publicUrl}/about`)),
  },
  {
    place: 'supportsChannelFeatures',
    needs: '“tier1”: shared and private channels',
    isMet: ({ supportsChannelFeatures }) => supportsChannelFeatures === 'tier1',
  },
  { place: 'bots/0/botId', needs: 'BOT_ID', isMet: ({ bots: [bot] }, { botId }) => bot.botId === botId },
  {
    place: 'bots/0/scopes',
    needs: 'personal, team and groupChat: people ask in one and approve in another',
    isMet: ({ bots: [{ scopes }] }) => isSame(scopes, SCOPES),
  },
  {
    place: 'bots/0/isNotificationOnly',
    needs: 'false: people talk to it',
    isMet: ({ bots: [bot] }) => bot.isNotificationOnly !== true,
  },
  {
    place: 'bots/0/supportsFiles',
    needs: 'true: evidence is a file',
    isMet: ({ bots: [bot] }) => bot.supportsFiles === true,
  },
  {
    place: 'bots/0/commandLists',
    needs: 'the commands in every scope',
    isMet: ({ bots: [{ commandLists }] }) => commandLists.every(({ scopes }) => isSame(scopes, SCOPES)),
  },
  {
    place: 'permissions',
    needs: 'identity and messageTeamMembers, and nothing else',
    isMet: ({ permissions = [] }) => isSame(permissions, PERMISSIONS),
  },
  {
    place: 'authorization',
    needs: 'nothing: resource-specific consent is not asked for',
    isMet: ({ authorization }) => authorization === undefined,
  },
  {
    place: 'validDomains',
    needs: 'the host of PUBLIC_URL and no other: Teams opens the sign-in page only there',
    isMet: ({ validDomains = [] }, { publicUrl }) => isSame(validDomains, [new URL(publicUrl).host]),
  },
  {
    place: 'webApplicationInfo',
    needs: 'SSO_CLIENT_ID and SSO_RESOURCE',
    isMet: ({ webApplicationInfo: { id, resource } }, { signOnClientId, signOnResource }) =>
      id === signOnClientId && resource === signOnResource,
  },
];

const ownProblems = (manifest: Looked, config: PackageConfig): readonly string[] =>
  NEEDS.filter(({ isMet }) => !isMet(manifest, config)).map(({ place, needs }) => `${place}: must be ${needs}`);
