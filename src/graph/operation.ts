/**
 * One call of Microsoft Graph as data: what it is named, what it needs, what it answers. client.ts makes it.
 * `{names}` in a path are filled from the input here and nowhere else: each is checked against its pattern and percent-encoded,
 * because the library encodes nothing (`../../users` would leave the path).
 */
import type { z } from 'zod/v4';
import { RewindError } from '../shared/errors';
import { isGuid } from '../shared/ids';
import type { JsonObject } from '../shared/json';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Least permission for a call with a person's sign-on (delegated) and without one (application); absent where Graph supports none. */
interface Permission {
  readonly delegated?: string | readonly string[];
  readonly application?: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What can be said of an operation without its types. */
export interface OperationFacts {
  readonly name: string;
  readonly method: Method;
  /** Below the version, with `{names}`: `/directory/recovery/jobs/{jobId}`. */
  readonly path: string;
  /** The one status that means success. */
  readonly status: number;
  readonly permission: Permission;
}

export interface Operation<Input, Answer> extends OperationFacts {
  /** What a name in the path may be, where it is no GUID. */
  readonly ids?: Readonly<Record<string, RegExp>>;
  readonly query?: (input: Input) => Query;
  readonly body?: (input: Input) => JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that only asks: where the token was refused, it is asked again with another one. What changes something never is. */
  readonly asksOnly?: boolean;
  /** What `answer` is given: the JSON body, or the id in the Location header, which is this path with one segment more. */
  readonly reads?: 'body' | 'location';
  readonly answer: z.ZodType<Answer>;
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type PathInput<Path extends string> = Readonly<Record<NamesIn<Path>, string>>;

export function operation<const Path extends string, Answer, Input extends PathInput<Path> = PathInput<Path>>(
  definition: Operation<Input, Answer> & {
    readonly path: Path;
    readonly ids?: { readonly [Name in NamesIn<Path>]?: RegExp };
  },
): Operation<Input, Answer> {
  return definition;
}

/** A call ready to be sent. `path` is encoded and begins with a slash; `query` is encoded, without the question mark. */
export interface GraphRequest {
  readonly path: string;
  readonly query: string;
  readonly body: JsonObject | undefined;
}

/** What came back, whatever it was. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly graphRequestId: string | undefined;
}

export function requestOf<Input extends object>(
  { path, ids = {}, query, body }: Operation<Input, unknown>,
  input: Input,
): GraphRequest {
  const values = new Map<string, unknown>(Object.entries(input));
  return {
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(checkedId(name, values.get(name), ids[name]))),
    query: queryText(query?.(input) ?? {}),
    body: body?.(input),
  };
}

/** Ids that Graph alone understands, as operations name them in `ids`. Every other id in a path is a GUID. */
export const SNAPSHOT_ID = /^[A-Za-z0-9+/_=-]{4,128}$/;
export const JOB_ID = /^[A-Za-z0-9_=-]{4,128}$/;
export const GRANT_ID = /^[A-Za-z0-9_-]{8,128}$/;

/** Whatever an operation allows: these two lead out of the path, percent-encoded or not. */
const LEADS_AWAY: readonly unknown[] = ['.', '..'];

function checkedId(name: string, id: unknown, pattern: RegExp | undefined): string {
  const fits = typeof id === 'string' && !LEADS_AWAY.includes(id) && (pattern ? pattern.test(id) : isGuid(id));
  if (fits) return id;
  throw new RewindError('graph/invalid-id', `not a ${name}: nothing was sent`);
}

function queryText(query: Query): string {
  return Object.entries(query)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encoded(String(value))}`)
    .join('&');
}

/** Half a surrogate pair cannot be encoded and would throw. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));

/** A text as it stands inside an OData `$filter`: quoted, quotes doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
