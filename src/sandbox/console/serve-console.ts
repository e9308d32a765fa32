/** Serves the console on loopback, over plain HTTP: browsers trust loopback, and would not trust a certificate of the sandbox's own. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { consoleApp } from './console-app';
import type { ConsolePorts } from './console-world';
import { readPageFiles } from './page-files';

export interface Console {
  readonly url: string;
  close(): Promise<void>;
}

export interface ConsoleOptions {
  readonly ports: ConsolePorts;
  /** The wished one, so that an open page finds a restarted console again; any free one where it is taken. */
  readonly port: number;
  readonly pageFolder?: string | undefined;
}

const HOST = '127.0.0.1';

export async function serveConsole({ ports, port, pageFolder }: ConsoleOptions): Promise<Console> {
  const bound = { port: 0 };
  const app = consoleApp({ ports, files: await readPageFiles(pageFolder), getPort: () => bound.port });
  const server = createAdaptorServer({ fetch: app.fetch });
  await listen(server, port).catch(async (error: unknown) => {
    if (!isPortTaken(error)) throw error;
    await listen(server, 0);
  });
  bound.port = (server.address() as AddressInfo).port;
  return {
    url: `http://${HOST}:${String(bound.port)}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<void> {
  server.listen(port, HOST);
  await once(server, 'listening');
}

const NOT_THERE: readonly unknown[] = ['EADDRINUSE', 'ERR_SOCKET_BAD_PORT'];
const isPortTaken = (error: unknown): boolean => NOT_THERE.includes((error as { readonly code?: unknown }).code);
