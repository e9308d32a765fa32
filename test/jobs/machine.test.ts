import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { randomPrefix } from '../redis/real-redis';
import { runsEveryRequest } from './machine-promises';

describe('the step machine on the embedded Redis', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer();
  });
  afterAll(async () => {
    await server.close();
  });

  runsEveryRequest({ url: () => server.url, prefix: randomPrefix });
});
