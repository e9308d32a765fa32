/** The app package for Teams: the manifest with this tenant's values in it, and both icons, as one zip. */
import { zipSync } from 'fflate';
import { menuCommands } from '../../bot/menu-commands';
import type { PackageConfig } from '../../tool-config';

/** File names inside the package; Teams looks for manifest.json at its top. */
export const MANIFEST = 'manifest.json';

export interface PackageParts {
  readonly manifest: unknown;
  /** By the name that the manifest gives it. */
  readonly icons: Readonly<Record<string, Uint8Array>>;
}

/**
 * @param template - appPackage/manifest.json: `${{NAME}}` stands for a value of this tenant
 * @param version - Teams takes an update only where it is higher than the one before
 * @returns the manifest; what no value is known for stays as it stands, and the checks find it
 */
export function fillManifest(template: unknown, config: PackageConfig, version: string): unknown {
  const values = {
    BOT_ID: config.botId,
    SSO_CLIENT_ID: config.signOnClientId,
    SSO_RESOURCE: config.signOnResource,
    PUBLIC_URL: config.publicUrl,
    PUBLIC_HOST: new URL(config.publicUrl).host,
  };
  const filled = filledIn(template, new Map(Object.entries(values)));
  if (!isObject(filled)) return filled;
  const bots = Array.isArray(filled['bots']) ? filled['bots'].map(withCommands) : filled['bots'];
  return { ...filled, version, bots };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values only, never names: nothing can be written into the manifest's structure. */
function filledIn(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) => values.get(name) ?? placeholder);
  if (Array.isArray(value)) return value.map((item: unknown) => filledIn(item, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledIn(inner, values)]));
}

function withCommands(bot: unknown): unknown {
  if (!isObject(bot)) return bot;
  return { ...bot, commandLists: [{ scopes: bot['scopes'], commands: menuCommands() }] };
}

const FIRST_DAY = Date.UTC(2026, 0, 1);

/** It rises with every minute: `1.0.<minutes since 2026>`. */
export const versionAt = (now: Date): string => `1.0.${Math.floor((now.getTime() - FIRST_DAY) / 60_000)}`;

export function zipPackage({ manifest, icons }: PackageParts): Uint8Array {
  return zipSync({ [MANIFEST]: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), ...icons });
}
