/** Starting anew: the sandbox's console has a button for it, and whoever spoke a moment before is no reason to be deaf afterwards. */
import { Worlds } from '../../src/sandbox-worlds';
import { CAST } from '../../src/sandbox/cast';
import { freePort } from '../../src/sandbox/terminal/free-port';
import { quietLog } from '../redis/quiet-log';
import { testCertificates } from '../support/certificates';
import { until } from '../support/until';

const { ana, cleo } = CAST;

describe('a sandbox that starts anew', () => {
  const { log, lines } = quietLog();
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = new Worlds({ environment: {}, certificates: await testCertificates(), port: await freePort(), log });
    await worlds.start();
  });
  afterAll(() => worlds.close());

  const isHeard = async (): Promise<void> => {
    const { teams } = worlds.latest.sandbox;
    await teams.says(cleo, 'personal', 'snapshots');
    await until('an answer', () => teams.messagesIn(cleo, 'personal').some(({ from }) => from === 'bot') || undefined);
  };

  it('hears, and ends what was being thought about before its stores close', async () => {
    const { teams, graph } = worlds.latest.sandbox;
    graph.faults.add({ method: 'GET', path: '*/recovery/snapshots', fault: { kind: 'slow', ms: 5000 }, times: 1000 });
    const said = teams.says(ana, 'groupChat', 'snapshots').catch(() => undefined);
    await until('that Rewind asks Graph', () => (graph.faults.pending()[0]?.left ?? 1000) < 1000 || undefined);
    await worlds.start();
    await said;
    expect(teams.messagesIn(ana, 'groupChat').some(({ from }) => from === 'bot')).toBe(true);

    await isHeard();
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('hears when what ran before did not close well', async () => {
    const { product } = worlds.latest;
    const close = product.close.bind(product);
    Object.assign(product, {
      close: async () => {
        await close();
        throw new Error('does not close');
      },
    });
    await worlds.start();

    await isHeard();
  });
});
