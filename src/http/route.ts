/** A web door as data: plain requests in, plain responses out. Nobody but src/http sees the server library. */

/** A request before a byte of its body was read. */
export interface RequestHead {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Path parameters (`:id`), decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HttpRequest extends RequestHead {
  /** At most 256 KB of text; empty where there is none. */
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; they win over the security headers that every response gets. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly body?: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined;
}

export interface Route {
  readonly method: RequestHead['method'];
  /** `/sign-in/:id` */
  readonly path: string;
  /** Runs before the body is read: a response refuses the request. */
  readonly guard?: ((head: RequestHead) => HttpResponse | undefined) | undefined;
  readonly handle: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;
}
