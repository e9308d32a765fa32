/**
 * The SDK's HTTP towards the Bot Connector. The SDK would repeat a POST by itself on 5xx and dropped lines, and wait for as long as a
 * Retry-After says; here every failure is thrown once as a ConnectorError, and repeating is decided in send-retry.ts.
 * A refused token is the exception: nothing was accepted then, so the same is sent again, once, with another one.
 * Last barrier too: the bot's token goes to no host that is not ours.
 */
import type { TeamsAdapter } from '@microsoft/teams-ai';
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

  constructor(
    message: string,
    { status, retryAfterMs, cause }: { status?: number; retryAfterMs?: number | undefined; cause?: unknown },
  ) {
    // prettier-ignore
    super(message, { cause });
    this.name = 'ConnectorError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export function createConnectorHttp(settings: TeamsSettings, botToken: AccessToken): ConnectorHttp {
  return {
    sendRequest: async (request) => {
      if (!isServiceUrlOurs(request.url, settings)) throw new ConnectorError('not a host of ours', { status: 403 });
      const response = await sendWithAnotherToken(request, botToken);
      if (!response.ok) {
        await response.body?.cancel();
        const details = { status: response.status, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
        throw new ConnectorError(`the Bot Connector answered ${response.status}`, details);
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
