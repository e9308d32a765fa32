/** Makes a fault happen to one request. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { unreachable } from '../../../shared/unreachable';
import type { Fault } from './faults';
import type { GraphContext } from './graph-context';
import { errorBody } from './error-body';

/** Stands for the broken connection where there is none to break: in-process `fetch` rejects with it. */
export class ConnectionDroppedError extends TypeError {
  constructor() {
    super('fetch failed: the connection was dropped');
  }
}

interface Onwards {
  readonly proceed: () => Promise<void>;
  /** The same request once more. */
  readonly again: () => Promise<Response>;
}

export async function respondWithFault(
  c: GraphContext,
  fault: Fault,
  { proceed, again }: Onwards,
): Promise<Response | undefined> {
  // prettier-ignore
  switch (fault.kind) {
    case 'timeoutAfterAccepting':
      await proceed();
      return timedOut(c);
    case 'throttledAfterAccepting':
      await proceed();
      return ofItsOwn(c, { status: 429, code: 'TooManyRequests' });
    case 'repeated':
      await proceed();
      return await again();
    case 'dropBefore':
      return drop(c);
    case 'dropAfter':
      await proceed();
      return drop(c);
    case 'slow':
      // What was sent has arrived: it is done even if the sender is gone by then.
      await c.req.text();
      await sleep(fault.ms);
      await proceed();
      return undefined;
    case 'slowAnswer':
      await proceed();
      await sleep(fault.ms);
      return undefined;
    case 'throttled': case 'unavailable': case 'expiredPageToken': case 'forbidden': case 'unauthorized': case 'notFound':
    case 'conflict': case 'emptyList': case 'htmlPage': case 'emptyError': case 'textError': case 'htmlBadGateway':
      return answerOf(c, fault);
  }
}

type Answered = Exclude<Fault, { readonly kind: 'timeoutAfterAccepting' | 'throttledAfterAccepting' | 'repeated' | 'dropBefore' | 'dropAfter' | 'slow' | 'slowAnswer' }>; // prettier-ignore

/** Graph does nothing of what it was asked. */
function answerOf(c: GraphContext, fault: Answered): Response | Promise<Response> {
  // prettier-ignore
  switch (fault.kind) {
    case 'throttled':
      return busy(c, { status: 429, code: 'TooManyRequests', seconds: fault.retryAfterSeconds });
    case 'unavailable':
      return busy(c, { status: 503, code: 'ServiceUnavailable', seconds: fault.retryAfterSeconds });
    case 'expiredPageToken':
    case 'forbidden':
    case 'unauthorized':
    case 'notFound':
    case 'conflict':
      return refuse(c, fault.kind);
    case 'emptyList':
      return c.json({ value: [] }, 200);
    case 'htmlPage':
      return c.html('<html><body><h1>Please sign in</h1></body></html>', 200);
    case 'emptyError':
      return c.body(null, 500);
    case 'textError':
      return c.json({ error: 'Something went wrong.' }, 500);
    case 'htmlBadGateway':
      return c.html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502);
    default:
      return unreachable(fault);
  }
}

const REFUSALS = {
  expiredPageToken: [400, 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.'],
  notFound: [404, 'ResourceNotFound', 'The resource was not found.'],
  conflict: [409, 'Conflict', 'A recovery job is currently in progress. Wait for it to complete before initiating a new job.'],
  unauthorized: [401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  forbidden: [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'Neither tenant is B2C or tenant doesn’t have premium license'],
} as const; // prettier-ignore

function refuse(c: GraphContext, kind: keyof typeof REFUSALS): Response {
  const [status, code, message] = REFUSALS[kind];
  return c.json(errorBody(c, code, message), status);
}

function busy(
  c: GraphContext,
  { status, code, seconds }: { status: 429 | 503; code: string; seconds: number | undefined },
) {
  // prettier-ignore
  if (seconds !== undefined) c.header('Retry-After', String(seconds));
  return c.json(errorBody(c, code, 'Too many requests or a busy service. Please try again later.'), status);
}

const timedOut = (c: GraphContext): Response => ofItsOwn(c, { status: 504, code: 'UnknownError' });

/** Nothing of the real one, such as its location, comes through. */
function ofItsOwn(c: GraphContext, { status, code }: { readonly status: number; readonly code: string }): Response {
  return Response.json(errorBody(c, code, 'The request did not get a timely answer. Please try again later.'), {
    status,
    headers: { 'request-id': c.get('requestId') },
  });
}

function drop(c: GraphContext): Response {
  const outgoing = (c.env as GraphContext['env'] | undefined)?.outgoing;
  if (!outgoing) throw new ConnectionDroppedError();
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
