/**
 * The web server behind a seam. Routes are data; what they throw is logged and never told. Guards run before any body is read.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createServer, type Request, type Server } from 'restify';
import { brokenLine } from '../shared/broken';
import { UnavailableError } from '../shared/errors';
import type { Log } from '../shared/log';
import { BODY_LIMITS, dropRest, readBody, type BodyLimits } from './read-body';
import { SECURITY_HEADERS, text } from './responses';
import type { HttpResponse, RequestHead, Route } from './route';

export interface HttpServerOptions {
  readonly log: Log;
  readonly routes: readonly Route[];
  /** Address to bind to: all of them by default, `127.0.0.1` in the sandbox. */
  readonly host?: string | undefined;
  /** Serves https where given. */
  readonly tls?: { readonly key: string; readonly certificate: string } | undefined;
  readonly limits?: BodyLimits | undefined;
}

export interface HttpServer {
  /** @returns the port that is really listened on; 0 picks a free one */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than a press is kept waiting for its answer. */
const ANSWERED_WITHIN_MS = 5_000;
const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del' } as const;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, routes, host = '0.0.0.0', tls, limits = BODY_LIMITS } = options;
  const server = createServer({
    name: 'rewind',
    handleUncaughtExceptions: false,
    ...(tls ? { key: tls.key, certificate: tls.certificate } : {}),
  });
  server.server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.server.requestTimeout = HEADERS_TIMEOUT_MS + limits.timeoutMs;
  // No such path, no such method: the library's words would repeat the path, so it is not asked to answer.
  server.on('restifyError', (request: Request, response: ServerResponse, error: { readonly statusCode?: number }) => {
    void write(response, text(error.statusCode ?? 500, 'Not here.\n')).finally(() => {
      dropRest(request);
    });
  });
  for (const route of routes) {
    server[METHODS[route.method]](route.path, async (request: Request, response: ServerResponse) => {
      await write(response, await answer(route, request, { log, limits }));
      dropRest(request);
    });
  }
  return {
    listen: async (port) => {
      const listening = once(server, 'listening');
      server.listen(port, host);
      await listening;
      return server.address().port;
    },
    close: async () => {
      await close(server);
    },
  };
}

interface Facts {
  readonly log: Log;
  readonly limits: BodyLimits;
}

async function answer(route: Route, request: Request, { log, limits }: Facts): Promise<HttpResponse> {
  const head = headOf(route, request);
  try {
    const refusal = route.guard?.(head);
    if (refusal) return refusal;
    const body = await readBody(request, limits);
    return typeof body === 'string' ? await route.handle({ ...head, body }) : body;
  } catch (error) {
    return failure(error, route, log);
  }
}

function failure(error: unknown, route: Route, log: Log): HttpResponse {
  const reference = randomUUID().slice(0, 8);
  const facts = { err: error, reference, method: route.method, route: route.path };
  if (error instanceof UnavailableError) {
    log.warn(facts, 'a web request has to wait');
    return text(503, `Not available at the moment. Reference ${reference}\n`);
  }
  log.error(facts, 'a web request failed');
  return text(500, `${brokenLine(reference)}\n`);
}

function headOf(route: Route, request: Request): RequestHead {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]); // prettier-ignore
  const question = request.url?.indexOf('?') ?? -1;
  return {
    method: route.method,
    path: request.path(),
    params: { ...(request.params as Record<string, string>) },
    query: new URLSearchParams(question < 0 ? '' : request.url?.slice(question)),
    headers: Object.fromEntries(headers) as RequestHead['headers'],
  };
}

async function write(response: ServerResponse, { status, headers = {}, body }: HttpResponse): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  if (!response.req.complete) response.setHeader('connection', 'close');
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers } as Record<string, string | string[]>);
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    response.end(body);
    return;
  }
  // A stream that breaks half way cuts the line: the client must not take a part for the whole.
  await pipeline(Readable.from(body), response).catch(() => response.destroy());
}

/** Whoever is being served is answered; a connection without a request ends. */
async function close(server: Server): Promise<void> {
  const closed = once(server.server, 'close');
  server.close();
  server.server.closeIdleConnections();
  const idle = setInterval(() => {
    server.server.closeIdleConnections();
  }, 50);
  const timer = setTimeout(() => {
    server.server.closeAllConnections();
  }, ANSWERED_WITHIN_MS);
  await closed;
  clearTimeout(timer);
  clearInterval(idle);
}
