/**
 * The keys the tenant signs with. A token with an unknown key makes us ask again, but never more than once in five minutes: otherwise
 * anybody could make us hammer the key endpoint. A failed question is not repeated at once either.
 */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../shared/clock';
import { UnavailableError } from '../shared/errors';

const REFETCH_MS = 5 * 60_000;
const MAX_AGE_MS = 24 * 3_600_000;
const PAUSE_AFTER_FAILURE_MS = 5_000;
const TIMEOUT_MS = 2_500;

/** The resolver throws UnavailableError when the keys are needed and cannot be had. */
export function createTenantKeys(keysUrl: string, clock: Clock): JWTVerifyGetKey {
  let askAgainAt = 0;
  const keys = createRemoteJWKSet(new URL(keysUrl), {
    cooldownDuration: REFETCH_MS,
    cacheMaxAge: MAX_AGE_MS,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: async (url, options) => {
      const now = clock.now().getTime();
      if (now < askAgainAt) throw keysAway({ retryAfterMs: askAgainAt - now });
      askAgainAt = now + (keys.fresh ? REFETCH_MS : PAUSE_AFTER_FAILURE_MS);
      const answer = await fetchKeys(url, options);
      askAgainAt = 0;
      return answer;
    },
  });
  return keys;
}

async function fetchKeys(url: string, options: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(url, options);
    if (answer.status === 200) return Response.json(await answer.json());
    throw new Error(`HTTP ${String(answer.status)}`);
  } catch (cause) {
    throw keysAway({ cause });
  }
}

const keysAway = (options: ErrorOptions & { readonly retryAfterMs?: number }): UnavailableError =>
  new UnavailableError('identity/keys-away', 'the signing keys of the tenant cannot be read', options);
