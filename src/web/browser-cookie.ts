/** The one cookie of the sign-in page: the secret of the browser that visits it. It says nothing of a person, and opens nothing alone. */
import type { RequestHead } from '../http/route';
import { isBrowserSecret } from '../identity/visit';

interface Where {
  readonly publicUrl: string;
}

/** As long as the way to Entra and back may take a person; the press is over sooner. */
const MAX_AGE_SECONDS = 15 * 60;

/** Browsers take the `__Host-` prefix only together with `Secure`: over http, which is loopback, both are left out. */
const isSecure = ({ publicUrl }: Where): boolean => publicUrl.startsWith('https:');
const nameAt = (where: Where): string => (isSecure(where) ? '__Host-visit' : 'visit');

/** Lax, because Entra's page brings the browser back. */
export function browserCookie(secret: string, where: Where): string {
  const attributes = `Path=/; Max-Age=${String(MAX_AGE_SECONDS)}; HttpOnly; SameSite=Lax`;
  return `${nameAt(where)}=${secret}; ${attributes}${isSecure(where) ? '; Secure' : ''}`;
}

export function browserSecretIn({ cookie }: RequestHead['headers'], where: Where): string | undefined {
  const start = `${nameAt(where)}=`;
  const pairs = (cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.flatMap((pair) => (pair.startsWith(start) ? [pair.slice(start.length)] : [])).find(isBrowserSecret);
}
