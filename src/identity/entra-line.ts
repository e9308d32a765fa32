/**
 * The line between Microsoft's libraries and the authority: it answers their discovery question from the known addresses, sends the
 * rest where AUTHORITY_HOST says, in bounded time, and remembers the last answer, which says more than the libraries' errors do.
 * One line serves one exchange.
 */
import type { OnBehalfOfCredentialOptions } from '@azure/identity';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { authorityOf, httpsNameOf, type AuthoritySettings } from './authority';
import type { Heard } from './token-answer';

/** For all tries of one question: somebody waits for the answer to a press. */
const DEADLINE_MS = 5_000;
const DISCOVERY = '/.well-known/openid-configuration';

type Policy = NonNullable<OnBehalfOfCredentialOptions['additionalPolicies']>[number]['policy'];

export class EntraLine {
  private last: Heard | undefined;
  private readonly settings: AuthoritySettings;
  private readonly deadlineMs: number;

  constructor(settings: AuthoritySettings, deadlineMs = DEADLINE_MS) {
    this.settings = settings;
    this.deadlineMs = deadlineMs;
  }

  get heard(): Heard | undefined {
    return this.last;
  }

  forget(): void {
    this.last = undefined;
  }

  /** For the credentials of `@azure/identity`. */
  credentialOptions() {
    return {
      authorityHost: httpsNameOf(this.settings.authorityHost),
      // Instance discovery would ask login.microsoftonline.com about every other authority.
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 500 },
      additionalPolicies: [{ position: 'perCall' as const, policy: this.policy() }],
    };
  }

  /** For the applications of `@azure/msal-node`. */
  networkClient(): INetworkModule {
    return {
      sendGetRequestAsync: async (url, options) => await this.send(url, 'GET', options),
      sendPostRequestAsync: async (url, options) => await this.send(url, 'POST', options),
    };
  }

  private policy(): Policy {
    return {
      name: 'rewindEntraLine',
      sendRequest: async (request, next) => {
        if (request.url.endsWith(DISCOVERY))
          return { request, headers: request.headers, status: 200, bodyAsText: JSON.stringify(this.discovery()) };
        request.url = this.realAddress(request.url);
        request.allowInsecureConnection = request.url.startsWith('http:');
        request.abortSignal = AbortSignal.timeout(this.deadlineMs);
        this.forget();
        const { status, bodyAsText, headers, ...rest } = await next(request);
        this.last = { status, body: bodyAsText ?? '', retryAfter: headers.get('retry-after') };
        return { ...rest, status, headers, bodyAsText: bodyAsText ?? null };
      },
    };
  }

  private async send<T>(url: string, method: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    if (url.endsWith(DISCOVERY)) return { status: 200, headers: {}, body: this.discovery() as T };
    this.forget();
    const answer = await fetch(this.realAddress(url), {
      method,
      signal: AbortSignal.timeout(this.deadlineMs),
      redirect: 'error',
      ...(options?.headers ? { headers: options.headers } : {}),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const body = await answer.text();
    this.last = { status: answer.status, body, retryAfter: answer.headers.get('retry-after') ?? undefined };
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: JSON.parse(body) as T };
  }

  private discovery() {
    const { issuer, keysUrl, authorizeUrl, tokenUrl } = authorityOf({
      ...this.settings,
      authorityHost: httpsNameOf(this.settings.authorityHost),
    });
    return { issuer, jwks_uri: keysUrl, authorization_endpoint: authorizeUrl, token_endpoint: tokenUrl };
  }

  private realAddress(url: string): string {
    const { protocol } = new URL(this.settings.authorityHost);
    return url.replace(/^https:/, protocol);
  }
}
