/** The pretend Graph's door: identity of the request, faults, token, then the routes of both versions. */
import { randomUUID } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import type { PretendGraph } from '../state/pretend-graph';
import { auditRoutes } from './audit-routes';
import { batchRoutes } from './batch-routes';
import type { Call, CallLog } from './call-log';
import { directoryRoutes } from './directory-routes';
import { errorBody } from './error-body';
import { ConnectionDroppedError, respondWithFault } from './fault-response';
import type { Faults } from './faults';
import type { Caller, GraphContext, GraphEnv, GraphVersion } from './graph-context';
import { GraphError, refusals } from './graph-error';
import { recoveryRoutes } from './recovery-routes';
import { roleRoutes } from './role-routes';

/** What a token that is not good has to be replaced with: one that was asked for with these claims. */
interface Challenge {
  readonly kind: 'challenge';
  /** JSON. */
  readonly claims: string;
}

/** Who the bearer is, as whoever made the token says; `undefined` for a token that is not good. */
export type TokenCheck = (bearer: string) => Promise<Caller | Challenge | undefined>;

interface Parts {
  readonly graph: PretendGraph;
  readonly tokens: TokenCheck;
  readonly faults: Faults;
  readonly calls: CallLog;
}

const VERSIONS: readonly GraphVersion[] = ['v1.0', 'beta'];

export function graphApp(parts: Parts): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>();
  app.onError((error, c) => {
    if (error instanceof ConnectionDroppedError) throw error;
    if (error instanceof GraphError) return c.json(errorBody(c, error.code, error.message), error.status);
    return c.json(errorBody(c, 'generalException', error.message), 500);
  });
  app.notFound((c) => {
    const segment = c.req.path.split('/').at(-1) ?? '';
    return c.json(errorBody(c, 'BadRequest', `Resource not found for the segment '${segment}'.`), 400);
  });
  app.use(identify(parts));
  const routes = new Hono<GraphEnv>();
  routes.use(
    trouble(parts, (request, c) => app.fetch(request, c.env)),
    authenticate(parts),
  );
  routes.route('/directory/recovery', recoveryRoutes());
  for (const make of [directoryRoutes, roleRoutes, auditRoutes]) routes.route('/', make());
  routes.route(
    '/',
    batchRoutes((request, c) => app.fetch(request, c.env)),
  );
  for (const version of VERSIONS) app.route(`/${version}`, routes);
  return app;
}

const pathOf = (c: GraphContext) => c.req.path.replace(/^\/(v1\.0|beta)/, '');

/** Every answer has an id, and every request is written down, whatever becomes of it. */
function identify({ graph, calls }: Parts): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('graph', graph);
    c.set('version', c.req.path.startsWith('/beta/') ? 'beta' : 'v1.0');
    c.set('requestId', requestId);
    c.set('now', graph.settle());
    c.header('request-id', requestId);
    c.header('client-request-id', c.req.header('client-request-id') ?? requestId);
    try {
      await next();
    } finally {
      calls.write(callOf(c));
    }
  };
}

function callOf(c: GraphContext): Call {
  const isDropped = c.error instanceof ConnectionDroppedError || c.res.headers.has('x-hono-already-sent');
  return {
    at: c.get('now'),
    method: c.req.method,
    path: pathOf(c),
    query: decodeURIComponent(new URL(c.req.url).search),
    version: c.get('version'),
    prefer: c.req.header('prefer'),
    by: (c.var as Partial<typeof c.var>).caller,
    requestId: c.get('requestId'),
    status: isDropped ? undefined : c.res.status,
  };
}

type Fetch = (request: Request, c: GraphContext) => Response | Promise<Response>;

function trouble({ faults }: Parts, fetch: Fetch): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const isFurtherPage = ['$skiptoken', '$skip'].some((option) => c.req.query(option) !== undefined);
    const fault = faults.take({ method: c.req.method, path: pathOf(c), isFurtherPage });
    if (!fault) {
      await next();
      return;
    }
    const copy = fault.kind === 'repeated' ? c.req.raw.clone() : c.req.raw;
    const again = async () => await fetch(copy, c);
    const response = await respondWithFault(c, fault, { proceed: next, again });
    if (!response) return;
    c.res = undefined;
    c.res = response;
  };
}

function authenticate({ tokens }: Parts): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const [, bearer] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const caller = bearer === undefined ? undefined : await tokens(bearer);
    if (caller === undefined || caller.kind === 'challenge') {
      c.header('WWW-Authenticate', `Bearer realm="", ${caller ? challengeText(caller) : 'error="invalid_token"'}`);
      throw refusals.unsigned();
    }
    c.set('caller', caller);
    await next();
  };
}

const challengeText = ({ claims }: Challenge): string =>
  `error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
