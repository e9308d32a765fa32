/**
 * The SDK's HTTP towards the Bot Connector. The SDK would repeat a POST by itself on 5xx and dropped lines, and wait for as long as a
 * Retry-After says; here every failure is thrown once as a ConnectorError, and repeating is decided in send-retry.ts.
 * A refused token is the exception: nothing was accepted then, so the same is sent again, once, with another one.
 * Last barrier too: the bot's token goes to no host that is not ours.
 */
import type { TeamsAdapter } from '@microsoft/teams-ai';
import { z } from 'zod/v4';
import type { AccessToken } from '../../shared/access-token';
import { isServiceUrlOurs } from './service-url';
import type { TeamsSettings } from './teams-settings';

type ConnectorHttp = NonNullable<NonNullable<ConstructorParameters<typeof TeamsAdapter>[3]>['httpClient']>;

const TIMEOUT_MS = 10_000;
const BODYLESS = ['GET', 'HEAD'];

/** The Bot Connector said no, or nothing. */
export class ConnectorError extends Error {
  /** `undefined`: no response at all */
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** What Teams calls it: words, never a sentence. */
  readonly codes: readonly string[];

  constructor(message: string, { status, retryAfterMs, codes = [], cause }: ConnectorAnswer = {}) {
    super(message, { cause });
    this.name = 'ConnectorError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.codes = codes;
  }
}

interface ConnectorAnswer {
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
  readonly codes?: readonly string[];
  readonly cause?: unknown;
}

const word = z.string().regex(/^[\w.-]{1,80}$/).optional().catch(undefined); // prettier-ignore
const toldSchema = z.object({ code: word, subCode: word });
const refusalSchema = z.object({ error: toldSchema.catch({}) }).and(toldSchema);

/** A refusal's own words are a few hundred bytes. */
const MAX_REFUSAL_BYTES = 16 * 1024;

async function codesOf(response: Response): Promise<readonly string[]> {
  const text = await response.text().catch(() => '');
  const { data } = refusalSchema.safeParse(text.length > MAX_REFUSAL_BYTES ? undefined : parsed(text));
  return [data?.error.code, data?.error.subCode, data?.code, data?.subCode].filter((code) => code !== undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function createConnectorHttp(settings: TeamsSettings, botToken: AccessToken): ConnectorHttp {
  return {
    sendRequest: async (request) => {
      if (!isServiceUrlOurs(request.url, settings)) throw new ConnectorError('not a host of ours', { status: 403 });
      const response = await sendWithAnotherToken(request, botToken);
      if (!response.ok) {
        const { status, headers } = response;
        const details = {
          status,
          retryAfterMs: retryAfterMs(headers.get('retry-after')),
          codes: await codesOf(response),
        };
        throw new ConnectorError(`the Bot Connector answered ${String(status)}`, details);
      }
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      headers.set('content-type', response.headers.get('content-type') ?? 'application/json');
      return { request, headers, status: response.status, bodyAsText: await response.text() };
    },
  };
}

async function sendWithAnotherToken(request: SentRequest, botToken: AccessToken): Promise<Response> {
  const response = await send(request);
  const token = request.headers.get('authorization')?.replace(/^Bearer /i, '');
  if (response.status !== 401 || token === undefined) return response;
  const another = await botToken({ token });
  if (another === token) return response;
  await response.body?.cancel();
  request.headers.set('authorization', `Bearer ${another}`);
  return await send(request);
}

type SentRequest = Parameters<ConnectorHttp['sendRequest']>[0];

async function send(request: SentRequest): Promise<Response> {
  const headers = Object.entries(request.headers.rawHeaders()).filter(([name]) => name.toLowerCase() !== 'content-length'); // prettier-ignore
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: Object.fromEntries(headers),
      body: BODYLESS.includes(request.method) ? null : String(request.body ?? ''),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new ConnectorError('the Bot Connector did not answer', { cause });
  }
}

/** Seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
