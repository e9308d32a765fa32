import { createPersonExchange, type PersonExchange } from '../../src/identity/person-exchange';
import { APPLICATIONS, CAST, TENANT_ID } from '../../src/sandbox/cast';
import { UnavailableError } from '../../src/shared/errors';
import { serveEntra, type ServedEntra } from '../support/serve-entra';

const { ana, ben } = CAST;
const PREVIEW = 'https://graph.microsoft.com/EntraBackup.ReadWrite.Preview';
const ME = 'https://graph.microsoft.com/User.Read';

let served: ServedEntra;
let exchange: PersonExchange;

beforeEach(async () => {
  served = await serveEntra();
  exchange = createPersonExchange(settings());
});
afterEach(() => served.close());

const settings = (clientSecret: string = APPLICATIONS.signOn.secret) => ({
  authorityHost: served.authorityHost,
  tenantId: TENANT_ID,
  clientId: APPLICATIONS.signOn.id,
  clientSecret,
});
const exchangeFor = (person: (typeof CAST)[keyof typeof CAST]) =>
  exchange.exchangeOnBehalfOf(served.entra.issueSignOnToken(person), [PREVIEW, ME]);

it('gives a Graph token of the same person with the scopes of the press', async () => {
  const answer = await exchangeFor(ana);

  expect(answer.kind).toBe('token');
  expect(served.entra.verifyGraphBearer(answer.kind === 'token' ? answer.accessToken : '')).toEqual({
    kind: 'person',
    oid: ana.id,
    scopes: ['EntraBackup.ReadWrite.Preview', 'User.Read'],
  });
});

it('takes a managed identity’s assertion instead of a secret', async () => {
  const assertion = () => Promise.resolve(served.entra.issueFederatedAssertion());

  expect(
    await createPersonExchange({ ...settings(), clientSecret: undefined, assertion }).exchangeOnBehalfOf(
      served.entra.issueSignOnToken(ben),
      [ME],
    ),
  ).toMatchObject({ kind: 'token' });
});

it('asks again for every press, and gives nobody another’s token', async () => {
  const token = served.entra.issueSignOnToken(ana);
  const first = await exchange.exchangeOnBehalfOf(token, [ME]);
  const second = await exchange.exchangeOnBehalfOf(token, [ME]);
  const other = await exchange.exchangeOnBehalfOf(served.entra.issueSignOnToken(ben), [ME]);

  expect(served.entra.tokenRequests).toHaveLength(3);
  const tokens = [first, second, other].map((answer) => (answer.kind === 'token' ? answer.accessToken : ''));
  expect(new Set(tokens).size).toBe(3);
  expect(served.entra.verifyGraphBearer(tokens[2])).toMatchObject({ oid: ben.id });
});

it('says that the person has to be asked, with what for', async () => {
  const claims = '{"access_token":{"capolids":{"essential":true,"values":["p"]}}}';
  served.entra.switches.interactions.push(claims, undefined);

  expect(await exchangeFor(ana)).toEqual({ kind: 'interactionRequired', claims });
  expect(await exchangeFor(ana)).toEqual({ kind: 'interactionRequired', claims: undefined });
});

it('says that consent is missing', async () => {
  served.entra.switches.isConsented = false;

  expect(await exchangeFor(ana)).toEqual({ kind: 'consentMissing' });
});

it.each([
  ['a wrong secret', () => settings('guess'), () => served.entra.issueSignOnToken(ana), 7000215],
  ['a forged token', settings, () => served.entra.issueSignOnToken(ana, { signedBy: 'stranger' }), 500133],
  ['a token for another application', settings, () => served.entra.issueSignOnToken(ana, { claims: { aud: APPLICATIONS.bot.id } }), 500131], // prettier-ignore
])('says that Entra refused %s', async (_what, use, ...[issue, code]) => {
  const answer = await createPersonExchange(use()).exchangeOnBehalfOf(issue(), [ME]);

  expect(answer).toMatchObject({ kind: 'refused', code });
});

it.each([500, 503])('is interrupted by HTTP %d', async (status) => {
  served.entra.switches.tokenEndpointStatus = status;

  await expect(exchangeFor(ana)).rejects.toThrow(UnavailableError);
});

it('is interrupted when nobody answers', async () => {
  const token = served.entra.issueSignOnToken(ana);
  const { authorityHost } = served;
  await served.close();
  const lonely = createPersonExchange({ ...settings(), authorityHost });
  served = await serveEntra();

  await expect(lonely.exchangeOnBehalfOf(token, [ME])).rejects.toThrow(UnavailableError);
});
