/** The store of record and Redis, as the settings say: with a password, or with tokens of the managed identity. No logic. */
import type { Config } from './config';
import { createDatabasePassword, createRedisSignIn } from './identity/store-sign-in';
import { openRedis, type OpenRedis } from './redis/open-redis';
import type { Clock } from './shared/clock';
import type { Log } from './shared/log';
import { openStore, type Store } from './store/open-store';
import { ownAlone } from './store/sole-owner';

interface Opening {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly answerWithinMs?: number | undefined;
  /** A tool for a moment, beside the Rewind that the database file belongs to. */
  readonly isBeside?: true;
}

export async function openStores({ config, clock, log, answerWithinMs, isBeside }: Opening): Promise<{
  readonly store: Store;
  readonly redis: OpenRedis;
}> {
  const { databaseUrl: url, tenantId } = config;
  const password = createDatabasePassword(config.managedIdentity.clientId);
  const owner = isBeside ? undefined : ownAlone(url);
  const store = await openStore({ url, password, tenantId, clock, log, answerWithinMs }).catch((error: unknown) => {
    owner?.release();
    throw error;
  });
  const close = async (): Promise<void> => {
    await store.close();
    owner?.release();
  };
  return { store: { ...store, close }, redis: await openRedisOf({ config, clock, log }) };
}

export async function openRedisOf({
  config,
  ...options
}: Opening & { readonly startWaitMs?: number }): Promise<OpenRedis> {
  const sealKey = config.signOn.clientSecret ?? config.bot.secret;
  return await openRedis({ ...options, ...addressOf(config), sealKey });
}

/** Without any, in the sandbox only, a server of our own. */
function addressOf({ redisUrl, redisHost, managedIdentity }: Config) {
  if (redisHost) return { signedIn: { ...redisHost, signIn: createRedisSignIn(managedIdentity.clientId) } };
  return redisUrl === undefined ? { embedded: true } : { url: redisUrl };
}
