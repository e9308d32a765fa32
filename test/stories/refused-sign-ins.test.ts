/** Microsoft stops taking what Rewind itself signs in with: what can be mended is mended unseen, and what cannot is called by its name. */
import { APPLICATIONS, CAST } from '../../src/sandbox/cast';
import { approved, awaitingApproval } from '../support/recovery-journey';
import { startProductUnderTest, type ProductUnderTest } from '../support/start-product';
import { until } from '../support/until';

const { ana } = CAST;
const { reading, bot, signOn } = APPLICATIONS;
const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1774774800"}}}';
const REFUSED = 'Microsoft refuses Rewind’s own sign-in';

describe('Rewind’s own sign-in', () => {
  let rewind: ProductUnderTest;
  const entra = () => rewind.sandbox.entra;
  const refusals = () => rewind.sandbox.graph.inspect.calls().filter(({ status }) => status === 401).length;
  const fetched = (clientId: string) => entra().tokenRequests.filter((request) => request.clientId === clientId).length;
  const everythingSaid = () => rewind.sandbox.teams.everythingSaid().join('\n');
  const seesSnapshots = async () => {
    await rewind.says(ana, 'personal', 'snapshots');
    await until('the list of snapshots', () => rewind.cardWords(ana, 'personal').includes('napshot') || undefined);
  };

  beforeEach(async () => {
    rewind = await startProductUnderTest();
    rewind.sandbox.graph.state.runIncident('massDisable');
  });
  afterEach(() => rewind.close());

  it.each([
    ['revoked', undefined],
    ['revoked, with claims for the next one', CLAIMS],
  ])('%s for Graph: another token is fetched once, and nobody notices', async (_how, claims) => {
    const before = fetched(reading.id);
    entra().revokeTokensOf(reading.id, claims);

    await seesSnapshots();
    await awaitingApproval(rewind);
    await approved(rewind);

    expect(refusals()).toBeGreaterThan(0);
    expect(fetched(reading.id)).toBe(before + 1);
    expect(everythingSaid()).not.toMatch(/busy|refuses/);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });

  it('revoked for the Bot Connector: the answer comes all the same, once', async () => {
    const before = fetched(bot.id);
    entra().revokeTokensOf(bot.id);

    await rewind.says(ana, 'groupChat', 'help');
    await until('help', () => rewind.cardWords(ana, 'groupChat').includes('restore') || undefined);

    const said = rewind.sandbox.teams.messagesIn(ana, 'groupChat').filter(({ from }) => from === 'bot');
    expect(said).toHaveLength(1);
    expect(fetched(bot.id)).toBe(before + 1);
  });

  it('with an expired secret: people read what it is, work waits, and goes on when it is mended', async () => {
    await awaitingApproval(rewind);
    entra().switches.expiredSecretsOf = [reading.id];
    entra().revokeTokensOf(reading.id);

    await rewind.says(ana, 'personal', 'snapshots');
    await until('the sentence', () => rewind.lastSaid(ana, 'personal').includes(REFUSED) || undefined);
    expect(everythingSaid()).not.toContain('busy');
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toEqual([]);
    expect((await rewind.happened()).requests).toMatchObject([{ state: { name: 'awaitingApproval' } }]);

    entra().switches.expiredSecretsOf = [];
    await approved(rewind);
    expect(rewind.sandbox.graph.inspect.startedRecoveries()).toHaveLength(1);
  });
});

describe('a sign-in that is refused at the start', () => {
  let rewind: ProductUnderTest;
  const readiness = async () => {
    const answer = await fetch(`http://127.0.0.1:${String(rewind.product.healthPort)}/readyz`);
    return [answer.status, ((await answer.json()) as Record<string, string>)['ownSignIns']];
  };
  const readyAgain = () => until('readiness', async () => (await readiness())[0] === 200 || undefined);

  beforeEach(async () => {
    rewind = await startProductUnderTest({ timings: { checkEveryMs: 50 } });
  });
  afterEach(() => rewind.close());

  it.each([
    ['the reading identity', reading.id],
    ['the bot', bot.id],
    ['the sign-on application', signOn.id],
  ])('of %s: not ready, until the secret is mended; nothing has to be started again', async (_who, id) => {
    entra().switches.expiredSecretsOf = [id];
    await rewind.restart();
    expect(await readiness()).toEqual([503, 'identity/application-refused']);

    entra().switches.expiredSecretsOf = [];
    await readyAgain();
  });

  it('because Entra is away: it starts, and is ready', async () => {
    entra().switches.tokenEndpointStatus = 503;
    await rewind.restart();
    expect(await readiness()).toEqual([200, 'ready']);
  });

  it('while it runs: an expired secret is found when the token has to be fetched anew', async () => {
    expect(await readiness()).toEqual([200, 'ready']);
    entra().switches.expiredSecretsOf = [reading.id];
    entra().revokeTokensOf(reading.id);
    await rewind.says(ana, 'personal', 'snapshots');
    await until('the refusal', async () => (await readiness())[0] === 503 || undefined);

    entra().switches.expiredSecretsOf = [];
    await readyAgain();
  });

  const entra = () => rewind.sandbox.entra;
});
