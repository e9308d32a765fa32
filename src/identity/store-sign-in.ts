/**
 * What opens the stores in Azure where no password does: a token of the managed identity, as the password of the user that it is there.
 * Source: https://learn.microsoft.com/azure/redis/entra-for-authentication and
 * https://learn.microsoft.com/azure/postgresql/flexible-server/security-entra-concepts
 */
import { decodeJwt } from 'jose';
import { RewindError } from '../shared/errors';
import { keepToken } from './kept-token';
import { askManagedIdentity } from './managed-identity';

const REDIS_SCOPE = 'https://redis.azure.com/.default';
const POSTGRES_SCOPE = 'https://ossrdbms-aad.database.windows.net/.default';

export interface RedisSignIn {
  /** Redis knows the identity by its object id. */
  readonly username: string;
  readonly password: string;
  /** Milliseconds since 1970: Redis drops the line then, unless it is told a newer one. */
  readonly expiresAt: number;
}

/** @param clientId - `undefined`: the one that the place has of its own. The answer throws UnavailableError where it gives no token */
export function createRedisSignIn(clientId: string | undefined): () => Promise<RedisSignIn> {
  const ask = askManagedIdentity(clientId, REDIS_SCOPE);
  return async () => {
    const { token, expiresAt } = await ask();
    return { username: objectIdIn(token), password: token, expiresAt };
  };
}

/** PostgreSQL asks once for each connection; a connection outlives its token. */
export function createDatabasePassword(clientId: string | undefined): () => Promise<string> {
  const token = keepToken(askManagedIdentity(clientId, POSTGRES_SCOPE));
  return () => token();
}

function objectIdIn(token: string): string {
  const { oid } = decodeJwt(token);
  if (typeof oid === 'string') return oid;
  throw new RewindError('identity/no-object-id', 'the managed identity’s token for Redis names no object id');
}
