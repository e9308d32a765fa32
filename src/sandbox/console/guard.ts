/**
 * A local server that every page of the web can reach by name. Only this machine's own names are answered (a stranger's name that was
 * pointed here is not), only the console's own page may ask or act, and nothing is ever shared with another origin.
 */
import type { MiddlewareHandler } from 'hono';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** @param getPort - the port that the server listens on, asked for at each request */
export function guard(getPort: () => number): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(context.req.raw, ownHosts(getPort()));
    if (refusal !== undefined) context.res = Response.json({ error: refusal }, { status: 403 });
    else await next();
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
  };
}

const ownHosts = (port: number): readonly string[] => ['127.0.0.1', 'localhost'].map((host) => `${host}:${String(port)}`); // prettier-ignore

const FOREIGN = 'Only the console’s own page may do that.';

/** Browsers name no origin where a page reads its own; what names neither is no page. Another port of this machine is another origin. */
function isForeign(headers: Headers, own: string): boolean {
  const site = headers.get('sec-fetch-site');
  return (headers.get('origin') ?? own) !== own || site === 'cross-site' || site === 'same-site';
}

function refusalOf(request: Request, hosts: readonly string[]): string | undefined {
  const host = request.headers.get('host') ?? '';
  if (!hosts.includes(host))
    return 'This is the console of a sandbox on this machine, and answers to its own address only.';
  const own = `http://${host}`;
  const isLook = request.method === 'GET' || request.method === 'HEAD';
  return isLook ? refusalOfLook(request, own) : refusalOfAct(request, own);
}

/** The page itself may be linked to from anywhere; what it is told may not be. */
function refusalOfLook({ headers, url }: Request, own: string): string | undefined {
  return new URL(url).pathname.startsWith('/api/') && isForeign(headers, own) ? FOREIGN : undefined;
}

function refusalOfAct({ headers }: Request, own: string): string | undefined {
  if (headers.get('origin') !== own) return FOREIGN;
  const isJson = headers.get('content-type')?.split(';')[0] === 'application/json';
  return isJson ? undefined : 'What is sent has to be application/json.';
}
