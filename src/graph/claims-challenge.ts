/**
 * What a refusal asks of the next token: `WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"`.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
const CLAIMS = /\bclaims\s*=\s*"([^"]+)"/i;

/** @returns JSON text for Entra; `undefined` where nothing is asked, or nothing that can be read */
export function claimsAskedBy(headers: Headers): string | undefined {
  const [, encoded] = CLAIMS.exec(headers.get('www-authenticate') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return isObject(text) ? text : undefined;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
