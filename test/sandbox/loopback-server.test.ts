import { serveOnLoopback } from '../../src/sandbox/loopback-server';
import { testCertificates } from '../support/certificates';

it('serves over TLS that this process trusts, on loopback', async () => {
  const server = await serveOnLoopback(() => new Response('hello'), { certificates: await testCertificates() });
  try {
    const answer = await fetch(`${server.url}/anything`);

    expect(await answer.text()).toBe('hello');
    expect(new URL(server.url).hostname).toBe('localhost');
  } finally {
    await server.close();
  }
});
