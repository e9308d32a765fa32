/** Tokens of applications that are not taken any more although they have not expired. */
import type { Claims } from './json-web-token';

interface Issued {
  readonly clientId: string;
  /** JSON, as the token was asked for with; empty where nothing was asked. */
  readonly claims: string;
}

interface Revocation {
  readonly tokenIds: ReadonlySet<string>;
  readonly claims: string | undefined;
}

export class Revocations {
  /** By the token's id (`uti`). */
  private readonly issued = new Map<string, Issued>();
  private readonly revoked = new Map<string, Revocation>();

  note(tokenId: string, issued: Issued): void {
    this.issued.set(tokenId, issued);
  }

  /**
   * What the application has by now is refused from now on.
   *
   * @param claims - JSON; also what it gets without these is refused (continuous access evaluation)
   */
  revoke(clientId: string, claims?: string): void {
    const ids = [...this.issued].filter(([, issued]) => issued.clientId === clientId).map(([id]) => id);
    this.revoked.set(clientId, { tokenIds: new Set(ids), claims });
  }

  /** @returns whether a token with these claims is refused, and what the next one is to be asked for with */
  refusalOf({ uti }: Claims): Pick<Revocation, 'claims'> | undefined {
    const tokenId = typeof uti === 'string' ? uti : '';
    const issued = this.issued.get(tokenId);
    const revocation = issued && this.revoked.get(issued.clientId);
    if (!revocation) return undefined;
    const isTaken = !revocation.tokenIds.has(tokenId) && isWithin(revocation.claims, issued.claims);
    return isTaken ? undefined : { claims: revocation.claims };
  }
}

/** Libraries add claims of their own, and order them as they like. */
function isWithin(wanted = '{}', asked: string): boolean {
  const told = new Map(accessTokenIn(asked));
  return accessTokenIn(wanted).every(([name, value]) => JSON.stringify(told.get(name)) === JSON.stringify(value));
}

function accessTokenIn(claims: string): readonly (readonly [string, unknown])[] {
  const { access_token: parts = {} } = JSON.parse(claims || '{}') as { readonly access_token?: object };
  return Object.entries(parts) as [string, unknown][];
}
