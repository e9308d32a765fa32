/**
 * Our own chain for microsoft-graph-client, because its own repeats POSTs, drops the token on loopback and waits for ever:
 * token (another one, once, where it is refused) → headers → retry → one try (timeout, bounded body) → the library's HTTP handler.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphClientError, HTTPMessageHandler, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import type { AccessToken } from '../shared/access-token';
import { claimsAskedBy } from './claims-challenge';
import { AnswerTooLargeError, GraphContractError, NoAnswerError, type NoAnswer } from './errors';
import { repeatAfterMs } from './retry';

export interface ChainOptions {
  readonly accessToken: AccessToken;
  /** The only origin that ever sees the token. */
  readonly origin: string;
  readonly timeoutMs: number;
  readonly retryBudgetMs: number;
  /** From now. */
  readonly endsWithinMs: number;
  readonly signal: AbortSignal | undefined;
}

export function chainOf(options: ChainOptions): Middleware[] {
  const endsAtMs = performance.now() + options.endsWithinMs;
  return [
    link(carryErrors),
    link((context, next) => authenticate(context, next, options)),
    link(addHeaders),
    link((context, next) => repeat(context, next, options)),
    link((context, next) =>
      tryOnce(context, next, { ...options, timeoutMs: Math.min(options.timeoutMs, endsAtMs - performance.now()) }),
    ),
    new HTTPMessageHandler(),
  ];
}

type Next = () => Promise<void>;

function link(handle: (context: Context, next: Next) => Promise<void>): Middleware {
  let following: Middleware | undefined;
  return {
    setNext: (next) => {
      following = next;
    },
    execute: (context) => handle(context, async () => following?.execute(context)),
  };
}

/** The library wraps every error but its own in one that forgets the cause: ours travels inside its own. */
async function carryErrors(_context: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    const carrier = new GraphClientError('carrier');
    carrier.customError = error;
    throw carrier;
  }
}

export function carriedError(error: unknown): unknown {
  return error instanceof GraphClientError && error.customError !== undefined ? (error.customError as unknown) : error;
}

function setHeader(context: Context, name: string, value: string): void {
  const headers = new Headers(context.options?.headers);
  headers.set(name, value);
  context.options = { ...context.options, headers };
}

async function authenticate(context: Context, next: Next, { accessToken, origin }: ChainOptions): Promise<void> {
  const address: unknown = context.request;
  if (typeof address !== 'string' || new URL(address).origin !== origin) {
    throw new GraphContractError('a request to another origin', { operation: 'authenticate' });
  }
  const token = await accessToken();
  setHeader(context, 'Authorization', `Bearer ${token}`);
  await next();
  if (context.response?.status !== 401) return;
  const another = await accessToken({ token, claims: claimsAskedBy(context.response.headers) });
  if (another === token || !isRead(context)) return;
  setHeader(context, 'Authorization', `Bearer ${another}`);
  await next();
}

/** Handed along with a call: what its method does not tell. */
export class CallTraits {
  readonly asksOnly: boolean;

  constructor({ asksOnly }: { readonly asksOnly: boolean }) {
    this.asksOnly = asksOnly;
  }
}

/** A refused token is replaced after every call; only what changes nothing is asked again. */
function isRead({ options, middlewareControl }: Context): boolean {
  const traits: unknown = middlewareControl?.getMiddlewareOptions(CallTraits);
  return (options?.method ?? 'GET') === 'GET' || (traits instanceof CallTraits && traits.asksOnly);
}

async function addHeaders(context: Context, next: Next): Promise<void> {
  setHeader(context, 'Prefer', 'include-unknown-enum-members');
  setHeader(context, 'Accept', 'application/json');
  setHeader(context, 'client-request-id', randomUUID());
  await next();
}

async function repeat(
  context: Context,
  next: Next,
  { retryBudgetMs, endsWithinMs, signal }: ChainOptions,
): Promise<void> {
  const method = context.options?.method ?? 'GET';
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    const failure = await next().then(() => undefined, noAnswerOrThrow);
    const delayMs = repeatAfterMs({ method, response: failure ? undefined : context.response, failure, tries });
    const spentMs = performance.now() - startedAt;
    if (delayMs === undefined || spentMs + delayMs > Math.min(retryBudgetMs, endsWithinMs)) {
      if (failure) throw failure;
      return;
    }
    await sleep(delayMs, undefined, { signal }).catch((error: unknown) => {
      throw new NoAnswerError('aborted', { cause: error });
    });
  }
}

function noAnswerOrThrow(error: unknown): NoAnswerError {
  if (error instanceof NoAnswerError) return error;
  throw error;
}

/** The body is read here, inside the try's timeout, so that a body that breaks off counts as no answer and is asked for again. */
async function tryOnce(context: Context, next: Next, { timeoutMs, signal }: ChainOptions): Promise<void> {
  if (timeoutMs <= 0) throw new NoAnswerError('timeout');
  const limit = limitOf(timeoutMs, signal);
  try {
    context.options = { ...context.options, signal: limit.signal, redirect: 'manual' };
    await next();
    if (context.response) context.response = await wholeAnswer(context.response);
  } catch (error) {
    if (error instanceof AnswerTooLargeError) throw error;
    throw new NoAnswerError(limit.reason() ?? 'network', { cause: error });
  } finally {
    limit.end();
  }
}

/** Not AbortSignal.any: in Node 20 every call would stay attached to the signal of the whole process. */
function limitOf(timeoutMs: number, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  let reason: NoAnswer | undefined;
  const stop = (why: NoAnswer) => {
    reason ??= why;
    controller.abort();
  };
  const abort = () => {
    stop('aborted');
  };
  const timer = setTimeout(stop, timeoutMs, 'timeout');
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    reason: () => reason,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}

/** A page of 999 changes has a few megabytes. Counted after decompression. */
const MAX_BYTES = 64 * 1024 * 1024;

async function wholeAnswer(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new AnswerTooLargeError('the answer is too large');
    chunks.push(chunk);
  }
  const { status, headers } = response;
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, headers });
}
