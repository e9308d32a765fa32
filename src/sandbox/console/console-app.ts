/** The console's door: the built page, what people do, and a live line to every open page. */
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod/v4';
import { ACTS } from './acts';
import type { ConsolePorts, ConsoleWorld } from './console-world';
import { guard } from './guard';
import { LivePage } from './live';
import type { PageFile } from './page-files';
import { personCalled } from './people';
import { RefusedAct } from './refused-act';
import { differencesFrom } from './shown-tenant';
import { FILES_PATH, storedFile } from './stored-files';

export interface ConsoleParts {
  readonly ports: ConsolePorts;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly getPort: () => number;
}

const LOOK_EVERY_MS = 150;
const LARGEST_BODY = 8_000_000;
/** Each open page costs a look at everything, several times a second. */
const MOST_LIVE_LINES = 20;

export function consoleApp({ ports, files, getPort }: ConsoleParts): Hono {
  const app = new Hono();
  app.use(guard(getPort));
  app.use(bodyLimit({ maxSize: LARGEST_BODY }));
  app.onError((error, context) => answerTo(error, context));
  for (const [name, run] of Object.entries(ACTS)) {
    app.post(`/api/${name}`, async (context) => {
      const body = await readJson(context);
      return context.json((await run(body, worldOf(ports))) ?? null);
    });
  }
  app.post('/api/reset', async (context) => {
    if (!ports.reset) throw new RefusedAct(ports.noResetBecause ?? 'This cannot start anew here.');
    await ports.reset();
    return context.json(null);
  });
  app.get('/api/differences', (context) => context.json(differencesFrom(context.req.query('snapshot') ?? '', worldOf(ports)))); // prettier-ignore
  app.get(`${FILES_PATH}/:id`, (context) => storedFile(context, worldOf(ports)));
  const lines = new Set<LivePage>();
  app.get('/api/live', (context) => live(context, ports, lines));
  app.get('*', (context) => page(context, files));
  return app;
}

function worldOf(ports: ConsolePorts): ConsoleWorld {
  const world = ports.world();
  if (!world) throw new RefusedAct('Everything is being started anew. Try again in a moment.');
  return world;
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    throw new RefusedAct('That is not JSON.');
  }
}

function live(context: Context, ports: ConsolePorts, lines: Set<LivePage>): Response {
  // Nobody would read the line that HEAD opens, and so nobody would close it.
  if (context.req.method === 'HEAD') return context.body(null);
  if (lines.size >= MOST_LIVE_LINES)
    return context.json({ error: 'Too many pages of this console are open. Close one, and load this one again.' }, 503);
  const open = new LivePage(ports, personCalled(context.req.query('person') ?? ''));
  lines.add(open);
  return streamSSE(context, async (stream) => {
    try {
      while (!stream.aborted && !stream.closed) {
        for (const { name, data } of open.news()) await stream.writeSSE({ event: name, data: JSON.stringify(data) });
        await wait(LOOK_EVERY_MS);
      }
    } finally {
      lines.delete(open);
    }
  });
}

function page(context: Context, files: ReadonlyMap<string, PageFile>): Response {
  const file = files.get(context.req.path);
  if (!file) return context.text(files.size === 0 ? 'The page was not built: npm run build' : 'There is no such page.', 404); // prettier-ignore
  const caching = file.isForEver ? 'public, max-age=31536000, immutable' : 'no-cache';
  return context.body(file.body, 200, { 'content-type': file.type, 'cache-control': caching });
}

/** A sentence for the person; what the pretend Teams refuses says why in its own words. */
function answerTo(error: Error, context: Context): Response {
  if (error instanceof z.ZodError) return context.json({ error: 'That is not what this takes.' }, 400);
  return context.json({ error: error.message }, error instanceof RefusedAct ? 409 : 500);
}
