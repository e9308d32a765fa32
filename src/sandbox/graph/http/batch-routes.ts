/** `/$batch`: up to 20 requests in one. */
import { Hono } from 'hono';
import { z } from 'zod/v4';
import type { Json, JsonObject } from '../../../shared/json';
import { baseOf, jsonBody, type GraphContext, type GraphEnv } from './graph-context';
import { refusals } from './graph-error';

const MAX_REQUESTS = 20;
const jsonValue = z.json() as z.ZodType<Json>;
const item = z.object({
  id: z.string().min(1),
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: jsonValue.optional(),
  dependsOn: z.array(z.string()).optional(),
});
type BatchItem = z.infer<typeof item>;
const batchBody = z.object({ requests: z.array(item).min(1).max(MAX_REQUESTS) });

/** How one of the requests is answered: by the whole of Graph, as if it had come alone. */
export type Dispatch = (request: Request, c: GraphContext) => Response | Promise<Response>;

export function batchRoutes(dispatch: Dispatch): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.post('/$batch', async (c) => {
    const parsed = batchBody.safeParse(await jsonBody(c));
    if (!parsed.success) throw refusals.bad(`Invalid batch payload: ${z.prettifyError(parsed.error)}`);
    const { requests } = parsed.data;
    if (new Set(requests.map(({ id }) => id)).size < requests.length) throw refusals.bad('Request ids must be unique.');
    const statuses = new Map<string, number>();
    const responses: JsonObject[] = [];
    for (const request of requests) {
      const blocked = request.dependsOn?.some((id) => (statuses.get(id) ?? 424) >= 400) ?? false;
      const response = blocked ? failedDependency(request) : await answer(c, request, dispatch);
      statuses.set(request.id, response.status);
      responses.push(response);
    }
    return c.json({ responses });
  });
  return routes;
}

function failedDependency({ id }: BatchItem) {
  const error = { code: 'FailedDependency', message: 'A request that this one depends on has failed.' };
  return { id, status: 424, headers: {}, body: { error } };
}

async function answer(c: GraphContext, { id, method, url, headers, body }: BatchItem, dispatch: Dispatch) {
  const request = new Request(`${baseOf(c)}/${url.replace(/^\//, '')}`, {
    method,
    headers: { authorization: c.req.header('authorization') ?? '', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await dispatch(request, c);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    id,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    ...(text !== '' && { body: isJson ? jsonValue.parse(JSON.parse(text)) : text }),
  };
}
