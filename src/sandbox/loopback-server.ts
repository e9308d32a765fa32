/** Serves a pretend service over TLS on loopback, and nowhere else. */
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Certificates } from './certificates';

export interface LoopbackServer {
  /** `https://localhost:<port>`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serveOnLoopback(
  fetch: (request: Request) => Response | Promise<Response>,
  { certificates, port = 0 }: { readonly certificates: Certificates; readonly port?: number },
): Promise<LoopbackServer> {
  const server = createAdaptorServer({
    fetch,
    createServer,
    serverOptions: { key: certificates.key, cert: certificates.certificate },
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      const closed = once(server, 'close');
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await closed;
    },
  };
}
