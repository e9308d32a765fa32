/**
 * A token of our own, kept until shortly before it expires: no question for each call. It is renewed in good time while it still serves,
 * so nobody waits for Entra; people asking at the same time share one question.
 */
import type { AccessToken, RefusedToken } from '../shared/access-token';
import { systemClock, type Clock } from '../shared/clock';

export interface Granted {
  readonly token: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt: number;
  /** When Entra wants it renewed; it may say nothing. */
  readonly refreshAt?: number | undefined;
}

/** @param refused - what is fetched has to be another one */
export type AskForToken = (refused?: RefusedToken) => Promise<Granted>;

interface Kept extends Granted {
  readonly refreshAt: number;
  /** When it was fetched in the place of a refused one. */
  readonly replacedAt?: number | undefined;
}

const RENEWED_BEFORE_MS = 5 * 60_000;
/** After a renewal that failed while the token still serves. */
const RENEWED_AGAIN_MS = 30_000;
/** A replacement that is refused, too, is not replaced at once: somebody refuses whatever comes, and Entra would be hammered. */
const REPLACED_AGAIN_MS = 5_000;

/** @param clock - this machine's: how long a token serves has nothing to do with the product's windows */
export function keepToken(ask: AskForToken, clock: Clock = systemClock): AccessToken {
  const timeNow = () => clock.now().getTime();
  let kept: Kept | undefined;
  let asking: Promise<string> | undefined;

  const fetchOne = (refused?: RefusedToken): Promise<string> => {
    asking ??= ask(refused)
      .then((granted) => {
        kept = keptOf(granted, timeNow(), refused !== undefined);
        return kept.token;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const renew = (): void => {
    fetchOne().catch(() => {
      if (kept) kept = { ...kept, refreshAt: timeNow() + RENEWED_AGAIN_MS };
    });
  };

  return async (refused) => {
    const now = timeNow();
    if (kept && refused && kept.token === refused.token && mayBeReplaced(kept, now)) kept = undefined;
    if (!kept || now >= kept.expiresAt) return await fetchOne(refused);
    if (now >= kept.refreshAt) renew();
    return kept.token;
  };
}

const mayBeReplaced = ({ replacedAt = -Infinity }: Kept, now: number): boolean => now - replacedAt >= REPLACED_AGAIN_MS;

function keptOf(granted: Granted, now: number, isReplacement: boolean): Kept {
  const lifetimeMs = granted.expiresAt - now;
  const inGoodTime = now + Math.max(lifetimeMs - RENEWED_BEFORE_MS, lifetimeMs / 2);
  const refreshAt = Math.min(granted.refreshAt ?? Infinity, inGoodTime);
  return { ...granted, refreshAt, ...(isReplacement ? { replacedAt: now } : {}) };
}
