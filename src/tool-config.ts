/** Environment → what a tool needs, by the same rules as the product. */
import { addressProblems } from './config/address-rules';
import { exampleProblems } from './config/example-rules';
import { placeIdentityOf, type PlaceIdentity } from './config/managed-identity';
import { readSettings, stopAt, type Environment } from './config/read-settings';
import { microsoftProblems } from './config/setting-rules';
import { checked, databaseUrlOf } from './config/setting-values';
import type { Problem, SettingName } from './config/settings';
import type { TenantId } from './shared/ids';

/** What a tool needs that reads what is kept: where it is, and whose it is where several tenants share a database. */
export interface KeptConfig {
  readonly databaseUrl: string;
  readonly tenantId: TenantId | undefined;
  /** For a database that takes its tokens. */
  readonly managedIdentity: PlaceIdentity;
}

/**
 * By the same rules as the product; its other settings need not be there.
 *
 * @throws ConfigError
 */
export function readKeptConfig(environment: Environment): KeptConfig {
  const { settings, problems } = readSettings(environment);
  stopAt(problems.filter(({ setting }) => KEPT_SETTINGS.some((name) => name === setting)));
  return {
    databaseUrl: databaseUrlOf(settings),
    tenantId: settings.TENANT_ID as TenantId | undefined,
    managedIdentity: placeIdentityOf(settings),
  };
}

const KEPT_SETTINGS = ['DATABASE_URL', 'TENANT_ID', 'AZURE_CLIENT_ID'] as const satisfies readonly SettingName[];

/** What the app package for Teams has of the settings. */
export interface PackageConfig {
  readonly botId: string;
  readonly signOnClientId: string;
  readonly signOnResource: string;
  readonly publicUrl: string;
}

const IN_PACKAGE = ['BOT_ID', 'SSO_CLIENT_ID', 'SSO_RESOURCE', 'PUBLIC_URL'] as const satisfies readonly SettingName[];

/**
 * By the same rules as the product, and no examples: an app with somebody else's ids installs, and stays silent.
 *
 * @throws ConfigError
 */
export function readPackageConfig(environment: Environment): PackageConfig {
  const { settings, problems } = readSettings(environment);
  const isPacked = ({ setting }: Problem) => IN_PACKAGE.some((name) => name === setting);
  const found = [
    ...problems,
    ...microsoftProblems(settings),
    ...addressProblems({ ...settings, ALLOW_LOOPBACK: false }),
  ];
  stopAt([...found.filter(isPacked), ...exampleProblems(settings, IN_PACKAGE)]);
  return {
    botId: checked(settings.BOT_ID),
    signOnClientId: checked(settings.SSO_CLIENT_ID),
    signOnResource: checked(settings.SSO_RESOURCE),
    publicUrl: checked(settings.PUBLIC_URL),
  };
}
