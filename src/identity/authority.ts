/**
 * The tenant's addresses at its authority. They are known, not discovered: one round trip less in every press, and nothing to believe.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-protocols
 */
export interface AuthoritySettings {
  /** `https://login.microsoftonline.com`, or a substitute on loopback. */
  readonly authorityHost: string;
  readonly tenantId: string;
}

export interface Authority {
  readonly issuer: string;
  readonly keysUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

export function authorityOf({ authorityHost, tenantId }: AuthoritySettings): Authority {
  const base = `${withoutSlash(authorityHost)}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    keysUrl: `${base}/discovery/v2.0/keys`,
    authorizeUrl: `${base}/oauth2/v2.0/authorize`,
    tokenUrl: `${base}/oauth2/v2.0/token`,
  };
}

/** Takes `https://login.microsoftonline.com/<tenant>` apart. */
export function splitLoginUrl(loginUrl: string): AuthoritySettings {
  const { origin, pathname } = new URL(loginUrl);
  return { authorityHost: origin, tenantId: pathname.split('/')[1] ?? '' };
}

/** Microsoft's libraries speak to https authorities only, so a substitute on plain http gets an https name in front of them. */
export function httpsNameOf(authorityHost: string): string {
  return withoutSlash(authorityHost).replace(/^http:/, 'https:');
}

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');
