/** What every handler of the pretend Graph knows about its request, and how it answers. */
import type { ServerResponse } from 'node:http';
import type { Context, Env, MiddlewareHandler } from 'hono';
import type { JsonObject } from '../../../shared/json';
import type { AnswerShape, PretendGraph } from '../state/pretend-graph';
import type { BackupRight } from '../state/roles';
import { refusals } from './graph-error';

export type Caller =
  | { readonly kind: 'person'; readonly oid: string; readonly scopes: readonly string[] }
  | { readonly kind: 'application'; readonly appId: string; readonly roles: readonly string[] };

export type GraphVersion = 'v1.0' | 'beta';

export interface GraphEnv extends Env {
  /** Node's own response, where there is a real connection that can be broken. */
  Bindings: { readonly outgoing?: ServerResponse };
  Variables: {
    readonly graph: PretendGraph;
    readonly version: GraphVersion;
    readonly caller: Caller;
    readonly requestId: string;
    /** Pretend time of the request. */
    readonly now: Date;
  };
}

export type GraphContext = Context<GraphEnv>;

export interface Permission {
  readonly delegated: readonly string[];
  /** Empty: Graph takes no application here. */
  readonly application: readonly string[];
  /** What a person has to be able to do with backups, by a role that is active. */
  readonly right?: BackupRight;
}

export function urlOf(c: GraphContext): URL {
  return new URL(c.req.url);
}

/** `https://host/v1.0` */
export function baseOf(c: GraphContext): string {
  return `${urlOf(c).origin}/${c.get('version')}`;
}

/** One of the named permissions is enough. */
export function isAllowed(c: GraphContext, { delegated, application, right }: Permission): boolean {
  const caller = c.get('caller');
  if (caller.kind === 'application') return caller.roles.some((role) => application.includes(role));
  if (!caller.scopes.some((scope) => delegated.includes(scope))) return false;
  return right === undefined || c.get('graph').tenant.roles.may(caller.oid, right);
}

export function needs(permission: Permission): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    if (!isAllowed(c, permission)) throw permission.right ? refusals.denied() : refusals.lacksPrivileges();
    await next();
  };
}

export interface Annotations {
  /** What stands behind `$metadata#`. */
  readonly context: string;
  readonly nextLink?: string | undefined;
  readonly count?: number | undefined;
  readonly shape?: AnswerShape;
}

/** Documentation says `@odata.type`; real tenants were recorded with `@type`, in the recovery API only. */
export function annotation(shape: AnswerShape, name: string): string {
  return shape === 'live' ? `@${name}` : `@odata.${name}`;
}

export function annotated(c: GraphContext, body: JsonObject, annotations: Annotations) {
  const { context, nextLink, count, shape = 'documented' } = annotations;
  return c.json({
    [annotation(shape, 'context')]: `${baseOf(c)}/$metadata#${context}`,
    ...(count !== undefined && { [annotation(shape, 'count')]: count }),
    ...(nextLink !== undefined && { [annotation(shape, 'nextLink')]: nextLink }),
    ...body,
  });
}

export async function jsonBody(c: GraphContext): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusals.bad('Unable to read JSON request payload.');
  }
}
