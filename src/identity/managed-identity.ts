/** Tokens of the managed identity of the place Rewind runs in. There is no secret to be wrong; the place itself may be away. */
import { ManagedIdentityCredential } from '@azure/identity';
import { ManagedIdentityApplication } from '@azure/msal-node';
import { UnavailableError } from '../shared/errors';
import { inTime } from './in-time';
import type { AskForToken, Granted } from './kept-token';

/** For all tries of one question: a machine's endpoint that is just starting is asked a few times by the library. */
const LIMIT_MS = 10_000;
/** Any claims make the library ask past its cache. What the machine itself keeps can be passed on Service Fabric only. */
const NO_CLAIMS = '{}';

/** @param clientId - `undefined`: the one that the place has of its own */
export function askManagedIdentity(clientId: string | undefined, scope: string): AskForToken {
  let credential: ManagedIdentityCredential | undefined;
  return async (refused) => {
    try {
      const own = (credential ??= new ManagedIdentityCredential(clientId === undefined ? {} : { clientId }));
      return await inTime(LIMIT_MS, async () => {
        const { token, expiresOnTimestamp, refreshAfterTimestamp } = await own.getToken(scope);
        if (token === refused?.token) return await askPastCache(clientId, scope, refused.claims ?? NO_CLAIMS);
        return { token, expiresAt: expiresOnTimestamp, refreshAt: refreshAfterTimestamp };
      });
    } catch (cause) {
      // An identity that is not there yet looks the same as one whose endpoint is away.
      throw new UnavailableError('identity/managed-identity-away', 'the managed identity gave no token', { cause });
    }
  };
}

/** The library keeps tokens for the whole process, and its credential has no word for a refused one. */
async function askPastCache(clientId: string | undefined, scope: string, claims: string): Promise<Granted> {
  const ids = clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } };
  const application = new ManagedIdentityApplication(ids);
  const resource = scope.replace(/\/\.default$/, '');
  const { accessToken, expiresOn, refreshOn } = await application.acquireToken({ resource, claims });
  return { token: accessToken, expiresAt: expiresOn?.getTime() ?? Date.now(), refreshAt: refreshOn?.getTime() };
}
