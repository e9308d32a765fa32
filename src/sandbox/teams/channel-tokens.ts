/** What the pretend Bot Connector signs its deliveries with, and the ways to sign them wrong. Real time: the bot's SDK knows no other. */
import { constants, sign } from 'node:crypto';
import { APPLICATIONS } from '../cast';
import { createSigningKey, publicJwk, signToken, type Claims, type SigningKey } from '../entra/json-web-token';

export const CHANNEL_ISSUER = 'https://api.botframework.com';

/** `stranger` is not published; `webChat` and `unendorsed` are, but not for Teams. */
export type KeyName = 'teams' | 'webChat' | 'unendorsed' | 'stranger';

export interface TokenForgery {
  /** `undefined` drops a claim. */
  readonly claims?: Claims | undefined;
  readonly key?: KeyName | undefined;
  /** The key id that the header claims; the signing key's own by default. */
  readonly kid?: KeyName | 'nobody' | undefined;
  readonly algorithm?: 'RS256' | 'none' | 'HS256' | 'PS256' | undefined;
}

const LIFETIME_S = 3_600;
const SKEW_S = 300;
const ENDORSEMENTS: Readonly<Partial<Record<KeyName, readonly string[]>>> = {
  teams: ['msteams'],
  webChat: ['webchat', 'directline'],
};

export class ChannelTokens {
  private readonly keys: Readonly<Record<KeyName, SigningKey>> = {
    teams: createSigningKey(),
    webChat: createSigningKey(),
    unendorsed: createSigningKey(),
    stranger: createSigningKey(),
  };

  /** Of these keys, and no others. */
  get id(): string {
    return this.keys.teams.kid;
  }

  /** As the key endpoint publishes them. */
  get jwks() {
    const published = (['teams', 'webChat', 'unendorsed'] as const).map((name) => ({
      ...publicJwk(this.keys[name]),
      ...(ENDORSEMENTS[name] ? { endorsements: ENDORSEMENTS[name] } : {}),
    }));
    return { keys: published };
  }

  issue(serviceUrl: string, forgery: TokenForgery = {}): string {
    const { claims, key = 'teams', kid = key, algorithm = 'RS256' } = forgery;
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: CHANNEL_ISSUER,
      aud: APPLICATIONS.bot.id,
      serviceurl: serviceUrl,
      nbf: now - SKEW_S,
      iat: now - 1,
      exp: now + LIFETIME_S,
      ...claims,
    };
    const keyId = kid === 'nobody' ? 'nobody' : this.keys[kid].kid;
    return algorithm === 'PS256'
      ? signPss(all, this.keys[key], keyId)
      : signToken(all, { key: this.keys[key], algorithm, kid: keyId });
  }
}

function signPss(claims: Claims, { privateKey }: SigningKey, kid: string): string {
  const [header, payload] = [{ typ: 'JWT', alg: 'PS256', kid }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const content = `${header ?? ''}.${payload ?? ''}`;
  const padding = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  return `${content}.${sign('sha256', Buffer.from(content), padding).toString('base64url')}`;
}
