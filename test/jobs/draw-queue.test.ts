import { startEmbeddedServer, type EmbeddedServer } from '../../src/redis/embedded-server';
import { randomPrefix } from '../redis/real-redis';
import { drawsEveryChange } from './draw-promises';

describe('the draw queue on the embedded Redis', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbeddedServer();
  });
  afterAll(async () => {
    await server.close();
  });

  drawsEveryChange({ url: () => server.url, prefix: randomPrefix });
});
