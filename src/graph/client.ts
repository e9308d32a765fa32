/**
 * Makes the calls. One client has one token: the reading identity's, or one person's for one press (`personalClient`).
 */
import { Client, ResponseType, type GraphRequest as LibraryRequest } from '@microsoft/microsoft-graph-client';
import type { AccessToken } from '../shared/access-token';
import { PageExpiredError } from '../shared/from-first-page';
import type { JsonObject } from '../shared/json';
import type { Log } from '../shared/log';
import { addressOf, idOfLocation, queryOfNextLink } from './address';
import type { Page } from './contract';
import {
  AnswerTooLargeError,
  GraphContractError,
  GraphRefusedError,
  GraphUnavailableError,
  NoAnswerError,
} from './errors';
import { failureOf } from './failure';
import { carriedError, CallTraits, chainOf } from './middleware';
import { requestOf, type GraphAnswer, type GraphRequest, type Method, type Operation } from './operation';

export interface GraphSettings {
  /** `https://graph.microsoft.com`: the global cloud. http is taken on loopback only. */
  readonly baseUrl: string;
  readonly version: 'v1.0' | 'beta';
  readonly log: Pick<Log, 'debug'>;
  /** Whose token the client has. Default: Rewind's own. */
  readonly speaksFor?: 'rewind' | 'person' | undefined;
  /** Of one try, body included (30,000). */
  readonly timeoutMs?: number | undefined;
  /** All tries of one call and the pauses between them end here (20,000); a longer wait belongs into the queue. */
  readonly retryBudgetMs?: number | undefined;
  /** Of a client that lives for one call: no try begins later than this, and none lasts longer. */
  readonly endsWithinMs?: number | undefined;
  /** Aborted when the process shuts down: calls and pauses end at once. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws GraphUnavailableError, SignInRefusedError, GraphRefusedError, GraphContractError; RewindError `graph/invalid-id` before anything is sent */
export interface GraphClient {
  call<Input extends object, Answer>(
    operation: Operation<Input, Answer>,
    input: Input,
  ): Promise<{ readonly answer: Answer; readonly graphRequestId: string | undefined }>;
  /**
   * One page in memory at a time. Links are followed to the same list only, never round in circles, never for ever.
   *
   * @throws PageExpiredError where the list breaks off: it is to be read again from its first page (`fromFirstPage`, `wholeList`)
   */
  pages<Input extends object, Item>(
    operation: Operation<Input, Page<Item>>,
    input: Input,
  ): AsyncIterable<readonly Item[]>;
}

const MAX_PAGES = 20_000;

export function createGraphClient(settings: GraphSettings, accessToken: AccessToken): GraphClient {
  const { baseUrl, version, timeoutMs = 30_000, retryBudgetMs = 20_000, endsWithinMs = Infinity, signal } = settings;
  const address = addressOf(baseUrl, version);
  const library = Client.initWithMiddleware({
    baseUrl: address.root.slice(0, -version.length - 1),
    defaultVersion: version,
    middleware: chainOf({ accessToken, origin: address.origin, timeoutMs, retryBudgetMs, endsWithinMs, signal }),
  });

  async function ask<Answer>(operation: Operation<never, Answer>, request: GraphRequest) {
    const answer = await logged(operation.name, settings.log, () => send(library, operation, request));
    if (answer.status !== operation.status) throw failureOf(operation.name, answer, settings);
    const seen = operation.reads === 'location' ? locationIn(answer) : bodyOf(operation.name, answer);
    return { answer: parsed(operation, seen, answer), graphRequestId: answer.graphRequestId };

    function locationIn({ headers }: GraphAnswer): string | undefined {
      return idOfLocation(headers.get('location') ?? '', address, request.path);
    }
  }

  return {
    call: async (operation, input) => ask(operation, requestOf(operation, input)),
    pages: async function* (operation, input) {
      const request = requestOf(operation, input);
      const asked = new Set([request.query]);
      for (let query = request.query; ;) {
        const isFirst = asked.size === 1;
        const page = ask(operation, { ...request, query });
        const { items, nextLink } = (isFirst ? await page : await page.catch(ofFurtherPage)).answer;
        yield items;
        if (nextLink === undefined) return;
        const following = queryOfNextLink(nextLink, address, request.path);
        if (following === undefined) throw strangeLink(operation.name, 'a next link that leads elsewhere');
        if (asked.has(following)) throw strangeLink(operation.name, 'next links in a circle');
        if (asked.size >= MAX_PAGES) throw strangeLink(operation.name, 'pages without end');
        asked.add((query = following));
      }
    },
  };
}

/** A client with one person's own fresh token, for one press. Nothing keeps it, and there is no other where it is refused. */
export function personalClient(settings: GraphSettings, accessToken: string): GraphClient {
  return createGraphClient({ ...settings, speaksFor: 'person' }, () => Promise.resolve(accessToken));
}

/**
 * What Graph says to a link of its own making. The codes of the recovery API are documented nowhere, so the status decides, and the
 * first page, which is asked next, is the judge: what is really wrong or gone is said there, too.
 *
 * | answer to a further page                                                | read again from the first page |
 * | ----------------------------------------------------------------------- | ------------------------------ |
 * | 400 `Directory_ExpiredPageToken`                                        | yes: the token expired         |
 * | 400 `DirectoryPageTokenNotFoundException`                               | yes: it came of a repeated call |
 * | 400 with another code, 404, 410                                         | yes: the link is not known     |
 * | any other                                                               | no: it means what it means on a first page |
 */
const LINK_NOT_TAKEN: readonly number[] = [400, 404, 410];

function ofFurtherPage(error: unknown): never {
  if (!(error instanceof GraphRefusedError) || !LINK_NOT_TAKEN.includes(error.details.status)) throw error;
  throw new PageExpiredError(`the link to a further page is not taken: ${error.message}`, { cause: error });
}

const strangeLink = (operation: string, problem: string) => new GraphContractError(problem, { operation, status: 200 });

/** As the operation says it, and as nothing else: Graph answers 404 to a PATCH where only a PUT is served, and a retry helps nobody. */
const SENT: { readonly [Name in Method]: (request: LibraryRequest, body: JsonObject | undefined) => Promise<unknown> } =
  {
    GET: (request) => request.get(),
    POST: (request, body) => request.post(body),
    PUT: (request, body) => request.put(body),
    PATCH: (request, body) => request.patch(body),
    DELETE: (request) => request.delete(),
  };

async function send(
  library: Client,
  { name, method, headers = {}, asksOnly = false }: Operation<never, unknown>,
  { path, query, body }: GraphRequest,
): Promise<GraphAnswer> {
  const request = library
    .api(query === '' ? path : `${path}?${query}`)
    .headers(headers)
    .middlewareOptions([new CallTraits({ asksOnly })])
    .responseType(ResponseType.RAW);
  try {
    const response = (await SENT[method](request, body)) as Response;
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      graphRequestId: response.headers.get('request-id') ?? undefined,
    };
  } catch (error) {
    throw failureWithoutAnswer(name, carriedError(error));
  }
}

function failureWithoutAnswer(operation: string, error: unknown): unknown {
  if (error instanceof NoAnswerError) {
    return new GraphUnavailableError({ operation, noAnswer: error.reason }, { cause: error });
  }
  if (error instanceof AnswerTooLargeError) return new GraphContractError(error.message, { operation });
  return error;
}

async function logged(
  operation: string,
  log: Pick<Log, 'debug'>,
  call: () => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const startedAt = performance.now();
  let answer: GraphAnswer | undefined;
  try {
    return (answer = await call());
  } finally {
    const durationMs = Math.round(performance.now() - startedAt);
    log.debug({ operation, status: answer?.status, durationMs, graphRequestId: answer?.graphRequestId }, 'graph call');
  }
}

function bodyOf(operation: string, { text, status, graphRequestId }: GraphAnswer): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new GraphContractError('the answer is not JSON', { operation, status, graphRequestId });
  }
}

function parsed<Answer>(
  { name, answer }: Operation<never, Answer>,
  seen: unknown,
  { status, graphRequestId }: GraphAnswer,
): Answer {
  const result = answer.safeParse(seen);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new GraphContractError(`${where} ${issue?.message ?? ''}`.trim(), { operation: name, status, graphRequestId });
}
