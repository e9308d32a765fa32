/**
 * Just enough of JSON Web Tokens to sign them right, and to sign them wrong for attack tests. Written on node:crypto alone, so that
 * the pretend Entra does not share a mistake with the library that checks its tokens.
 */
import {
  createHmac,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { JsonObject } from '../../shared/json';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A claim that is `undefined` is left out. */
export type Claims = Readonly<Record<string, JsonObject[string] | undefined>>;

export interface Signature {
  readonly key: SigningKey;
  /** `none` leaves the signature empty; `HS256` takes the public key as the shared secret. Default RS256. */
  readonly algorithm?: 'RS256' | 'none' | 'HS256';
  /** What the header claims. Default the key's own. */
  readonly kid?: string | undefined;
}

export function createSigningKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

export function publicJwk({ kid, publicKey }: SigningKey): JsonWebKey {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signToken(claims: Claims, { key, algorithm = 'RS256', kid = key.kid }: Signature): string {
  const content = `${encode({ typ: 'JWT', alg: algorithm, kid })}.${encode(claims)}`;
  return `${content}.${signatureOf(content, key, algorithm)}`;
}

function signatureOf(content: string, key: SigningKey, algorithm: NonNullable<Signature['algorithm']>): string {
  switch (algorithm) {
    case 'RS256':
      return sign('sha256', Buffer.from(content), key.privateKey).toString('base64url');
    case 'HS256':
      return createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' }))
        .update(content)
        .digest('base64url');
    case 'none':
      return '';
  }
}

/** The claims of a token that one of the keys has signed and whose lifetime includes now; otherwise `undefined`. */
export function openToken(token: string, keys: readonly SigningKey[], now: Date): JsonObject | undefined {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isSigned(header, { claims, signature, keys })) return undefined;
  const opened = decode(claims);
  return isAlive(opened, seconds(now)) ? opened : undefined;
}

interface Signed {
  readonly claims: string;
  readonly signature: string;
  readonly keys: readonly SigningKey[];
}

function isSigned(header: string, { claims, signature, keys }: Signed): boolean {
  const { alg, kid } = decode(header);
  const key = keys.find((candidate) => candidate.kid === kid);
  if (alg !== 'RS256' || !key) return false;
  return verify('sha256', Buffer.from(`${header}.${claims}`), key.publicKey, Buffer.from(signature, 'base64url'));
}

function decode(part: string): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

const isAlive = ({ exp, nbf }: JsonObject, now: number): boolean =>
  typeof exp === 'number' && exp > now && (typeof nbf !== 'number' || nbf <= now);

/** Seconds since 1970, as tokens count time. */
export const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
